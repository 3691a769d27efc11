import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'anti-affinity-selects-others';
const TERM =
  'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm';
const set = (labels: string, selector: string, more = '') =>
  statefulSet(
    '',
    `      affinity:\n        podAntiAffinity:\n          preferredDuringSchedulingIgnoredDuringExecution:\n            - weight: 100\n              podAffinityTerm:\n                topologyKey: kubernetes.io/hostname\n                labelSelector: {matchLabels: {${selector}}}\n${more}`,
  ).replaceAll('app: web', labels);

it('finds a label that is nearly the own one, and puts it right', () => {
  const [finding] = findingsOf(id, set('app: broker-main', 'app: broker'));
  expect(finding).toMatchObject({ category: 'risk', field: `${TERM}.labelSelector.matchLabels.app`, marked: 'broker' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, set('app: brokers', 'app: broker'))).toHaveLength(1);
});
it('finds the own value under another key, and an own label in other namespaces', () => {
  expect(findingsOf(id, set('app.kubernetes.io/name: broker', 'app: broker'))).toHaveLength(1);
  const elsewhere = set('app: broker', 'app: broker', '                namespaces: [other]\n');
  expect(findingsOf(id, elsewhere)).toEqual([]);
  expect(findingsOf(id, elsewhere.replace('name: web\n', 'name: web\n  namespace: shop\n'))).toMatchObject([
    { field: `${TERM}.namespaces` },
  ]);
});
it('finds the name of its own container, and everything but itself', () => {
  expect(findingsOf(id, set('app: broker-main', 'app: nginx'))).toHaveLength(1);
  const others = (selector: string) =>
    set('app: broker', 'app: broker').replace(
      'labelSelector: {matchLabels: {app: broker}}',
      `labelSelector: ${selector}`,
    );
  expect(
    findingsOf(id, others('{matchExpressions: [{key: app, operator: NotIn, values: [broker]}]}'))[0]?.message,
  ).toContain('every pod but');
  expect(findingsOf(id, others('{}'))).toEqual([]);
  const required = `${statefulSet('', '      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {}\n')}`;
  expect(findingsOf(id, required)[0]?.message).toContain('every pod of the namespace');
});
it('takes the own label, other applications, and what a workload there is', () => {
  expect(findingsOf(id, set('app: broker', 'app: broker'))).toEqual([]);
  expect(findingsOf(id, set('app: broker', 'app: cache'))).toEqual([]);
  const others = statefulSet().replaceAll('web', 'broker');
  expect(findingsOf(id, set('app: broker-main', 'app: broker'), { others })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('app: brokers', 'app: broker')} "`)).toEqual([]);
});
