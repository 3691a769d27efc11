import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'store-on-network-files';
const set = (image: string, className = 'files') =>
  `${statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      storageClassName: ${className}\n      resources:\n        requests:\n          storage: 1Gi\n`,
  ).replace(
    'registry.k8s.io/nginx-slim:0.27',
    image,
  )}          volumeMounts:\n          - name: data\n            mountPath: /prometheus\n`;
const storageClass = (provisioner: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: files\nprovisioner: ${provisioner}\n`;
const PROMETHEUS = 'quay.io/prometheus/prometheus:v3.1.0';

it('finds Prometheus on NFS, by the class of its claims', () => {
  const [finding, ...more] = findingsOf(id, set(PROMETHEUS), { others: storageClass('nfs.csi.k8s.io') });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.volumeClaimTemplates[0].spec.storageClassName',
    marked: 'files',
  });
});
it('finds it on a directory of a server', () => {
  const text = `${statefulSet('', '      volumes:\n      - name: data\n        nfs: {server: files, path: /p}\n').replace('registry.k8s.io/nginx-slim:0.27', PROMETHEUS)}          volumeMounts:\n          - name: data\n            mountPath: /prometheus\n`;
  expect(findingsOf(id, text)).toMatchObject([{ field: 'spec.template.spec.volumes[0].nfs' }]);
});
it('takes disks, other programs, and classes that are not at hand', () => {
  expect(findingsOf(id, set(PROMETHEUS), { others: storageClass('ebs.csi.aws.com') })).toEqual([]);
  expect(findingsOf(id, set('example.com/shop:1.0'), { others: storageClass('nfs.csi.k8s.io') })).toEqual([]);
  expect(findingsOf(id, set(PROMETHEUS))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(PROMETHEUS)}x: "`, { others: storageClass('nfs.csi.k8s.io') })).toEqual([]);
});
