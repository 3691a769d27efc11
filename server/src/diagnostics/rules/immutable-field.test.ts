import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'immutable-field';
const renamed = statefulSet().replace('serviceName: nginx', 'serviceName: web');

it('finds a change of what cannot change, against what is stored', () => {
  expect(findingsOf(id, renamed, { old: statefulSet() })).toMatchObject([
    { category: 'rejected', field: 'spec.serviceName' },
  ]);
  expect(findingsOf(id, renamed, { old: statefulSet(), version: '1.36' })).toMatchObject([{ field: 'spec' }]);
});
it('takes a change of what can, and anything new', () => {
  expect(summary(statefulSet().replace('replicas: 3', 'replicas: 5'), { old: statefulSet() })).toEqual([]);
  expect(summary(renamed)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${renamed}  "`, { old: statefulSet() })).toEqual([]);
});
