import { expect, it } from 'vitest';
import { budget, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'budgets-overlap';
const set = (kind: 'StatefulSet' | 'Deployment' = 'StatefulSet') =>
  workload(kind, 'db', { labels: 'app: db\ntier: back' });
const own = budget('db', 'maxUnavailable: 1', 'app: db');
const tier = budget('back', 'maxUnavailable: 1', 'tier: back');

it('finds the second budget of a pod, once', () => {
  const found = findingsOf(id, file(own, tier, set()));
  expect(found).toMatchObject([{ category: 'broken', field: 'spec.selector' }]);
  expect(found[0]?.message).toContain('pods of db are covered by the budget back');
});
it('speaks on the one that covers more', () => {
  const [finding] = findingsOf(id, file(own, tier, set(), workload('Deployment', 'api', { labels: 'tier: back' })));
  expect(finding?.message).toContain('the budget db');
});
it('takes one budget, budgets of different pods, and Deployments', () => {
  expect(findingsOf(id, file(own, set()))).toEqual([]);
  expect(findingsOf(id, file(own, budget('front', 'maxUnavailable: 1', 'tier: front'), set()))).toEqual([]);
  expect(findingsOf(id, file(own, tier, set('Deployment')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${own}  "`, `${tier}  "`, set()))).toEqual([]);
});
