import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'anti-affinity-hits-daemon';
const apart = (more = '') =>
  `      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {matchLabels: {part-of: shop}}\n${more}`;
const part = (text: string) => text.replace(/^( +)labels:\n/m, '$1labels:\n$1  part-of: shop\n');

it('finds a label that a daemon carries too', () => {
  const own = part(statefulSet('', apart()));
  expect(findingsOf(id, own, { others: part(daemonSet()) })).toMatchObject([
    { category: 'broken', field: expect.stringMatching(/podAntiAffinity\.required.*\[0\]$/) },
  ]);
});
it('finds daemons that keep away from other pods', () => {
  expect(findingsOf(id, part(daemonSet('', apart())), { others: part(statefulSet()) })[0]?.message).toContain(
    'missing',
  );
});
it('takes daemons elsewhere, and its own pods', () => {
  const own = part(statefulSet('', apart()));
  expect(findingsOf(id, own, { others: part(daemonSet('', '      nodeSelector: {pool: edge}\n')) })).toEqual([]);
  expect(findingsOf(id, own, { others: daemonSet() })).toEqual([]);
  expect(findingsOf(id, own)).toEqual([]);
  const other = part(daemonSet()).replace('name: agent\n', 'name: agent\n  namespace: other\n');
  const named = own.replace('name: web\n', 'name: web\n  namespace: shop\n');
  expect(findingsOf(id, named, { others: other })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${part(statefulSet('', apart()))} "`, { others: part(daemonSet()) })).toEqual([]);
});
