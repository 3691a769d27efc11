import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'service-account-token-off';
const binding = (account = 'agent') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: reads\nsubjects:\n- kind: ServiceAccount\n  name: ${account}\n  namespace: default\n`;
const account =
  '---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: agent\nautomountServiceAccountToken: false\n';
const agent = (more = '') => daemonSet('', `      serviceAccountName: agent\n${more}`);
const OFF = '      automountServiceAccountToken: false\n';

it('finds pods without the token that a binding is for', () => {
  const [finding, ...more] = findingsOf(id, agent(OFF), { others: binding() });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.automountServiceAccountToken' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others: binding() })).toEqual([]);
  expect(findingsOf(id, agent(), { others: binding() + account })).toMatchObject([
    { field: 'spec.template.spec.serviceAccountName' },
  ]);
});
it('takes pods with a token, a projected one, and accounts that nothing binds', () => {
  expect(findingsOf(id, agent(), { others: binding() })).toEqual([]);
  expect(findingsOf(id, agent('      automountServiceAccountToken: true\n'), { others: binding() + account })).toEqual(
    [],
  );
  expect(findingsOf(id, agent(OFF), { others: binding('other') })).toEqual([]);
  const projected =
    '      volumes:\n      - name: token\n        projected:\n          sources:\n          - serviceAccountToken:\n              path: token\n';
  expect(findingsOf(id, agent(OFF + projected), { others: binding() })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent(OFF)} "`, { others: binding() })).toEqual([]);
});
