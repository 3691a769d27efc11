import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'init-waits-in-circle';
const set = (name: string, host: string) =>
  `${statefulSet(
    '',
    `      initContainers:\n        - name: wait\n          image: busybox:1.37.0\n          command: [sh, -c, "until nc -z ${host} 80; do sleep 2; done"]\n`,
  ).replaceAll(
    'web',
    name,
  )}---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}-svc}\nspec: {selector: {app: ${name}}}\n`;

it('finds two that wait for each other', () => {
  const findings = findingsOf(id, `${set('left', 'right-svc')}---\n${set('right', 'left-svc')}`);
  expect(findings).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.initContainers[0].command' },
    { field: 'spec.template.spec.initContainers[0].command' },
  ]);
  expect(findings[0]?.message).toContain('waits for right-svc');
});
it('takes a chain, and a Service that is not at hand', () => {
  expect(findingsOf(id, `${set('left', 'right-svc')}---\n${set('right', 'database')}`)).toEqual([]);
  expect(findingsOf(id, set('left', 'right-svc'))).toEqual([]);
});
it('takes conditions', () => {
  const once = (text: string) => text.replaceAll('done"', 'done || true"');
  expect(findingsOf(id, once(`${set('left', 'right-svc')}---\n${set('right', 'left-svc')}`))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  const broken = set('left', 'right-svc').replace('---', '  "\n---');
  const findings = findingsOf(id, `${broken}---\n${set('right', 'left-svc')}`);
  expect(findings.filter((each) => each.message.includes('waits for right-svc'))).toEqual([]);
});
