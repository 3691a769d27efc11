import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'topology-spread-stuck';
const set = (more = '', key = 'kubernetes.io/hostname', pod = '') =>
  statefulSet(
    '',
    `${pod}      topologySpreadConstraints:\n        - topologyKey: ${key}\n          maxSkew: 1\n          whenUnsatisfiable: DoNotSchedule\n          labelSelector: {matchLabels: {app: web}}\n${more}`,
  );
const node = (name: string, more = '') =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {topology.kubernetes.io/zone: ${name[0]}}\n${more}---\n`;
const TAINTED = node('c1', 'spec: {taints: [{key: dedicated, value: x, effect: NoSchedule}]}\n');
const others = node('a1') + node('b1') + TAINTED;

it('finds a node that counts and stays empty', () => {
  const [finding] = findingsOf(id, set(), { others });
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.topologySpreadConstraints[0]' });
  expect(finding?.message).toContain('c1');
});
it('finds more domains asked for than there are', () => {
  const zones = 'topology.kubernetes.io/zone';
  expect(
    findingsOf(id, set('          minDomains: 3\n', zones), { others: node('a1') + node('a2') + node('b1') }),
  ).toMatchObject([{ field: 'spec.template.spec.topologySpreadConstraints[0].minDomains' }]);
  const pinned = set('          minDomains: 3\n', zones, '      nodeSelector: {topology.kubernetes.io/zone: a}\n');
  expect(findingsOf(id, pinned)).toHaveLength(1);
});
it('takes what leaves room', () => {
  expect(findingsOf(id, set('          nodeTaintsPolicy: Honor\n'), { others })).toEqual([]);
  expect(findingsOf(id, set().replace('replicas: 3', 'replicas: 2'), { others })).toEqual([]);
  expect(findingsOf(id, set(), { others: node('a1') + node('b1') })).toEqual([]);
  expect(findingsOf(id, set().replace('DoNotSchedule', 'ScheduleAnyway'), { others })).toEqual([]);
  expect(findingsOf(id, set())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set()} "`, { others })).toEqual([]);
});
