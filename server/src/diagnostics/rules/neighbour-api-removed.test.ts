import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'neighbour-api-removed';
const beside = (apiVersion: string, kind: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: thing}\n---\n${statefulSet()}`;

it.each([
  ['policy/v1beta1', 'PodDisruptionBudget', '1.25', '1.24'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', '1.26', '1.25'],
  ['rbac.authorization.k8s.io/v1beta1', 'RoleBinding', '1.22', '1.21'],
  ['storage.k8s.io/v1beta1', 'StorageClass', '1.22', '1.21'],
])('finds %s %s from %s on', (apiVersion, kind, gone, served) => {
  expect(findingsOf(id, beside(apiVersion, kind), { version: gone })).toMatchObject([
    { category: 'broken', field: 'apiVersion', marked: apiVersion },
  ]);
  expect(findingsOf(id, beside(apiVersion, kind), { version: served })).toEqual([]);
});
it('finds what is not there yet', () => {
  expect(
    findingsOf(id, beside('autoscaling/v2', 'HorizontalPodAutoscaler'), { version: '1.22' })[0]?.message,
  ).toContain('only since');
});
it('takes what is served, other groups, and what stands without one of the two kinds', () => {
  expect(findingsOf(id, beside('policy/v1', 'PodDisruptionBudget'))).toEqual([]);
  expect(findingsOf(id, beside('autoscaling/v1', 'HorizontalPodAutoscaler'))).toEqual([]);
  expect(findingsOf(id, 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: thing}\n')).toEqual(
    [],
  );
});
it('finds a kind that is gone', () => {
  expect(findingsOf(id, beside('policy/v1beta1', 'PodSecurityPolicy'))).toMatchObject([
    { category: 'broken', field: 'apiVersion', fixes: [] },
  ]);
  expect(findingsOf(id, beside('policy/v1beta1', 'PodSecurityPolicy'), { version: '1.24' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\n  "\n---\n${statefulSet()}`)).toEqual(
    [],
  );
});
it('writes the version that is served', () => {
  const [fix] = findingsOf(id, beside('rbac.authorization.k8s.io/v1beta1', 'RoleBinding'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true });
  expect(fix?.result).toContain('apiVersion: rbac.authorization.k8s.io/v1\n');
});
