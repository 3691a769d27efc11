import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-members-cloned';
const SOURCE =
  '      dataSource:\n        apiGroup: snapshot.storage.k8s.io\n        kind: VolumeSnapshot\n        name: before\n';
const set = (image: string, mountPath: string, source = SOURCE) =>
  `${statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n${source}      resources:\n        requests:\n          storage: 1Gi\n`,
  ).replace(
    'registry.k8s.io/nginx-slim:0.27',
    image,
  )}          volumeMounts:\n          - name: data\n            mountPath: ${mountPath}\n`;
const etcd = set('quay.io/coreos/etcd:v3.5.17', '/var/lib/etcd');

it('finds members that are made of one snapshot', () => {
  const [finding, ...more] = findingsOf(id, etcd);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.volumeClaimTemplates[0].spec.dataSource' });
  expect(finding?.message).toContain('VolumeSnapshot before');
});
it('finds copies of a database that has one writer', () => {
  const [finding] = findingsOf(id, set('mysql:8.4.3', '/var/lib/mysql'));
  expect(finding?.message).toContain('the copies drift apart');
  expect(findingsOf(id, set('example.com/spilo:16', '/home/postgres/pgdata'))).toEqual([]);
});
it('takes one replica, empty disks, and programs without an identity', () => {
  expect(findingsOf(id, etcd.replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, set('quay.io/coreos/etcd:v3.5.17', '/var/lib/etcd', ''))).toEqual([]);
  expect(findingsOf(id, set('example.com/models:1.0', '/models'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${etcd}x: "`)).toEqual([]);
});
