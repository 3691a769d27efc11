import { expect, it } from 'vitest';
import { file } from '../fixtures';
import { daemonSet, findingsOf } from '../testing';

const id = 'rights-beyond-need';
const agent = daemonSet('', '      serviceAccountName: agent\n');
const binding =
  'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: agent\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: agent\nsubjects:\n  - kind: ServiceAccount\n    name: agent\n    namespace: logging\n';
const role = (resources: string, more = '') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: agent\nrules:\n  - apiGroups: [""]\n    resources: ${resources}\n    verbs: [list]\n${more}`;

it('finds all Secrets and the way through the kubelet', () => {
  expect(findingsOf(id, file(agent, role('[pods, secrets]'), binding))).toMatchObject([
    { category: 'style', field: 'rules[0].resources[1]' },
  ]);
  expect(findingsOf(id, file(agent, role('[nodes/proxy]'), binding))).toMatchObject([
    { field: 'rules[0].resources[0]' },
  ]);
});
it('takes named Secrets, other resources, and roles that no set at hand has', () => {
  expect(findingsOf(id, file(agent, role('[secrets]', '    resourceNames: [token]\n'), binding))).toEqual([]);
  expect(findingsOf(id, file(agent, role('[pods, nodes/metrics]'), binding))).toEqual([]);
  expect(findingsOf(id, file(agent, role('[secrets]')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${role('[secrets]')} "`, agent, binding))).toEqual([]);
});
