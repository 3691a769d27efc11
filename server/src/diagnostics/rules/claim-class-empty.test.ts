import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-class-empty';
const set = (more: string) =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n${more}      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n`,
  );
const EMPTY = "      storageClassName: ''\n";
const volume = (more = '') =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n${more}  nfs:\n    path: /a\n`;

it('finds an empty class, and removes it', () => {
  const [finding, ...more] = findingsOf(id, set(EMPTY));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.volumeClaimTemplates[0].spec.storageClassName' });
  expect(finding?.fixes[0]?.result).toBe(set(''));
  expect(findingsOf(id, set(EMPTY), { others: volume('  storageClassName: gold\n') })).toHaveLength(1);
});
it('takes the default, hand-made volumes without a class, and a claim that names its volume', () => {
  expect(findingsOf(id, set(''))).toEqual([]);
  expect(findingsOf(id, set(EMPTY), { others: volume() })).toEqual([]);
  expect(findingsOf(id, set(`${EMPTY}      selector:\n        matchLabels:\n          disk: web\n`))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(EMPTY)} "`)).toEqual([]);
});
