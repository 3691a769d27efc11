import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-max-unavailable-outage';
const budget = (value: string, replicas = 3) =>
  statefulSet(`  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: ${value}\n`).replace(
    'replicas: 3',
    `replicas: ${replicas}`,
  );
const etcd = (value: string, replicas = 3) =>
  budget(value, replicas).replace('registry.k8s.io/nginx-slim:0.27', 'quay.io/coreos/etcd:v3.5.17');

it('finds a rollout that takes everything', () => {
  expect(findingsOf(id, budget('100%'))).toMatchObject([
    { category: 'risk', field: 'spec.updateStrategy.rollingUpdate.maxUnavailable', marked: '100%' },
  ]);
  expect(findingsOf(id, budget('4'))[0]?.message).toContain('all 3 replicas');
});
it('finds a rollout that takes the majority of a store', () => {
  expect(findingsOf(id, etcd('2'))[0]?.message).toContain('2 of 3 etcd members');
  expect(findingsOf(id, etcd('60%', 5))[0]?.message).toContain('3 of 5 etcd members');
});
it('takes a rollout that leaves enough', () => {
  expect(findingsOf(id, budget('2'))).toEqual([]);
  expect(findingsOf(id, etcd('2', 5))).toEqual([]);
  expect(findingsOf(id, etcd('60%'))).toEqual([]);
  expect(findingsOf(id, budget('1', 1))).toEqual([]);
});
it('is silent where the release drops the field, and under OnDelete', () => {
  expect(findingsOf(id, budget('100%'), { version: '1.36' })).toEqual([]);
  expect(findingsOf(id, budget('100%'), { version: '1.35.2' })).toHaveLength(1);
  expect(findingsOf(id, budget('100%').replace('    rolling', '    type: OnDelete\n    rolling'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${budget('100%')}  "`)).toEqual([]);
});
it('leaves a majority', () => {
  const [fix] = findingsOf(id, etcd('4 # fast', 5))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: etcd('2 # fast', 5) });
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
