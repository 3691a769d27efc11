import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'quorum-of-two-members';
const set = (replicas: number, image = 'quay.io/coreos/etcd:v3.5.17') =>
  statefulSet().replace('replicas: 3', `replicas: ${replicas}`).replace('registry.k8s.io/nginx-slim:0.27', image);

it('finds two voters, and makes them three', () => {
  const [finding, ...more] = findingsOf(id, set(2));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.replicas', marked: '2' });
  expect(finding?.fixes[0]?.result).toBe(set(3));
  expect(findingsOf('quorum-of-even-members', set(2))).toEqual([]);
});
it('takes other numbers, programs that do not vote, and a set on its way', () => {
  expect(findingsOf(id, set(1))).toEqual([]);
  expect(findingsOf(id, set(4))).toEqual([]);
  expect(findingsOf(id, set(2, 'postgres:17.2'))).toEqual([]);
  expect(findingsOf(id, set(2), { old: set(1) })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(2)}x: "`)).toEqual([]);
});
