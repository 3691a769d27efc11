import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'quorum-lost-during-change';
const set = (replicas: number, tag = 'v3.5.17', policy = 'Parallel') =>
  statefulSet(`  podManagementPolicy: ${policy}\n`)
    .replace('replicas: 3', `replicas: ${replicas}`)
    .replace('registry.k8s.io/nginx-slim:0.27', `quay.io/coreos/etcd:${tag}`);

it('finds a scale-down and a rollout that meet', () => {
  expect(findingsOf(id, set(3, 'v3.5.18'), { old: set(5) })).toMatchObject([
    { category: 'risk', field: 'spec.replicas', marked: '3' },
  ]);
  expect(findingsOf(id, set(3, 'v3.5.18'), { old: set(5) })[0]?.message).toContain('2 of 5 etcd members');
});
it('takes each alone, and sets of other programs', () => {
  expect(findingsOf(id, set(3), { old: set(5) })).toEqual([]);
  expect(findingsOf(id, set(5, 'v3.5.18'), { old: set(5) })).toEqual([]);
  const other = (text: string) => text.replace('quay.io/coreos/etcd', 'example.com/app');
  expect(findingsOf(id, other(set(3, 'v3.5.18')), { old: other(set(5)) })).toEqual([]);
});
it('is silent where nothing can be simulated', () => {
  expect(findingsOf(id, set(3, 'v3.5.18'), { old: set(5), version: '1.30' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(3, 'v3.5.18')}  "`, { old: set(5) })).toEqual([]);
});
