import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-scale-down-deletes-claims';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const scaled = (replicas: number, policy = 'Delete', claim = CLAIM) =>
  statefulSet(`  persistentVolumeClaimRetentionPolicy:\n    whenScaled: ${policy}\n${claim}`).replace(
    'replicas: 3',
    `replicas: ${replicas}`,
  );

it('names the claims that go', () => {
  const [finding] = findingsOf(id, scaled(3), { old: scaled(5) });
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.replicas', marked: '3' });
  expect(finding?.message).toContain('data-web-3 and data-web-4');
});
it('takes Retain, more replicas, and a set without claims', () => {
  expect(findingsOf(id, scaled(3, 'Retain'), { old: scaled(5) })).toEqual([]);
  expect(findingsOf(id, scaled(5), { old: scaled(3) })).toEqual([]);
  expect(findingsOf(id, scaled(3, 'Delete', ''), { old: scaled(5, 'Delete', '') })).toEqual([]);
  expect(findingsOf(id, scaled(3))).toEqual([]);
});
it('is silent where the release drops the policy', () => {
  expect(findingsOf(id, scaled(3), { old: scaled(5), version: '1.26' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${scaled(3)}  "`, { old: scaled(5) })).toEqual([]);
});
it('keeps the claims', () => {
  const [fix] = findingsOf(id, scaled(3), { old: scaled(5) })[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: scaled(3, 'Retain') });
});
