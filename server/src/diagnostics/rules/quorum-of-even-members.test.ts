import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'quorum-of-even-members';
const set = (replicas: number, image = 'zookeeper:3.9.3') =>
  statefulSet().replace('replicas: 3', `replicas: ${replicas}`).replace('registry.k8s.io/nginx-slim:0.27', image);

it('finds an even number of voters', () => {
  expect(findingsOf(id, set(4))).toMatchObject([{ category: 'style', field: 'spec.replicas', marked: '4' }]);
  expect(findingsOf(id, set(4))[0]?.message).toContain('bear the loss of 1');
});
it('takes odd numbers, and programs without votes', () => {
  expect(findingsOf(id, set(3))).toEqual([]);
  expect(findingsOf(id, set(2, 'nginx:1.27'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(4)}  "`)).toEqual([]);
});
it('adds a member', () => {
  expect(findingsOf(id, set(4))[0]?.fixes[0]).toMatchObject({ preferred: false, result: set(5) });
});
