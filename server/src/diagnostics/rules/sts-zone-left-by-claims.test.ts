import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-zone-left-by-claims';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const selected = (zone: string, claim = CLAIM) =>
  statefulSet(claim, `      nodeSelector: {topology.kubernetes.io/zone: ${zone}}\n`);
const required = (zones: string) =>
  statefulSet(
    CLAIM,
    `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions:\n                  - {key: topology.kubernetes.io/zone, operator: In, values: [${zones}]}\n`,
  );

it('finds pods that leave their disks', () => {
  expect(findingsOf(id, selected('b'), { old: selected('a') })).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.nodeSelector[topology.kubernetes.io/zone]', marked: 'b' },
  ]);
  expect(findingsOf(id, required('c'), { old: required('a, b') })[0]?.message).toContain(
    'from topology.kubernetes.io/zone a and b to c',
  );
  expect(findingsOf(id, required('b'), { old: selected('a') })).toHaveLength(1);
});
it('takes zones that overlap, other labels, and sets without claims', () => {
  expect(findingsOf(id, required('a, c'), { old: required('a, b') })).toEqual([]);
  expect(findingsOf(id, selected('b', ''), { old: selected('a', '') })).toEqual([]);
  const disk = (value: string) => selected(value).replace('topology.kubernetes.io/zone', 'example.com/disk');
  expect(findingsOf(id, disk('b'), { old: disk('a') })).toEqual([]);
  expect(findingsOf(id, selected('b'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${selected('b')}  "`, { old: selected('a') })).toEqual([]);
});
