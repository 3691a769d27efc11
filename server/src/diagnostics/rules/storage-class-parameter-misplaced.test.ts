import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'storage-class-parameter-misplaced';
const set = statefulSet(
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      storageClassName: fast\n      resources:\n        requests:\n          storage: 1Gi\n',
);
const storageClass = (parameters: string, provisioner = 'ebs.csi.aws.com', more = '') =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: ${provisioner}\nparameters:\n  type: gp3\n${parameters}${more}`;
const RETAIN = '  reclaimPolicy: Retain\n';
const find = (text: string) => findingsOf(id, text, { others: set });

it('finds a field of the class among the parameters, and moves it', () => {
  const [finding, ...more] = find(storageClass(RETAIN));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'parameters.reclaimPolicy' });
  expect(finding?.message).toContain('ebs.csi.aws.com refuses');
  expect(finding?.fixes[0]?.result).toBe(storageClass('', undefined, 'reclaimPolicy: Retain\n'));
  expect(find(finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('says that it has no effect where the driver takes anything', () => {
  expect(find(storageClass('  allowVolumeExpansion: "true"\n', 'example.com/disks'))[0]?.message).toContain(
    'no effect',
  );
});
it('takes parameters, and classes that no workload at hand asks for', () => {
  expect(find(storageClass('  encrypted: "true"\n'))).toEqual([]);
  expect(find(storageClass('', undefined, 'reclaimPolicy: Retain\n'))).toEqual([]);
  expect(findingsOf(id, storageClass(RETAIN))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(find(`${storageClass(RETAIN)} "`)).toEqual([]);
});
