import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'quota-refuses-pods';
const quota = (hard: string, more = '') =>
  `apiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: team\nspec:\n  hard: {${hard}}\n${more}`;
const set = (resources: string) => `${statefulSet()}          resources: ${resources}\n`;

it('finds a container that does not say what it needs', () => {
  expect(findingsOf(id, statefulSet(), { others: quota('limits.memory: 8Gi') })).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0]' },
  ]);
  expect(findingsOf(id, set('{requests: {cpu: 1}}'), { others: quota('requests.memory: 8Gi') })).toMatchObject([
    { field: 'spec.template.spec.containers[0].resources' },
  ]);
});
it('finds replicas beyond the quota', () => {
  const [finding, ...more] = findingsOf(id, set('{requests: {memory: 2Gi}}'), {
    others: quota('requests.memory: 4Gi'),
  });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ field: 'spec.replicas' });
  expect(finding?.message).toContain('only 2 of them');
  expect(findingsOf(id, statefulSet(), { others: quota('pods: 2') })).toHaveLength(1);
});
it('counts claims', () => {
  const claims =
    '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}\n';
  expect(findingsOf(id, statefulSet() + claims, { others: quota('requests.storage: 20Gi') })).toHaveLength(1);
  expect(findingsOf(id, statefulSet() + claims, { others: quota('requests.storage: 30Gi') })).toEqual([]);
});
it('takes what fits, what a LimitRange fills in, quotas of other scopes and namespaces', () => {
  expect(
    findingsOf(id, set('{limits: {memory: 1Gi}}'), { others: quota('limits.memory: 3Gi, requests.memory: 3Gi') }),
  ).toEqual([]);
  const range =
    '---\napiVersion: v1\nkind: LimitRange\nmetadata:\n  name: team\nspec:\n  limits: [{type: Container, default: {memory: 1Gi}}]\n';
  expect(findingsOf(id, statefulSet(), { others: quota('limits.memory: 8Gi') + range })).toEqual([]);
  expect(findingsOf(id, statefulSet(), { others: quota('limits.memory: 1Gi', '  scopes: [BestEffort]\n') })).toEqual(
    [],
  );
  expect(
    findingsOf(id, statefulSet(), { others: quota('pods: 1').replace('name: team', 'name: team\n  namespace: other') }),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()} "`, { others: quota('pods: 1') })).toEqual([]);
});
