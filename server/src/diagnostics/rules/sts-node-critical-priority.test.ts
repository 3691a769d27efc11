import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-node-critical-priority';
const set = (name: string) => statefulSet('', `      priorityClassName: ${name}\n`);

it('finds replicas above all that a node needs', () => {
  const [finding, ...more] = findingsOf(id, set('system-node-critical'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.priorityClassName' });
  expect(finding?.fixes[0]?.result).toBe(statefulSet());
});
it('takes other classes, and what belongs to the system', () => {
  expect(findingsOf(id, set('databases'))).toEqual([]);
  const own = set('system-node-critical').replace('metadata:\n', 'metadata:\n  namespace: kube-system\n');
  expect(findingsOf(id, own)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('system-node-critical')}x: "`)).toEqual([]);
});
