import { expect, it } from 'vitest';
import { file } from '../fixtures';
import { daemonSet, findingsOf } from '../testing';

const id = 'cluster-admin-bound';
const agent = daemonSet('', '      serviceAccountName: agent\n');
const binding = (role: string, account = 'agent') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: agent\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: ${role}\nsubjects:\n  - kind: ServiceAccount\n    name: ${account}\n    namespace: logging\n`;
const role = (verbs: string, resources = '["*"]') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: agent\nrules:\n  - apiGroups: ["*"]\n    resources: ${resources}\n    verbs: ${verbs}\n`;

it('finds cluster-admin for the account of a daemon', () => {
  expect(findingsOf(id, file(agent, binding('cluster-admin')))).toMatchObject([
    { category: 'risk', field: 'roleRef.name', marked: 'cluster-admin' },
  ]);
});
it('finds a role that is as much', () => {
  expect(findingsOf(id, file(agent, role('["*"]'), binding('agent')))).toMatchObject([{ field: 'rules[0].verbs' }]);
});
it('takes lesser roles, other accounts, and what deploys', () => {
  expect(findingsOf(id, file(agent, binding('view')))).toEqual([]);
  expect(findingsOf(id, file(agent, binding('cluster-admin', 'somebody')))).toEqual([]);
  expect(findingsOf(id, file(agent, role('[get, list]'), binding('agent')))).toEqual([]);
  expect(findingsOf(id, file(agent, role('["*"]', '[pods]'), binding('agent')))).toEqual([]);
  expect(findingsOf(id, file(agent, role('["*"]')))).toEqual([]);
  const operator = agent.replaceAll('agent', 'argocd-controller');
  expect(findingsOf(id, file(operator, binding('cluster-admin', 'argocd-controller')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${binding('cluster-admin')} "`, agent))).toEqual([]);
});
