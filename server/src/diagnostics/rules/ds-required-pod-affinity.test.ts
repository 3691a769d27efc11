import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'ds-required-pod-affinity';
const near = (app: string, key = 'kubernetes.io/hostname') =>
  `      affinity:\n        podAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: ${key}\n              labelSelector: {matchLabels: {app: ${app}}}\n`;

it('finds daemons that need other pods beside them', () => {
  expect(findingsOf(id, daemonSet('', near('cache')))).toMatchObject([
    { category: 'risk', field: expect.stringMatching(/podAffinity\.required.*\[0\]$/) },
  ]);
});
it('finds daemons that need each other', () => {
  expect(findingsOf(id, daemonSet('', near('agent')))[0]?.message).toContain('one another');
  const node = (name: string) =>
    `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {topology.kubernetes.io/zone: z1}\n---\n`;
  const others = node('a1') + node('b1');
  expect(findingsOf(id, daemonSet('', near('agent', 'topology.kubernetes.io/zone')), { others })).toEqual([]);
});
it('takes sets, and daemons without it', () => {
  expect(findingsOf(id, statefulSet('', near('cache')))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', near('cache'))} "`)).toEqual([]);
});
