import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'secret-files-unreadable';
const USER = '      securityContext:\n        runAsUser: 1000\n';
const set = (volume: string, pod = USER, more = '') =>
  `${statefulSet('', `${pod}      volumes:\n      - name: keys\n        ${volume}\n`)}${more}          volumeMounts:\n          - name: keys\n            mountPath: /keys\n`;
const CLOSED = 'secret: {secretName: keys, defaultMode: 0400}';

it('finds files of root’s that the user cannot read, and sets a group', () => {
  const [finding, ...more] = findingsOf(id, set(CLOSED));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.volumes[0].secret.defaultMode',
    marked: '0400',
  });
  expect(finding?.message).toContain('mode 0400');
  expect(finding?.fixes[0]?.result).toBe(set(CLOSED, `${USER}        fsGroup: 1000\n`));
});
it('finds them by the mode of one file, in ConfigMaps, and for a user of the container', () => {
  const item = set('secret: {secretName: keys, items: [{key: a, path: a, mode: 256}]}');
  expect(findingsOf(id, item)[0]?.field).toBe('spec.template.spec.volumes[0].secret.items[0].mode');
  expect(findingsOf(id, set('configMap: {name: keys, defaultMode: 448}'))).toHaveLength(1);
  expect(findingsOf(id, set(CLOSED, '', '          securityContext: {runAsUser: 999}\n'))).toHaveLength(1);
});
it('takes what can be read, and users that are not told', () => {
  expect(findingsOf(id, set('secret: {secretName: keys, defaultMode: 0440}'))).toEqual([]);
  expect(findingsOf(id, set('secret: {secretName: keys}'))).toEqual([]);
  expect(findingsOf(id, set(CLOSED, `${USER}        fsGroup: 1000\n`))).toEqual([]);
  expect(findingsOf(id, set(CLOSED, ''))).toEqual([]);
  expect(findingsOf(id, set(CLOSED, USER, '          securityContext: {runAsUser: 0}\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(CLOSED)}x: "`)).toEqual([]);
});
