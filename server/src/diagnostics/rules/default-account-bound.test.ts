import { expect, it } from 'vitest';
import { file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'default-account-bound';
const binding = (account: string, namespace = '') =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata:\n  name: web\n${namespace}roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: web\nsubjects:\n  - kind: ServiceAccount\n    name: ${account}\n`;

it('finds rights that every pod without an account gets', () => {
  expect(findingsOf(id, file(statefulSet(), binding('default')))).toMatchObject([
    { category: 'risk', field: 'subjects[0].name', marked: 'default' },
  ]);
});
it('finds groups that everybody is in', () => {
  const everybody = (role: string) =>
    binding('system:serviceaccounts')
      .replace('kind: ServiceAccount', 'kind: Group')
      .replace('name: web\nsub', `name: ${role}\nsub`);
  expect(findingsOf(id, file(statefulSet(), everybody('web')))).toMatchObject([
    { field: 'subjects[0].name', message: expect.stringContaining('every service account') as string },
  ]);
  expect(findingsOf(id, file(statefulSet(), everybody('web-psp')))).toEqual([]);
  expect(findingsOf(id, everybody('web'))).toEqual([]);
});
it('takes an account of its own, pods of other accounts, and files of others', () => {
  expect(findingsOf(id, file(statefulSet(), binding('web')))).toEqual([]);
  const own = statefulSet('', '      serviceAccountName: web\n');
  expect(findingsOf(id, file(own, binding('default')))).toEqual([]);
  expect(findingsOf(id, binding('default'), { others: statefulSet() })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${binding('default')} "`, statefulSet()))).toEqual([]);
});
