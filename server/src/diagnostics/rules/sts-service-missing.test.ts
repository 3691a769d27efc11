import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-service-missing';
const service = (name: string, namespace?: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${namespace ? `  namespace: ${namespace}\n` : ''}spec:\n  clusterIP: None\n`;
const inNamespace = (namespace: string) =>
  statefulSet().replace('  name: web\n', `  name: web\n  namespace: ${namespace}\n`);

it('finds that the Services at hand have another name', () => {
  const [finding, ...more] = findingsOf(id, statefulSet(), { others: service('ngnix') });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.serviceName', marked: 'nginx' });
  expect(finding?.message).toContain('web-0.nginx');
});
it('finds the Service in another namespace', () => {
  const [finding] = findingsOf(id, inNamespace('prod'), { others: service('nginx', 'test') });
  expect(finding?.message).toContain('namespace test');
});
it('takes the Service that is there, in the same file too', () => {
  expect(findingsOf(id, statefulSet(), { others: service('nginx') })).toEqual([]);
  expect(findingsOf(id, `${service('nginx')}---\n${statefulSet()}`)).toEqual([]);
  expect(findingsOf(id, inNamespace('prod'), { others: service('nginx') })).toEqual([]);
});
it('is silent where no Service of the namespace is at hand', () => {
  expect(findingsOf(id, statefulSet())).toEqual([]);
  expect(findingsOf(id, inNamespace('prod'), { others: service('other', 'test') })).toEqual([]);
  expect(findingsOf(id, statefulSet().replace('  serviceName: nginx\n', ''), { others: service('other') })).toEqual([]);
});
it('takes no Service of another group for one', () => {
  const knative = service('nginx').replace('apiVersion: v1', 'apiVersion: serving.knative.dev/v1');
  expect(findingsOf(id, statefulSet(), { others: knative })).toEqual([]);
  expect(findingsOf(id, statefulSet(), { others: `${knative}---\n${service('ngnix')}` })).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}  "`, { others: service('other') })).toEqual([]);
});
it('takes the name that is meant, or adds the Service', () => {
  const others = service('ngnix');
  const fixes = findingsOf(id, statefulSet(), { others })[0]?.fixes ?? [];
  expect(fixes.map((fix) => fix.preferred)).toEqual([true, false]);
  for (const { result } of fixes) expect(findingsOf(id, result, { others })).toEqual([]);
  expect(fixes[1]?.result).toContain('\n---\napiVersion: v1\nkind: Service\n');
});
