import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'csi-inline-volume-refused';
const SET = daemonSet('', '      volumes:\n        - name: keys\n          csi: {driver: keys.example.com}\n');
const driver = (modes: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: keys.example.com}\nspec: {attachRequired: false${modes}}\n`;

it('finds a driver without the mode Ephemeral', () => {
  expect(findingsOf(id, SET, { others: driver(', volumeLifecycleModes: [Persistent]') })).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.volumes[0].csi.driver', marked: 'keys.example.com' },
  ]);
  expect(findingsOf(id, SET, { others: driver('') })).toHaveLength(1);
});
it('takes a driver that has it, and one that nobody knows', () => {
  expect(findingsOf(id, SET, { others: driver(', volumeLifecycleModes: [Persistent, Ephemeral]') })).toEqual([]);
  expect(findingsOf(id, SET)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${SET} "`, { others: driver('') })).toEqual([]);
});
