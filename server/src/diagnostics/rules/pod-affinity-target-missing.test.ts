import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'pod-affinity-target-missing';
const near = (app: string, more = '') =>
  `      affinity:\n        podAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {matchLabels: {app: ${app}}}\n${more}`;
const target = (app: string, pod = '', metadata = '') =>
  statefulSet('', pod).replaceAll('web', app).replace(`name: ${app}\n`, `name: ${app}\n${metadata}`);

it('finds a label that is a letter off, and puts it right', () => {
  const [finding] = findingsOf(id, statefulSet('', near('cache')), { others: target('caches') });
  expect(finding).toMatchObject({ category: 'broken', marked: 'cache' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: statefulSet('', near('caches')) }]);
});
it('finds the pods in another namespace', () => {
  const own = statefulSet('', near('cache')).replace('name: web\n', 'name: web\n  namespace: shop\n');
  const others = target('cache', '', '  namespace: data\n');
  const [finding] = findingsOf(id, own, { others });
  expect(finding?.message).toContain('namespace data');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others })).toEqual([]);
});
it('finds two that wait for each other', () => {
  expect(
    findingsOf(id, statefulSet('', near('cache')), {
      others: target('cache', near('site')).replace('app: site', 'app: web'),
    }),
  ).toHaveLength(1);
});
it('finds a target without replicas', () => {
  const others = target('cache').replace('replicas: 3', 'replicas: 0');
  expect(findingsOf(id, statefulSet('', near('cache')), { others })[0]?.message).toContain('0 replicas');
});
it('takes pods that are there, that nobody knows, and its own', () => {
  expect(findingsOf(id, statefulSet('', near('cache')), { others: target('cache') })).toEqual([]);
  expect(findingsOf(id, statefulSet('', near('cache')), { others: target('search') })).toEqual([]);
  expect(findingsOf(id, statefulSet('', near('web')))).toEqual([]);
  expect(findingsOf(id, statefulSet('', near('cache')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', near('cache'))} "`, { others: target('caches') })).toEqual([]);
});
