import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'role-grants-nothing';
const role = (rule: string, kind = 'Role') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: leader}\nrules:\n  - {${rule}, verbs: [get]}\n`;
const others = `${statefulSet('', '      serviceAccountName: web\n')}---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: leader}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: leader}
subjects: [{kind: ServiceAccount, name: web}]
`;
const found = (rule: string) => findingsOf(id, role(rule), { others });

it('finds a resource of another group, and names the group', () => {
  const [finding] = found('apiGroups: [""], resources: [leases]');
  expect(finding).toMatchObject({ category: 'broken', field: 'rules[0].resources[0]', marked: 'leases' });
  expect(finding?.message).toContain('coordination.k8s.io');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others })).toEqual([]);
  expect(found('apiGroups: [apps], resources: [pods, statefulsets]')).toMatchObject([{ marked: 'pods' }]);
});
it('finds what no Role can grant', () => {
  expect(found('apiGroups: [""], resources: [pods, nodes/stats]')).toMatchObject([{ marked: 'nodes/stats' }]);
});
it('finds resources in the singular, subresources by another name and groups with a version', () => {
  const [finding] = found('apiGroups: [""], resources: [pod]');
  expect(finding).toMatchObject({ category: 'broken', field: 'rules[0].resources[0]', marked: 'pod' });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: role('apiGroups: [""], resources: [pods]') });
  expect(found('apiGroups: [apps], resources: [StatefulSet]')).toHaveLength(1);
  expect(found('apiGroups: [""], resources: [pods, pods/logs]')).toMatchObject([{ marked: 'pods/logs' }]);
  expect(found('apiGroups: [apps/v1], resources: [statefulsets]')).toMatchObject([{ field: 'rules[0].apiGroups[0]' }]);
  expect(found('apiGroups: [v1], resources: [pods]')).toHaveLength(1);
  expect(found('apiGroups: ["", v1], resources: [pod, pods]')).toEqual([]);
});
it('finds create that is limited by name', () => {
  const text = (verbs: string, more = '') =>
    `${role('apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [web]').replace('[get]', verbs)}${more}`;
  expect(findingsOf(id, text('[get, create]'), { others })).toMatchObject([{ field: 'rules[0].verbs[1]' }]);
  expect(findingsOf(id, text('[get, update]'), { others })).toEqual([]);
  const more = '  - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [create]}\n';
  expect(findingsOf(id, text('[get, create]', more), { others })).toEqual([]);
});
it('finds what a RoleBinding cannot grant of a ClusterRole', () => {
  const text = role('apiGroups: [""], resources: [nodes]', 'ClusterRole');
  const bound = others.replace('kind: Role,', 'kind: ClusterRole,');
  expect(findingsOf(id, text, { others: bound })[0]?.message).toContain('through a RoleBinding');
  expect(findingsOf(id, text, { others: bound.replace('kind: RoleBinding', 'kind: ClusterRoleBinding') })).toEqual([]);
});
it('takes what is granted, groups of others, and roles that nobody at hand has', () => {
  expect(found('apiGroups: ["", apps], resources: [pods, statefulsets]')).toEqual([]);
  expect(found('apiGroups: [metrics.k8s.io], resources: [pods, nodes]')).toEqual([]);
  expect(found('apiGroups: ["*"], resources: [leases]')).toEqual([]);
  expect(found('apiGroups: [""], resources: [widgets, events]')).toEqual([]);
  expect(findingsOf(id, role('apiGroups: [""], resources: [leases]'))).toEqual([]);
  expect(findingsOf(id, role('apiGroups: [""], resources: [nodes]', 'ClusterRole'), { others })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${role('apiGroups: [""], resources: [leases]')} "`, { others })).toEqual([]);
});
