import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-selector-unprovisioned';
const SELECTOR = '      selector:\n        matchLabels:\n          tier: hot\n';
const set = (more = SELECTOR, className = '      storageClassName: ssd\n') =>
  `${statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n${className}${more}      resources:\n        requests:\n          storage: 1Gi\n`,
  )}          volumeMounts:\n          - name: data\n            mountPath: /data\n`;
const storageClass = (provisioner: string, annotations = '') =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: ssd\n${annotations}provisioner: ${provisioner}\n`;
const DYNAMIC = storageClass('disk.csi.azure.com');
const VOLUME =
  '---\napiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\n  labels:\n    tier: hot\nspec:\n  storageClassName: ssd\n';

it('finds a selector where volumes are provisioned, and removes it', () => {
  const [finding, ...more] = findingsOf(id, set(), { others: DYNAMIC });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.volumeClaimTemplates[0].spec.selector' });
  expect(finding?.fixes[0]?.result).toBe(set(''));
});
it('finds it with classes that clusters bring, and with the default class', () => {
  expect(findingsOf(id, set(SELECTOR, '      storageClassName: gp3\n'))).toHaveLength(1);
  const standard = '  annotations:\n    storageclass.kubernetes.io/is-default-class: "true"\n';
  expect(findingsOf(id, set(SELECTOR, ''), { others: storageClass('disk.csi.azure.com', standard) })).toHaveLength(1);
});
it('takes volumes made by hand, unknown classes, and no selector', () => {
  expect(findingsOf(id, set(), { others: DYNAMIC + VOLUME })).toEqual([]);
  expect(findingsOf(id, set(), { others: storageClass('kubernetes.io/no-provisioner') })).toEqual([]);
  expect(findingsOf(id, set())).toEqual([]);
  expect(findingsOf(id, set(SELECTOR, ''))).toEqual([]);
  expect(findingsOf(id, set(''), { others: DYNAMIC })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set()}x: "`, { others: DYNAMIC })).toEqual([]);
});
