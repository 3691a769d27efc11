import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-source-unusable';
const set = (size: string, source = '{kind: PersistentVolumeClaim, name: golden}', className = 'fast') =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      storageClassName: ${className}\n      dataSource: ${source}\n      resources:\n        requests:\n          storage: ${size}\n`,
  ).replace('metadata:\n', 'metadata:\n  namespace: shop\n');
const claim = (size: string, more = '', namespace = 'shop') =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: golden\n  namespace: ${namespace}\nspec:\n  storageClassName: fast\n${more}  resources:\n    requests:\n      storage: ${size}\n`;
const SNAPSHOT = '{apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: before}';
const snapshot =
  '---\napiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshot\nmetadata:\n  name: before\n  namespace: shop\nspec:\n  volumeSnapshotClassName: snaps\n  source:\n    persistentVolumeClaimName: golden\n';
const storageClass = (name: string, provisioner: string) =>
  `---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: ${name}\nprovisioner: ${provisioner}\n`;

it('finds a copy that is smaller than its source, and asks for as much', () => {
  const [finding, ...more] = findingsOf(id, set('50Gi'), { others: claim('100Gi') });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.volumeClaimTemplates[0].spec.resources.requests.storage',
    marked: '50Gi',
  });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set('100Gi') });
  expect(findingsOf(id, set('50Gi', SNAPSHOT), { others: claim('100Gi') + snapshot })).toHaveLength(1);
});
it('finds a source in another namespace', () => {
  const [finding] = findingsOf(id, set('100Gi'), { others: claim('100Gi', '', 'prod') });
  expect(finding).toMatchObject({ field: 'spec.volumeClaimTemplates[0].spec.dataSource.name', marked: 'golden' });
});
it('finds another volume mode, and another driver', () => {
  const [mode] = findingsOf(id, set('100Gi'), { others: claim('100Gi', '  volumeMode: Block\n') });
  expect(mode?.message).toContain('volumeMode Block');
  const classes = storageClass('fast', 'a.example.com') + storageClass('slow', 'b.example.com');
  const [driver] = findingsOf(id, set('100Gi', undefined, 'slow'), { others: claim('100Gi') + classes });
  expect(driver?.message).toContain('b.example.com, which cannot read it');
  const snaps =
    '---\napiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata:\n  name: snaps\ndriver: b.example.com\ndeletionPolicy: Retain\n';
  expect(findingsOf(id, set('100Gi', SNAPSHOT), { others: claim('100Gi') + snapshot + snaps + classes })).toHaveLength(
    1,
  );
});
it('takes copies that can be made, and sources that are not at hand', () => {
  expect(findingsOf(id, set('100Gi'), { others: claim('100Gi') })).toEqual([]);
  expect(findingsOf(id, set('200Gi', SNAPSHOT), { others: claim('100Gi') + snapshot })).toEqual([]);
  expect(findingsOf(id, set('1Gi'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('50Gi')}x: "`, { others: claim('100Gi') })).toEqual([]);
});
