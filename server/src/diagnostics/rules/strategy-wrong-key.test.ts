import { expect, it } from 'vitest';
import { daemonSet, findingsOf, refusals, statefulSet } from '../testing';

const id = 'strategy-wrong-key';

it('finds the strategy of Deployments', () => {
  expect(refusals(statefulSet('  strategy:\n    type: RollingUpdate\n'))).toEqual([`${id} spec.strategy`]);
  expect(findingsOf(id, daemonSet('  strategy: {}\n'))[0]?.message).toContain('updateStrategy');
});
it('finds the other kind’s parameters', () => {
  expect(refusals(statefulSet('  updateStrategy:\n    rollingUpdate:\n      maxSurge: 1\n'))).toEqual([
    `${id} spec.updateStrategy.rollingUpdate.maxSurge`,
  ]);
  expect(refusals(daemonSet('  updateStrategy:\n    rollingUpdate:\n      partition: 1\n'))).toEqual([
    `${id} spec.updateStrategy.rollingUpdate.partition`,
  ]);
});
it('finds parameters of RollingUpdate beside OnDelete', () => {
  const [finding] = findingsOf(
    id,
    statefulSet('  updateStrategy:\n    type: OnDelete\n    rollingUpdate:\n      partition: 1\n'),
  );
  expect(finding).toMatchObject({ field: 'spec.updateStrategy.rollingUpdate', marked: 'rollingUpdate' });
});
it('finds a parameter one level too high', () => {
  expect(findingsOf(id, statefulSet('  updateStrategy:\n    partition: 1\n'))[0]?.message).toContain('deeper');
});
it('takes what the kind has', () => {
  expect(findingsOf(id, statefulSet('  updateStrategy:\n    rollingUpdate:\n      partition: 1\n'))).toEqual([]);
  expect(findingsOf(id, daemonSet('  updateStrategy:\n    type: OnDelete\n'))).toEqual([]);
  expect(refusals(statefulSet('  updateStrateg:\n    type: OnDelete\n'))).toEqual(['unknown-field spec.updateStrateg']);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, statefulSet('  strategy: {type: "\n'))).toEqual([]);
});
it.each([
  statefulSet('  strategy:\n    type: RollingUpdate # as before\n'),
  statefulSet('  updateStrategy:\n    rollingUpdate:\n      maxSurge: 1\n'),
  daemonSet('  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate: {partition: 1}\n'),
  statefulSet('  updateStrategy:\n    type: OnDelete\n    rollingUpdate:\n      partition: 0\n'),
  statefulSet('  updateStrategy:\n    type: OnDelete\n  strategy:\n    type: RollingUpdate\n'),
  daemonSet('  updateStrategy:\n    maxUnavailable: 2\n'),
  daemonSet('  updateStrategy:\n    maxUnavailable: 2\n    type: RollingUpdate\n'),
])('mends it (%#)', (text) => {
  const fixes = findingsOf(id, text)[0]?.fixes ?? [];
  expect(fixes[0]?.preferred).toBe(true);
  for (const { result } of fixes) expect(refusals(result)).toEqual([]);
});
it('keeps the comment of a key that is renamed', () => {
  const [fix] = findingsOf(id, statefulSet('  strategy:\n    type: OnDelete # by hand\n'))[0]?.fixes ?? [];
  expect(fix?.result).toBe(statefulSet('  updateStrategy:\n    type: OnDelete # by hand\n'));
});
