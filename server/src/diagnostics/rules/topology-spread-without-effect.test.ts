import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'topology-spread-without-effect';
const SPREAD = 'spec.template.spec.topologySpreadConstraints[0]';
const set = (skew: number, pod = '', when = 'DoNotSchedule') =>
  statefulSet(
    '',
    `${pod}      topologySpreadConstraints:\n        - topologyKey: topology.kubernetes.io/zone\n          maxSkew: ${skew}\n          whenUnsatisfiable: ${when}\n          labelSelector: {matchLabels: {app: web}}\n`,
  );
const ZONE = '      nodeSelector: {topology.kubernetes.io/zone: a}\n';

it('finds a skew that lets everything in', () => {
  expect(findingsOf(id, set(3))).toMatchObject([{ category: 'risk', field: `${SPREAD}.maxSkew`, marked: '3' }]);
});
it('finds a single domain', () => {
  expect(findingsOf(id, set(1, ZONE))).toMatchObject([{ field: `${SPREAD}.topologyKey` }]);
  expect(findingsOf(id, set(1, ZONE, 'ScheduleAnyway'))).toHaveLength(1);
});
it('takes what spreads, and leaves replicas of one node to another rule', () => {
  expect(findingsOf(id, set(1, '      nodeSelector: {kubernetes.io/hostname: a}\n'))).toEqual([]);
  expect(findingsOf(id, set(2))).toEqual([]);
  expect(findingsOf(id, set(3, '', 'ScheduleAnyway'))).toEqual([]);
  expect(findingsOf(id, set(1, ZONE).replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, set(1, '      nodeSelector: {topology.kubernetes.io/region: a}\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(3)} "`)).toEqual([]);
});
