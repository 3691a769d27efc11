import { expect, it } from 'vitest';
import { budget, file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'budget-eviction-policy-early';
const policy = (value: string) =>
  file(budget('web', `maxUnavailable: 1\n  unhealthyPodEvictionPolicy: ${value}`), statefulSet());

it('finds a policy that the release drops', () => {
  const [finding] = findingsOf(id, policy('AlwaysAllow'), { version: '1.26' });
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.unhealthyPodEvictionPolicy', marked: 'AlwaysAllow' });
});
it('takes it from 1.27 on, and the default before', () => {
  expect(findingsOf(id, policy('AlwaysAllow'), { version: '1.27' })).toEqual([]);
  expect(findingsOf(id, policy('IfHealthyBudget'), { version: '1.26' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `  "${policy('AlwaysAllow')}`, { version: '1.26' })).toEqual([]);
});
