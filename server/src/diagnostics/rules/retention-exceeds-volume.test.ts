import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'retention-exceeds-volume';
const set = (image: string, mountPath: string, told: string, size = '20Gi') =>
  `${statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: ${size}\n`,
  ).replace(
    'registry.k8s.io/nginx-slim:0.27',
    image,
  )}${told}          volumeMounts:\n          - name: data\n            mountPath: ${mountPath}\n`;
const prometheus = (retention: string, size?: string) =>
  set(
    'prom/prometheus:v3.0.1',
    '/prometheus',
    `          args: [--storage.tsdb.path=/prometheus, --storage.tsdb.retention.size=${retention}]\n`,
    size,
  );

it('finds a program that may keep more than its disk holds', () => {
  const [finding, ...more] = findingsOf(id, prometheus('50GB'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.containers[0].args[1]' });
  const etcd = '          args: [--data-dir, /var/lib/etcd, --quota-backend-bytes, "8589934592"]\n';
  expect(findingsOf(id, set('quay.io/coreos/etcd:v3.5.17', '/var/lib/etcd', etcd, '4Gi'))).toHaveLength(1);
});
it('takes what fits, and programs that are not told', () => {
  expect(findingsOf(id, prometheus('15GB'))).toEqual([]);
  expect(findingsOf(id, prometheus('50GB', '100Gi'))).toEqual([]);
  expect(findingsOf(id, set('prom/prometheus:v3.0.1', '/prometheus', ''))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${prometheus('50GB')}x: "`)).toEqual([]);
});
