import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'binding-misses-pods';
const binding = (namespace: string, account = 'agent', role = 'agent') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: agent\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ${role}\nsubjects:\n- kind: ServiceAccount\n  name: ${account}\n  namespace: ${namespace}\n`;
const agent = daemonSet('', '      serviceAccountName: agent\n').replace(
  'metadata:\n',
  'metadata:\n  namespace: logging\n',
);
const object = (kind: string, name: string, namespace = '') =>
  `---\napiVersion: ${kind === 'ServiceAccount' ? 'v1' : 'rbac.authorization.k8s.io/v1'}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${namespace ? `  namespace: ${namespace}\n` : ''}`;

it('finds a subject in another namespace than the pods', () => {
  const [finding, ...more] = findingsOf(id, binding('default'), { others: agent });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'subjects[0].namespace', marked: 'default' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: binding('logging') });
});
it('finds a misspelt subject and a misspelt role', () => {
  const others = `${agent}${object('ServiceAccount', 'agent', 'logging')}`;
  expect(findingsOf(id, binding('logging', 'agents'), { others })).toMatchObject([{ field: 'subjects[0].name' }]);
  const role = `${agent}${object('ClusterRole', 'agent')}`;
  expect(findingsOf(id, binding('logging', 'agent', 'agents'), { others: role })).toMatchObject([
    { field: 'roleRef.name' },
  ]);
});
it('finds a Role of another namespace', () => {
  const text = binding('logging')
    .replace('kind: ClusterRoleBinding', 'kind: RoleBinding')
    .replace('kind: ClusterRole\n', 'kind: Role\n')
    .replace('  name: agent\nroleRef', '  name: agent\n  namespace: logging\nroleRef');
  const [finding] = findingsOf(id, text, { others: `${agent}${object('Role', 'agent', 'default')}` });
  expect(finding?.message).toContain('in namespace default');
});
it('finds a role whose name is a part of the written one, or that is of the other kind', () => {
  const role = (text: string, more = '') => `${text}${object('ClusterRole', 'agent')}${more}`;
  const [finding] = findingsOf(id, role(binding('logging', 'agent', 'agent-leader')), { others: agent });
  expect(finding).toMatchObject({ field: 'roleRef.name' });
  expect(finding?.message).toContain('but agent');
  expect(
    findingsOf(id, role(binding('logging', 'agent', 'agent-leader'), `---\n${binding('logging')}`), { others: agent }),
  ).toEqual([]);
  const local = binding('logging')
    .replace('kind: ClusterRoleBinding', 'kind: RoleBinding')
    .replace('  name: agent\nroleRef', '  name: agent\n  namespace: logging\nroleRef');
  expect(findingsOf(id, `${local}${object('Role', 'agent', 'logging')}`, { others: agent })).toMatchObject([
    { field: 'roleRef.kind', marked: 'ClusterRole' },
  ]);
  expect(findingsOf(id, `${local}${object('ClusterRole', 'agent')}`, { others: agent })).toEqual([]);
});
it('finds a User by the name of a service account', () => {
  const text = binding('logging').replace('kind: ServiceAccount', 'kind: User');
  const others = `${agent}${object('ServiceAccount', 'agent', 'logging')}`;
  expect(findingsOf(id, text, { others })).toMatchObject([{ field: 'subjects[0].kind', marked: 'User' }]);
  expect(findingsOf(id, text, { others: agent })).toEqual([]);
  expect(findingsOf(id, `${text}---\n${binding('logging')}`, { others })).toEqual([]);
});
it('takes bindings that reach the pods, others’ accounts, and roles of the cluster', () => {
  expect(findingsOf(id, binding('logging'), { others: agent })).toEqual([]);
  expect(findingsOf(id, binding('default', 'operator'), { others: agent })).toEqual([]);
  expect(
    findingsOf(id, binding('default'), { others: `${agent}${object('ServiceAccount', 'agent', 'default')}` }),
  ).toEqual([]);
  expect(
    findingsOf(id, binding('logging', 'agent', 'view'), { others: `${agent}${object('ClusterRole', 'views')}` }),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${binding('default')} "`, { others: agent })).toEqual([]);
});
