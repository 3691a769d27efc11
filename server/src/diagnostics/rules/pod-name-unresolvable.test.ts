import { expect, it } from 'vitest';
import { file, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'pod-name-unresolvable';
const client = (value: string, namespace = '') =>
  workload('Deployment', 'api', {
    container: `          env:\n            - name: DB\n              value: ${value}\n`,
  }).replace('  name: api\n', `  name: api\n${namespace}`);
const inProd = (text: string) => text.replace('  name: web\n', '  name: web\n  namespace: prod\n');

it('finds the domain of another Service', () => {
  const [finding, ...more] = findingsOf(id, file(client('web-0.web:80'), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].env[0].value' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: client('web-0.nginx:80') }]);
});
it('finds the other namespace, and one that is missing', () => {
  expect(findingsOf(id, file(client('web-0.nginx.test.svc'), inProd(statefulSet())))[0]?.message).toContain(
    'is in namespace prod',
  );
  const [finding] = findingsOf(id, file(client('web-0.nginx', '  namespace: shop\n'), inProd(statefulSet())));
  expect(finding?.message).toContain('as in web-0.nginx.prod');
});
it('finds an ordinal that there is not', () => {
  expect(findingsOf(id, file(client('web-3.nginx'), statefulSet()))[0]?.message).toContain('web-0 to web-2');
});
it('takes names that resolve, and sets that are somewhere else', () => {
  for (const name of ['web-0.nginx', 'web-2.nginx.prod.svc.cluster.local:80', 'db-0.db', 'web-0.example.com'])
    expect(findingsOf(id, file(client(name), inProd(statefulSet())))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${client('web-0.web:80')}  "`, statefulSet()))).toEqual([]);
});
