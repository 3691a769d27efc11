import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'init-container-never-ends';
const init = (command: string, more = '') =>
  `      initContainers:\n        - name: helper\n          image: busybox:1.37.0\n          command: [sh, -c, "${command}"]\n${more}`;
const ALWAYS = '          restartPolicy: Always\n';

it.each([
  'while true; do rotate; sleep 60; done',
  'sleep infinity',
  'tail -F /var/log/app.log',
  'until false; do x; done',
])('finds %s', (command) => {
  expect(findingsOf(id, daemonSet('', init(command)))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.initContainers[0].command', marked: 'command' },
  ]);
});
it('takes scripts that end, and loops that can be left', () => {
  for (const command of [
    'while true; do try && break; sleep 1; done',
    'until nslookup db; do sleep 1; done',
    'mkdir /x',
  ])
    expect(findingsOf(id, statefulSet('', init(command)))).toEqual([]);
});
it('takes sidecars where the release has them', () => {
  const sidecar = statefulSet('', init('sleep infinity', ALWAYS));
  expect(findingsOf(id, sidecar, { version: '1.29' })).toEqual([]);
  expect(findingsOf(id, sidecar, { version: '1.28' })).toMatchObject([
    { field: 'spec.template.spec.initContainers[0].restartPolicy', marked: 'Always' },
  ]);
  expect(findingsOf(id, sidecar, { version: '1.27' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', init('sleep infinity'))}  "`)).toEqual([]);
});
it('makes it a sidecar', () => {
  const [fix] = findingsOf(id, statefulSet('', init('sleep infinity')))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: statefulSet('', init('sleep infinity', ALWAYS)) });
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
