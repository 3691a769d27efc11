import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'pod-priority-refused';
const set = (...lines: string[]) => statefulSet('', lines.map((line) => `      ${line}\n`).join(''));
const CLASS =
  'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: gentle}\nvalue: 500\npreemptionPolicy: Never\n';

it('finds a priority that no class gives, and leaves it to the class', () => {
  expect(findingsOf(id, set('priority: 1000'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.priority', fixes: [{ preferred: true, result: statefulSet() }] },
  ]);
  expect(findingsOf(id, set('priority: 7', 'priorityClassName: system-node-critical'))).toHaveLength(1);
});
it('finds a preemption policy that the class does not have', () => {
  expect(findingsOf(id, set('preemptionPolicy: Never'))).toHaveLength(1);
  expect(
    findingsOf(id, set('preemptionPolicy: PreemptLowerPriority', 'priorityClassName: gentle'), { others: CLASS }),
  ).toHaveLength(1);
});
it('finds a class of the system that there is not', () => {
  const [finding] = findingsOf(id, set('priorityClassName: system-node-critcal'));
  expect(finding).toMatchObject({ field: 'spec.template.spec.priorityClassName' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: set('priorityClassName: system-node-critical') }]);
  expect(findingsOf(id, set('priorityClassName: system-cluster-critical'))).toEqual([]);
});
it('takes what the class says, and classes that nobody knows', () => {
  expect(
    findingsOf(id, set('priority: 500', 'preemptionPolicy: Never', 'priorityClassName: gentle'), { others: CLASS }),
  ).toEqual([]);
  expect(findingsOf(id, set('priority: 500', 'priorityClassName: gentle'))).toEqual([]);
  expect(findingsOf(id, set('priorityClassName: gentle'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('priority: 1000')} "`)).toEqual([]);
});
