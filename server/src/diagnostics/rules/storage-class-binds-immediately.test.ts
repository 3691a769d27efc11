import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'storage-class-binds-immediately';
const set = (pod = '') =>
  statefulSet(
    '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: disks\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n',
    pod,
  );
const storageClass = (provisioner: string, mode = '') =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disks\nprovisioner: ${provisioner}\n${mode}`;
const LOCAL = 'kubernetes.io/no-provisioner';
const ZONES = '      nodeSelector:\n        topology.kubernetes.io/zone: a\n';

it('finds local disks that are bound at once, written or by default, and mends it', () => {
  const [finding, ...more] = findingsOf(id, storageClass(LOCAL, 'volumeBindingMode: Immediate\n'), { others: set() });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'volumeBindingMode', marked: 'Immediate' });
  expect(finding?.fixes[0]).toMatchObject({
    preferred: true,
    result: storageClass(LOCAL, 'volumeBindingMode: WaitForFirstConsumer\n'),
  });
  const [unwritten] = findingsOf(id, storageClass(LOCAL), { others: set() });
  expect(unwritten?.field).toBe('provisioner');
  expect(findingsOf(id, unwritten?.fixes[0]?.result ?? '', { others: set() })).toEqual([]);
});
it('finds disks of a zone where the pods are bound to zones', () => {
  expect(findingsOf(id, storageClass('ebs.csi.aws.com'), { others: set(ZONES) })).toHaveLength(1);
  expect(findingsOf(id, storageClass('ebs.csi.aws.com'), { others: set() })).toEqual([]);
});
it('takes a class that waits, one that nobody here uses, and shared directories', () => {
  const waits = storageClass(LOCAL, 'volumeBindingMode: WaitForFirstConsumer\n');
  expect(findingsOf(id, waits, { others: set() })).toEqual([]);
  expect(findingsOf(id, storageClass(LOCAL))).toEqual([]);
  expect(findingsOf(id, storageClass('efs.csi.aws.com'), { others: set(ZONES) })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${storageClass(LOCAL)} "`, { others: set() })).toEqual([]);
});
