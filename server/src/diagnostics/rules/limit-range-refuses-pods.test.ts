import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'limit-range-refuses-pods';
const range = (limits: string) =>
  `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: team\nspec:\n  limits: [{type: Container, ${limits}}]\n`;
const set = (resources: string) => `${statefulSet()}          resources: ${resources}\n`;
const found = (resources: string, limits: string) => findingsOf(id, set(resources), { others: range(limits) });

it('finds amounts outside the bounds', () => {
  expect(found('{limits: {memory: 2Gi}}', 'max: {memory: 1Gi}')).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].resources.limits.memory', marked: '2Gi' },
  ]);
  expect(found('{requests: {cpu: 10m}}', 'min: {cpu: 50m}')).toHaveLength(1);
});
it('finds a request beyond the limit that is filled in', () => {
  expect(found('{requests: {memory: 2Gi}}', 'default: {memory: 1Gi}')).toMatchObject([
    { field: 'spec.template.spec.containers[0].resources.requests.memory' },
  ]);
});
it('finds a ratio that is too large', () => {
  expect(found('{requests: {cpu: 100m}, limits: {cpu: 1}}', 'maxLimitRequestRatio: {cpu: 4}')).toHaveLength(1);
});
it('finds claims', () => {
  const claims =
    '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}\n';
  const others = range('max: {storage: 5Gi}').replace('Container', 'PersistentVolumeClaim');
  expect(findingsOf(id, statefulSet() + claims, { others })).toMatchObject([
    { field: 'spec.volumeClaimTemplates[0].spec.resources.requests.storage' },
  ]);
});
it('takes what lies within', () => {
  expect(
    found('{requests: {memory: 512Mi}, limits: {memory: 1Gi}}', 'max: {memory: 1Gi}, min: {memory: 64Mi}'),
  ).toEqual([]);
  expect(findingsOf(id, statefulSet(), { others: range('default: {memory: 1Gi}') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('{limits: {memory: 2Gi}}')} "`, { others: range('max: {memory: 1Gi}') })).toEqual([]);
});
