import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'storage-class-provisioner-unknown';
const others = statefulSet(
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: disks\n      accessModes: [ReadWriteOnce]\n',
);
const storageClass = (provisioner: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disks\nprovisioner: ${provisioner}\n`;

it('finds a misspelt driver, and mends it', () => {
  const [finding, ...more] = findingsOf(id, storageClass('ebs.csi.aws.co'), { others });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'provisioner', marked: 'ebs.csi.aws.co' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: storageClass('ebs.csi.aws.com') });
});
it('finds a plugin that the release no longer has', () => {
  expect(findingsOf(id, storageClass('kubernetes.io/rbd'), { others, version: '1.31' })).toHaveLength(1);
  expect(findingsOf(id, storageClass('kubernetes.io/rbd'), { others, version: '1.30' })).toEqual([]);
});
it('takes drivers that it knows and does not know, and classes that no set uses', () => {
  expect(findingsOf(id, storageClass('ebs.csi.aws.com'), { others })).toEqual([]);
  expect(findingsOf(id, storageClass('zzs.csi.k8s.io'), { others })).toEqual([]);
  expect(findingsOf(id, storageClass('example.com/disks'), { others })).toEqual([]);
  expect(findingsOf(id, storageClass('ebs.csi.aws.co'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${storageClass('ebs.csi.aws.co')}parameters: "`, { others })).toEqual([]);
});
