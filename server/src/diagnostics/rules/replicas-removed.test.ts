import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'replicas-removed';
const without = statefulSet().replace('  replicas: 3\n', '');
const autoscaler =
  'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: scaler}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, maxReplicas: 5}\n';

it('finds that the number is no longer written', () => {
  expect(findingsOf(id, without, { old: statefulSet() })).toMatchObject([{ category: 'risk', field: 'spec' }]);
  expect(findingsOf(id, without, { old: statefulSet() })[0]?.message).toContain('2 pods are removed');
});
it('tells of the moment before an autoscaler takes over', () => {
  expect(findingsOf(id, without, { old: statefulSet(), others: autoscaler })[0]?.message).toContain('scaler');
});
it('takes a number that stays, changes, was never written, or was 1', () => {
  expect(findingsOf(id, statefulSet().replace('3', '2'), { old: statefulSet() })).toEqual([]);
  expect(findingsOf(id, without, { old: without })).toEqual([]);
  expect(findingsOf(id, without, { old: statefulSet().replace('replicas: 3', 'replicas: 1') })).toEqual([]);
  expect(findingsOf(id, without)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${without}  "`, { old: statefulSet() })).toEqual([]);
});
