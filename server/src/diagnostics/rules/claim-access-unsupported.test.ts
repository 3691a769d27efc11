import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'claim-access-unsupported';
const set = (className: string, mode = 'ReadWriteMany', more = '') =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: ${className}\n      accessModes: [${mode}]\n${more}      resources:\n        requests:\n          storage: 1Gi\n`,
  );
const storageClass = (provisioner: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disks\nprovisioner: ${provisioner}\n`;

it('finds ReadWriteMany on disks, by the provisioner or a class that clusters bring along', () => {
  const others = storageClass('disk.csi.azure.com');
  const [finding, ...more] = findingsOf(id, set('disks'), { others });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.volumeClaimTemplates[0].spec.accessModes' });
  expect(finding?.fixes[0]?.result).toBe(set('disks', 'ReadWriteOnce'));
  expect(findingsOf(id, set('standard-rwo'))).toHaveLength(1);
});
it('finds it at a claim that a daemon uses', () => {
  const claim =
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: c\nspec:\n  storageClassName: gp3\n  accessModes: [ReadWriteMany]\n';
  const agent = daemonSet(
    '',
    '      volumes:\n      - name: c\n        persistentVolumeClaim:\n          claimName: c\n',
  );
  expect(findingsOf(id, `${claim}---\n${agent}`)).toMatchObject([{ field: 'spec.accessModes' }]);
  expect(findingsOf(id, claim)).toEqual([]);
});
it('takes one node, raw devices, shared directories, and classes that it does not know', () => {
  expect(findingsOf(id, set('gp3', 'ReadWriteOnce'))).toEqual([]);
  expect(findingsOf(id, set('gp3', 'ReadWriteMany', '      volumeMode: Block\n'))).toEqual([]);
  expect(findingsOf(id, set('disks'), { others: storageClass('efs.csi.aws.com') })).toEqual([]);
  expect(findingsOf(id, set('gp3'), { others: storageClass('efs.csi.aws.com').replace('disks', 'gp3') })).toEqual([]);
  expect(findingsOf(id, set('disks'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('gp3')} "`)).toEqual([]);
});
