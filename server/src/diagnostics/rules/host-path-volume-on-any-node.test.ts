import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'host-path-volume-on-any-node';
const others = statefulSet(
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      storageClassName: manual\n      accessModes: [ReadWriteOnce]\n',
);
const volume = (more = '', className = 'manual') =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: a\nspec:\n  storageClassName: ${className}\n${more}  hostPath:\n    path: /srv/a\n`;
const AFFINITY =
  '  nodeAffinity:\n    required:\n      nodeSelectorTerms:\n      - matchExpressions:\n        - key: kubernetes.io/hostname\n          operator: In\n          values: [a]\n';

it('finds a directory of any node behind the claims of a set', () => {
  expect(findingsOf(id, volume(), { others })).toMatchObject([{ category: 'risk', field: 'spec.hostPath' }]);
});
it('takes one with nodeAffinity, one that no set uses, no replica, and a cluster of one node', () => {
  expect(findingsOf(id, volume(AFFINITY), { others })).toEqual([]);
  expect(findingsOf(id, volume('', 'other'), { others })).toEqual([]);
  expect(findingsOf(id, volume(), { others: others.replace('replicas: 3', 'replicas: 0') })).toEqual([]);
  const node = '---\napiVersion: v1\nkind: Node\nmetadata:\n  name: a\n';
  expect(findingsOf(id, volume(), { others: others + node })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${volume()}x: "`, { others })).toEqual([]);
});
