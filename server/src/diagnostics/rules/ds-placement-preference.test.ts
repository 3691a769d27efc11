import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'ds-placement-preference';
const PREFERRED =
  '      affinity:\n        nodeAffinity:\n          preferredDuringSchedulingIgnoredDuringExecution:\n            - weight: 1\n              preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}\n';
const SPREAD =
  '      topologySpreadConstraints:\n        - topologyKey: topology.kubernetes.io/zone\n          maxSkew: 1\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector: {matchLabels: {app: agent}}\n';

it('finds preferences and spread', () => {
  expect(findingsOf(id, daemonSet('', PREFERRED))).toMatchObject([
    { category: 'style', field: expect.stringMatching(/nodeAffinity\.preferred/) },
  ]);
  expect(findingsOf(id, daemonSet('', SPREAD))).toMatchObject([
    { field: 'spec.template.spec.topologySpreadConstraints' },
  ]);
});
it('finds anti-affinity against itself', () => {
  const apart =
    '      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {matchLabels: {app: agent}}\n';
  expect(findingsOf(id, daemonSet('', apart))[0]?.message).toContain('against itself');
});
it('takes sets, and daemons without them', () => {
  expect(findingsOf(id, statefulSet('', PREFERRED))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', SPREAD)} "`)).toEqual([]);
});
