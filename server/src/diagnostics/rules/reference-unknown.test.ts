import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'reference-unknown';
const object = (kind: string, name: string, namespace = '', apiVersion = 'v1') =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${namespace ? `  namespace: ${namespace}\n` : ''}`;
const volume = (name: string, more = '') =>
  `      volumes:\n      - name: conf\n        configMap:\n          name: ${name}\n${more}`;
const inNamespace = (text: string) => text.replace('metadata:\n', 'metadata:\n  namespace: prod\n');

it('finds a ConfigMap that is nearly there, and takes it', () => {
  const others = object('ConfigMap', 'agent-config');
  const [finding, ...more] = findingsOf(id, daemonSet('', volume('agents-config')), { others });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.volumes[0].configMap.name' });
  expect(finding?.message).toContain('hang in ContainerCreating');
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: daemonSet('', volume('agent-config')) });
});
it('finds a Secret of another namespace, and says it once', () => {
  const env = (at: string) =>
    `          envFrom:\n          - secretRef:\n              name: ${at}\n          - secretRef:\n              name: ${at}\n`;
  const text = inNamespace(statefulSet()) + env('auth');
  const [finding, ...more] = findingsOf(id, text, { others: object('Secret', 'auth', 'test') });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0].envFrom[0].secretRef.name' });
  expect(finding?.message).toContain('namespace test');
  expect(findingsOf(id, statefulSet() + env('auth'), { others: object('Secret', 'auth', 'test') })).toEqual([]);
});
it.each([
  ['serviceAccountName: web-reader', object('ServiceAccount', 'web-readers')],
  ['priorityClassName: storage-hihg', object('PriorityClass', 'storage-high', '', 'scheduling.k8s.io/v1')],
  ['runtimeClassName: gvisor', object('RuntimeClass', 'gvisors', '', 'node.k8s.io/v1')],
])('finds %s', (field, others) => {
  expect(findingsOf(id, statefulSet('', `      ${field}\n`), { others })).toHaveLength(1);
});
it('takes what is there, optional ones, names of others, and what nothing here resembles', () => {
  expect(findingsOf(id, statefulSet('', volume('conf')), { others: object('ConfigMap', 'conf') })).toEqual([]);
  const optional = volume('confs', '          optional: true\n');
  expect(findingsOf(id, statefulSet('', optional), { others: object('ConfigMap', 'conf') })).toEqual([]);
  expect(findingsOf(id, statefulSet('', volume('settings')), { others: object('ConfigMap', 'conf') })).toEqual([]);
  expect(findingsOf(id, statefulSet('', volume('conf-2')), { others: object('ConfigMap', 'conf-1') })).toEqual([]);
  const used = `${object('ConfigMap', 'conf')}---\n${daemonSet('', volume('conf'))}`;
  expect(findingsOf(id, statefulSet('', volume('confs')), { others: used })).toEqual([]);
  expect(findingsOf(id, statefulSet('', volume('conf')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', volume('confs'))} "`, { others: object('ConfigMap', 'conf') })).toEqual([]);
});
