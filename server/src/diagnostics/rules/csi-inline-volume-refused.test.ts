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
it('finds volumes that the Secrets Store driver refuses', () => {
  const set = (more: string) =>
    daemonSet(
      '',
      `      volumes:\n        - name: keys\n          csi:\n            driver: secrets-store.csi.k8s.io\n${more}`,
    );
  const attributes = '            volumeAttributes:\n              secretProviderClass: keys\n';
  const [writable, ...more] = findingsOf(id, set(attributes));
  expect(more).toEqual([]);
  expect(writable).toMatchObject({ field: 'spec.template.spec.volumes[0].csi' });
  expect(writable?.fixes[0]?.result).toContain('readOnly: true');
  expect(findingsOf(id, set('            readOnly: true\n'))[0]?.message).toContain('SecretProviderClass');
  expect(findingsOf(id, set(`            readOnly: true\n${attributes}`))).toEqual([]);
});
it('takes a driver that has it, and one that nobody knows', () => {
  expect(findingsOf(id, SET, { others: driver(', volumeLifecycleModes: [Persistent, Ephemeral]') })).toEqual([]);
  expect(findingsOf(id, SET)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${SET} "`, { others: driver('') })).toEqual([]);
});
