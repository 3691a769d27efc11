import { expect, it } from 'vitest';
import { budget, file, manifest, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'budget-selects-nothing';
const one = (labels: string, namespace?: string) => budget('web', 'maxUnavailable: 1', labels, namespace);

it('finds the value that no pod has', () => {
  const [finding, ...more] = findingsOf(id, file(one('app: website'), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.selector.matchLabels.app', marked: 'website' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: one('app: web') }]);
});
it('finds the label that the pods do not have', () => {
  expect(findingsOf(id, file(one('app: web\n      tier: db'), statefulSet()))[0]?.message).toContain('no label tier');
});
it('finds the other namespace', () => {
  const set = statefulSet().replace('  name: web\n', '  name: web\n  namespace: prod\n');
  expect(findingsOf(id, file(one('app: web', 'test'), set))).toMatchObject([
    { field: 'metadata.namespace', marked: 'test' },
  ]);
  expect(findingsOf(id, file(one('app: web', 'prod'), set))).toEqual([]);
  expect(findingsOf(id, file(one('app: web'), set))).toEqual([]);
});
it('finds a budget without a selector', () => {
  const none = manifest('policy/v1', 'PodDisruptionBudget', 'web', '  maxUnavailable: 1\n');
  expect(findingsOf(id, file(none, statefulSet()))).toMatchObject([{ field: 'spec' }]);
});
it('takes budgets of these pods, of others, and of nothing that is here', () => {
  expect(findingsOf(id, file(one('app: web'), statefulSet()))).toEqual([]);
  expect(
    findingsOf(id, file(budget('api', 'maxUnavailable: 1', 'app: api'), statefulSet(), workload('Deployment', 'api'))),
  ).toEqual([]);
  expect(findingsOf(id, file(budget('proxy', 'maxUnavailable: 1', 'app: proxy'), statefulSet()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${one('app: website')}  "`, statefulSet()))).toEqual([]);
});
