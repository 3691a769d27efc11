import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-ordinals-moved';
const from = (start: number, replicas = 3, more = '') =>
  statefulSet(`  ordinals:\n    start: ${start}\n${more}`).replace('replicas: 3', `replicas: ${replicas}`);
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';

it('finds pods that get other names', () => {
  expect(findingsOf(id, from(3), { old: statefulSet() })).toMatchObject([
    { category: 'risk', field: 'spec.ordinals.start', marked: '3' },
  ]);
  expect(findingsOf(id, from(3), { old: statefulSet() })[0]?.message).toContain('deletes web-0, web-1 and web-2');
  expect(findingsOf(id, from(3, 3, CLAIM), { old: statefulSet(CLAIM) })[0]?.message).toContain('empty claims');
});
it('tells of claims that go', () => {
  const policy = `  persistentVolumeClaimRetentionPolicy:\n    whenScaled: Delete\n${CLAIM}`;
  expect(findingsOf(id, from(3, 3, policy), { old: statefulSet(policy) })[0]?.message).toContain('for good');
});
it('finds that the field is taken away', () => {
  expect(findingsOf(id, statefulSet(), { old: from(5) })).toMatchObject([{ field: 'spec' }]);
});
it('takes a range that grows or shrinks at its lower end, and one that stays', () => {
  expect(findingsOf(id, from(2, 4), { old: from(3) })).toEqual([]);
  expect(findingsOf(id, from(4, 2), { old: from(3) })).toEqual([]);
  expect(findingsOf(id, from(3, 5), { old: from(3) })).toEqual([]);
  expect(findingsOf(id, from(3))).toEqual([]);
});
it('is silent where the release drops the field', () => {
  expect(findingsOf(id, from(3), { old: statefulSet(), version: '1.26' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${from(3)}  "`, { old: statefulSet() })).toEqual([]);
});
