import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'topology-key-on-no-node';
const others = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: a1\n  labels: {rack: r1}\n';
const set = (key: string, when = 'DoNotSchedule') =>
  statefulSet(
    '',
    `      topologySpreadConstraints:\n        - topologyKey: ${key}\n          maxSkew: 1\n          whenUnsatisfiable: ${when}\n          labelSelector: {matchLabels: {app: web}}\n`,
  );

it('finds a key that excludes every node', () => {
  expect(findingsOf(id, set('example.com/row'), { others })).toMatchObject([
    {
      category: 'broken',
      field: 'spec.template.spec.topologySpreadConstraints[0].topologyKey',
      marked: 'example.com/row',
    },
  ]);
  expect(findingsOf(id, set('topology.kubernetes.io/zone'), { others })[0]?.message).toContain('Pending');
});
it('finds a key that has no effect', () => {
  expect(findingsOf(id, set('example.com/row', 'ScheduleAnyway'), { others })[0]?.message).toContain('no effect');
});
it('takes a key that a node carries, and nodes that tell no labels', () => {
  expect(findingsOf(id, set('rack'), { others })).toEqual([]);
  expect(findingsOf(id, set('kubernetes.io/hostname'), { others })).toEqual([]);
  expect(findingsOf(id, set('example.com/row'))).toEqual([]);
  expect(findingsOf(id, set('example.com/row'), { others: others.replace(/ {2}labels.*\n/, '') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('example.com/row')} "`, { others })).toEqual([]);
});
