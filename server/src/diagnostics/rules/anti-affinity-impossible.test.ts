import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'anti-affinity-impossible';
const TERM = 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
const apart = (key = 'kubernetes.io/hostname', app = 'web', more = '') =>
  `      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: ${key}\n              labelSelector: {matchLabels: {app: ${app}}}\n${more}`;
const node = (name: string, more = '') =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {topology.kubernetes.io/zone: z-${name[0]}}\n${more}---\n`;

it('finds replicas that are pinned to fewer domains', () => {
  const pinned = statefulSet('', `      nodeSelector: {kubernetes.io/hostname: n7}\n${apart()}`);
  expect(findingsOf(id, pinned)).toMatchObject([{ category: 'broken', field: TERM }]);
  expect(
    findingsOf(
      id,
      statefulSet('', `      nodeSelector: {topology.kubernetes.io/zone: a}\n${apart('topology.kubernetes.io/zone')}`),
    ),
  ).toHaveLength(1);
  expect(
    findingsOf(
      id,
      statefulSet('', `      nodeSelector: {kubernetes.io/hostname: n7}\n${apart('topology.kubernetes.io/zone')}`),
    ),
  ).toHaveLength(1);
});
it('counts the nodes that fit', () => {
  const text = statefulSet('', apart());
  expect(findingsOf(id, text, { others: node('a1') + node('b1') })[0]?.message).toContain('offer 2');
  expect(findingsOf(id, text, { others: node('a1') + node('b1') + node('c1') })).toEqual([]);
  const cordoned = node('c1', 'spec: {unschedulable: true}\n');
  expect(findingsOf(id, text, { others: node('a1') + node('b1') + cordoned })).toHaveLength(1);
  const zones = statefulSet('', apart('topology.kubernetes.io/zone'));
  expect(findingsOf(id, zones, { others: node('a1') + node('a2') + node('b1') })).toHaveLength(1);
  expect(findingsOf(id, statefulSet('', apart('example.com/rack')), { others: node('a1') })).toEqual([]);
});
it('counts other workloads that it keeps away too', () => {
  const nodes = node('a1') + node('b1') + node('c1') + node('d1');
  const other = statefulSet('', apart()).replace('name: web', 'name: other').replace('replicas: 3', 'replicas: 2');
  expect(findingsOf(id, statefulSet('', apart()), { others: `${nodes}${other}` })[0]?.message).toContain('need 5');
  expect(findingsOf(id, statefulSet('', apart()), { others: `${nodes}${node('e1')}${other}` })).toEqual([]);
});
it('finds pods that must be together and apart', () => {
  const both =
    apart() +
    '        podAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {matchLabels: {app: web}}\n';
  expect(findingsOf(id, statefulSet('', both))[0]?.message).toContain('required to share');
});
it('finds daemons that keep each other away', () => {
  expect(findingsOf(id, daemonSet('', apart('topology.kubernetes.io/zone', 'agent')))).toHaveLength(1);
  const surge = '  updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n';
  expect(findingsOf(id, daemonSet(surge, apart('kubernetes.io/hostname', 'agent')))[0]?.message).toContain('maxSurge');
  expect(findingsOf(id, daemonSet('', apart('kubernetes.io/hostname', 'agent')))).toEqual([]);
});
it('takes what leaves room, and terms about other pods', () => {
  expect(findingsOf(id, statefulSet('', apart()))).toEqual([]);
  const other = statefulSet(
    '',
    `      nodeSelector: {kubernetes.io/hostname: n7}\n${apart('kubernetes.io/hostname', 'cache')}`,
  );
  expect(findingsOf(id, other)).toEqual([]);
  const elsewhere = statefulSet(
    '',
    `      nodeSelector: {kubernetes.io/hostname: n7}\n${apart('kubernetes.io/hostname', 'web', '              namespaces: [other]\n')}`,
  );
  expect(findingsOf(id, elsewhere)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', apart('topology.kubernetes.io/zone', 'agent'))} "`)).toEqual([]);
});
