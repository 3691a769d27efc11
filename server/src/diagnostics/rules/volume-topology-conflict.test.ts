import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'volume-topology-conflict';
const CLAIMS =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}\n';
const zone = (name: string) => `      nodeSelector: {topology.kubernetes.io/zone: ${name}}\n`;
const storageClass = (provisioner: string, zones?: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: ${provisioner}\n${
    zones
      ? `allowedTopologies:\n  - matchLabelExpressions: [{key: topology.example.com/zone, values: [${zones}]}]\n`
      : ''
  }---\n`;
const volume = (name: string, node: string) =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: ${name}}\nspec:\n  storageClassName: fast\n  nodeAffinity:\n    required:\n      nodeSelectorTerms:\n        - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${node}]}]\n---\n`;
const LOCAL = storageClass('kubernetes.io/no-provisioner');
const APART =
  '      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {matchLabels: {app: web}}\n';

it('finds a class that makes volumes elsewhere', () => {
  const others = storageClass('disk.example.com', 'b, c');
  expect(findingsOf(id, statefulSet(CLAIMS, zone('a')), { others })).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.nodeSelector[topology.kubernetes.io/zone]' },
  ]);
  expect(findingsOf(id, statefulSet(CLAIMS, zone('b')), { others })).toEqual([]);
});
it('finds volumes of other nodes', () => {
  const pinned = statefulSet(CLAIMS, '      nodeSelector: {kubernetes.io/hostname: n9}\n');
  expect(findingsOf(id, pinned, { others: LOCAL + volume('v1', 'n1') + volume('v2', 'n2') })).toHaveLength(1);
  expect(findingsOf(id, pinned, { others: LOCAL + volume('v1', 'n1') + volume('v9', 'n9') })).toEqual([]);
});
it('finds fewer nodes with volumes than anti-affinity needs', () => {
  const three = (last: string) => LOCAL + volume('v1', 'n1') + volume('v2', 'n2') + volume('v3', last);
  expect(findingsOf(id, statefulSet(CLAIMS, APART), { others: three('n2') })[0]?.message).toContain('2 nodes');
  expect(findingsOf(id, statefulSet(CLAIMS, APART), { others: three('n3') })).toEqual([]);
});
it('finds volumes on nodes that are not there', () => {
  const node = (name: string) =>
    `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {kubernetes.io/hostname: ${name}}\n---\n`;
  const volumes = LOCAL + volume('v1', 'n1') + volume('v2', 'n2') + volume('v3', 'n3');
  const [finding] = findingsOf(id, statefulSet(CLAIMS), { others: volumes + node('n1') + node('n2') });
  expect(finding).toMatchObject({ field: 'spec.volumeClaimTemplates[0].spec.storageClassName' });
  expect(findingsOf(id, statefulSet(CLAIMS), { others: volumes + node('n1') + node('n2') + node('n3') })).toEqual([]);
});
it('takes volumes that are made as they are needed', () => {
  const others = storageClass('disk.example.com') + volume('v1', 'n1');
  expect(findingsOf(id, statefulSet(CLAIMS, '      nodeSelector: {kubernetes.io/hostname: n9}\n'), { others })).toEqual(
    [],
  );
  expect(findingsOf(id, statefulSet(CLAIMS, zone('a')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet(CLAIMS, zone('a'))} "`, { others: storageClass('x', 'b') })).toEqual([]);
});
