import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'api-unknown';

it('finds a version that never was', () => {
  expect(findingsOf(id, statefulSet().replace('apps/v1', 'apps/v2'))).toMatchObject([
    { category: 'rejected', field: 'apiVersion', marked: 'apps/v2' },
  ]);
});
it('leaves custom resources of the same kind alone', () => {
  expect(findingsOf(id, statefulSet().replace('apps/v1', 'apps.kruise.io/v1beta1'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, 'apiVersion: apps/v2\nkind: [StatefulSet')).toEqual([]);
});
it('mends the version', () => {
  const [fix] = findingsOf(id, statefulSet().replace('apps/v1', 'v1'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: statefulSet() });
});
it('mends a misspelt kind', () => {
  const [finding] = findingsOf(id, statefulSet().replace('kind: StatefulSet', 'kind: Statefulset'));
  expect(finding).toMatchObject({ field: 'kind', marked: 'Statefulset' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: statefulSet() });
});
