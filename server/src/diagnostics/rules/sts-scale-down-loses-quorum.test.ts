import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-scale-down-loses-quorum';
const set = (replicas: number, image = 'quay.io/coreos/etcd:v3.5.17') =>
  statefulSet().replace('replicas: 3', `replicas: ${replicas}`).replace('registry.k8s.io/nginx-slim:0.27', image);

it('finds that the majority is gone', () => {
  expect(findingsOf(id, set(1), { old: set(3) })).toMatchObject([
    { category: 'risk', field: 'spec.replicas', marked: '1' },
  ]);
  expect(findingsOf(id, set(2), { old: set(5) })[0]?.message).toContain('(3)');
});
it('takes a majority that stays, a full stop, growth, and other programs', () => {
  expect(findingsOf(id, set(3), { old: set(5) })).toEqual([]);
  expect(findingsOf(id, set(0), { old: set(3) })).toEqual([]);
  expect(findingsOf(id, set(5), { old: set(3) })).toEqual([]);
  expect(findingsOf(id, set(1, 'nginx:1.27'), { old: set(3, 'nginx:1.27') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(1)}  "`, { old: set(3) })).toEqual([]);
});
