import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'claim-class-unknown';
const set = (className: string) =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: ${className}\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n`,
  );
const storageClass = (name: string, more = '') =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: ${name}\n${more}provisioner: ebs.csi.aws.com\n`;
const volume = (className: string) =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n  storageClassName: ${className}\n`;

it('finds a class that is nearly there, and takes it', () => {
  const [finding, ...more] = findingsOf(id, set('encrypted-disk'), { others: storageClass('encrypted-disks') });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.volumeClaimTemplates[0].spec.storageClassName',
    marked: 'encrypted-disk',
  });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set('encrypted-disks') });
  expect(findingsOf(id, `${set('fast')}---\n${storageClass('fast-disks')}`)).toHaveLength(1);
  expect(findingsOf(id, set('fast'), { others: storageClass('fast-disks') })).toHaveLength(1);
  expect(findingsOf(id, set('fast-disks'), { others: storageClass('fast') })).toEqual([]);
});
it('finds that the file’s own class is not used', () => {
  const [finding] = findingsOf(id, `${set('gold')}---\n${storageClass('replicated')}`);
  expect(finding?.message).toContain('replicated, which nobody uses');
});
it('finds it at a claim that a daemon uses', () => {
  const claim =
    'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: cache\nspec:\n  storageClassName: nsf\n';
  const agent = daemonSet(
    '',
    '      volumes:\n      - name: cache\n        persistentVolumeClaim:\n          claimName: cache\n',
  );
  const others = storageClass('nfs');
  expect(findingsOf(id, `${claim}---\n${agent}`, { others })).toMatchObject([{ field: 'spec.storageClassName' }]);
  expect(findingsOf(id, claim, { others })).toEqual([]);
});
it('takes known classes, classes of hand-made volumes, and names that nothing here resembles', () => {
  expect(findingsOf(id, set('disks'), { others: storageClass('disks') })).toEqual([]);
  expect(findingsOf(id, set('disks'), { others: `${storageClass('disk')}---\n${volume('disks')}` })).toEqual([]);
  expect(findingsOf(id, set('gold'), { others: storageClass('replicated') })).toEqual([]);
  expect(findingsOf(id, set('gold'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('disk')} "`, { others: storageClass('disks') })).toEqual([]);
});
