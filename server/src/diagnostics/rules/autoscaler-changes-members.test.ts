import { expect, it } from 'vitest';
import { autoscaler, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-changes-members';
const set = (args = '', image = 'quay.io/coreos/etcd:v3.5.17') =>
  workload('StatefulSet', 'db', { image, container: args });
const scaled = (least: number, most: number) =>
  autoscaler('StatefulSet/db', `  minReplicas: ${least}\n  maxReplicas: ${most}\n`);

it('finds a majority that may be lost', () => {
  const [finding] = findingsOf(id, file(scaled(1, 5), set()));
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.scaleTargetRef' });
});
it('finds pods beyond the list of members', () => {
  const list =
    '          args: ["--initial-cluster=db-0=http://db-0.db:2380,db-1=http://db-1.db:2380,db-2=http://db-2.db:2380"]\n';
  const [finding] = findingsOf(id, file(scaled(3, 5), set(list)));
  expect(finding).toMatchObject({ field: 'spec.maxReplicas', marked: '5' });
  expect(finding?.message).toContain('beyond db-2');
});
it('finds a minimum without a majority of three', () => {
  const [finding] = findingsOf(id, file(scaled(2, 5), set('', 'cassandra:5.0.2')));
  expect(finding).toMatchObject({ field: 'spec.minReplicas', marked: '2' });
});
it('takes small ranges, fixed numbers, and stores that take members in', () => {
  expect(findingsOf(id, file(scaled(3, 5), set()))).toEqual([]);
  expect(findingsOf(id, file(scaled(3, 3), set()))).toEqual([]);
  expect(findingsOf(id, file(scaled(3, 9), set('', 'cassandra:5.0.2')))).toEqual([]);
  expect(findingsOf(id, file(scaled(1, 5), set('', 'registry.example.com/app:1.0.0')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${scaled(1, 5)}  "`, set()))).toEqual([]);
});
