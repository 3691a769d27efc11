import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-claims-deleted-with-set';
const policy = (value: string, claim = 'data') =>
  statefulSet(
    `  persistentVolumeClaimRetentionPolicy:\n    whenDeleted: ${value}\n  volumeClaimTemplates:\n    - metadata: {name: ${claim}}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n`,
  );

it('finds claims that go with the set', () => {
  expect(findingsOf(id, policy('Delete'))).toMatchObject([
    { category: 'risk', field: 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted', marked: 'Delete' },
  ]);
});
it('takes Retain, scratch space, and sets without claims', () => {
  expect(findingsOf(id, policy('Retain'))).toEqual([]);
  expect(findingsOf(id, policy('Delete', 'cache'))).toEqual([]);
  expect(findingsOf(id, statefulSet('  persistentVolumeClaimRetentionPolicy:\n    whenDeleted: Delete\n'))).toEqual([]);
});
it('is silent where the release drops the policy', () => {
  expect(findingsOf(id, policy('Delete'), { version: '1.26' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${policy('Delete')}  "`)).toEqual([]);
});
it('keeps them', () => {
  const [fix] = findingsOf(id, policy('Delete'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: policy('Retain') });
});
