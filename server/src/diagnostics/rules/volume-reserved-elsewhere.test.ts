import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'volume-reserved-elsewhere';
const set = statefulSet(
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: disks\n      accessModes: [ReadWriteOnce]\n',
).replace('metadata:\n', 'metadata:\n  namespace: prod\n');
const volume = (claim: string, namespace = 'prod', className = 'disks') =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n  storageClassName: ${className}\n  claimRef:\n    namespace: ${namespace}\n    name: ${claim}\n`;
const find = (text: string) => findingsOf(id, text, { others: set });

it('finds a volume that is kept for a claim which nobody makes', () => {
  const [finding, ...more] = find(volume('web-data-0'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.claimRef.name', marked: 'web-data-0' });
  expect(finding?.fixes[0]?.result).toBe(volume('data-web-0'));
  expect(find(volume('date-web-1'))).toHaveLength(1);
});
it('finds one that is kept for another namespace', () => {
  const [finding] = find(volume('data-web-0', 'default'));
  expect(finding).toMatchObject({ field: 'spec.claimRef.namespace' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: volume('data-web-0') });
});
it('finds one that is kept for a replica which is not there, when none else is', () => {
  const one = set.replace('replicas: 3', 'replicas: 1');
  const byHand =
    '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disks\nprovisioner: kubernetes.io/no-provisioner\n';
  const [finding] = findingsOf(id, volume('data-web-1'), { others: one + byHand });
  expect(finding?.message).toContain('data-web-0, which stays Pending');
  const both = `${volume('data-web-1')}---\n${volume('data-web-0').replace('name: a', 'name: b')}`;
  expect(findingsOf(id, both, { others: one + byHand })).toEqual([]);
});
it('takes volumes of the set’s claims, of later replicas, and of others', () => {
  expect(find(volume('data-web-0'))).toEqual([]);
  expect(find(volume('data-web-9'))).toEqual([]);
  expect(find(volume('backup'))).toEqual([]);
  expect(find(volume('web-data-0', 'prod', 'other'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(find(`${volume('web-data-0')} "`)).toEqual([]);
});
