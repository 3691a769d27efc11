import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-claim-names-volume';
const set = (more = '') =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n${more}      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n`,
  );
const NAMED = '      volumeName: disk-a\n';

it('finds one volume for all replicas, and removes it', () => {
  const [finding, ...more] = findingsOf(id, set(NAMED));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.volumeClaimTemplates[0].spec.volumeName',
    marked: 'disk-a',
  });
  expect(finding?.fixes[0]?.result).toBe(set());
});
it('takes one replica, and claims without a volume', () => {
  expect(findingsOf(id, set(NAMED).replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, set())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(NAMED)} "`)).toEqual([]);
});
