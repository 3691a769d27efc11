import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'signals-other-container';
const pod = (script: string, spec = '') => `${statefulSet('', spec)}        - name: reloader
          image: busybox:1.37.0
          command: [sh, -c, "${script}"]
`;

it('finds a signal for a process of another container', () => {
  expect(findingsOf(id, pod('while sleep 60; do pkill -HUP nginx; done'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[1].command[2]' },
  ]);
  expect(findingsOf(id, pod('kill -HUP $(pidof nginx)'))).toHaveLength(1);
});
it('takes shared processes, its own, and unknown ones', () => {
  expect(findingsOf(id, pod('pkill -HUP nginx', '      shareProcessNamespace: true\n'))).toEqual([]);
  expect(findingsOf(id, pod('pkill -HUP nginx', '      hostPID: true\n'))).toEqual([]);
  expect(findingsOf(id, pod('crond & pkill crond'))).toEqual([]);
  expect(findingsOf(id, pod('pkill -HUP agent'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('pkill -HUP nginx')} "`)).toEqual([]);
});
