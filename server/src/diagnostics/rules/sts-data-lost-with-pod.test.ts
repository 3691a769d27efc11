import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-data-lost-with-pod';
const volumes = (name: string, source = 'emptyDir: {}') => `      volumes:\n      - name: ${name}\n        ${source}\n`;
const set = (image: string, mountPath: string, name = 'data', more = '', source = 'emptyDir: {}') =>
  `${statefulSet('', volumes(name, source)).replace('registry.k8s.io/nginx-slim:0.27', image)}${more}          volumeMounts:\n          - name: ${name}\n            mountPath: ${mountPath}\n`;

it.each([
  ['mysql:8.4.3', '/var/lib/mysql'],
  ['quay.io/mirror/postgresql:17.2', '/var/lib/postgresql'],
  ['docker.elastic.co/elasticsearch/elasticsearch:8.16.1', '/usr/share/elasticsearch/data'],
  ['prom/prometheus:v3.0.1', '/prometheus'],
  ['quay.io/coreos/etcd:v3.5.17', '/var/lib/etcd'],
])('finds the data of %s', (image, mountPath) => {
  const [finding, ...more] = findingsOf(id, set(image, mountPath, 'scratch'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.volumes[0].emptyDir' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds where the program is told to keep it', () => {
  const args = '          args: [server, "/export{1...2}"]\n';
  expect(findingsOf(id, set('minio/minio:RELEASE.2024-12-18T13-15-44Z', '/export1', 'd', args))).toEqual([]);
  expect(findingsOf(id, set('minio/minio:RELEASE.2024-12-18T13-15-44Z', '/export', 'd', args))).toHaveLength(1);
  const option = '          args: [--data-dir=/srv/ledger]\n';
  expect(findingsOf(id, set('example.com/shop/ledger:1.0', '/srv', 'srv', option))).toHaveLength(1);
  const redis = '          args: [redis-server, --appendonly, "yes"]\n';
  expect(findingsOf(id, set('redis:7.4.1', '/data', 'd', redis))).toHaveLength(1);
});
it('finds data in the container’s own layer', () => {
  const bare = statefulSet().replace('registry.k8s.io/nginx-slim:0.27', 'mongo:8.0.4');
  expect(findingsOf(id, bare)).toMatchObject([{ field: 'spec.template.spec.containers[0]' }]);
  expect(findingsOf(id, `${bare}          args: [mongodump]\n`)).toEqual([]);
});
it('finds a generic ephemeral volume', () => {
  const source = `ephemeral:
          volumeClaimTemplate:
            spec:
              accessModes: [ReadWriteOnce]
              resources:
                requests:
                  storage: 1Gi`;
  const [finding] = findingsOf(id, set('mysql:8.4.3', '/var/lib/mysql', 'data', '', source));
  expect(finding?.message).toContain('whose claim is deleted with the pod');
});
it('finds the data volume of a program that it does not know, where the set keeps nothing else', () => {
  expect(findingsOf(id, set('example.com/shop/ledger:1.0', '/var/lib/ledger'))).toHaveLength(1);
  expect(findingsOf(id, set('example.com/shop/ledger:1.0', '/var/cache/ledger', 'cache'))).toEqual([]);
  expect(findingsOf(id, set('example.com/shop/ledger:1.0', '/tmp', 'tmp'))).toEqual([]);
});
it('takes what is kept elsewhere, caches, and what a claim holds', () => {
  expect(findingsOf(id, set('redis:7.4.1', '/data'))).toEqual([]);
  expect(findingsOf(id, set('mysql:8.4.3', '/var/run/mysqld', 'run'))).toEqual([]);
  expect(findingsOf(id, set('quay.io/thanos/thanos:v0.37.0', '/data'))).toEqual([]);
  const claim = set('mysql:8.4.3', '/var/lib/mysql', 'data', '', 'persistentVolumeClaim:\n          claimName: mysql');
  expect(findingsOf(id, claim)).toEqual([]);
});
it('finds a write-ahead log that goes with the pod, beside data that stay', () => {
  const claim =
    '  volumeClaimTemplates:\n  - metadata:\n      name: disk\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n';
  const text = (log: string) =>
    `${statefulSet(claim, '      volumes:\n      - name: log\n        emptyDir: {}\n').replace('registry.k8s.io/nginx-slim:0.27', 'quay.io/coreos/etcd:v3.5.17')}          command: [etcd, --data-dir=/var/lib/etcd, --wal-dir=${log}]\n          volumeMounts:\n          - name: disk\n            mountPath: /var/lib/etcd\n          - name: log\n            mountPath: /wal\n`;
  const [finding, ...more] = findingsOf(id, text('/wal/etcd'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ field: 'spec.template.spec.volumes[0].emptyDir' });
  expect(finding?.message).toContain('write-ahead log in /wal/etcd');
  expect(findingsOf(id, text('/var/lib/etcd/wal'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('mysql:8.4.3', '/var/lib/mysql')} "`)).toEqual([]);
});
