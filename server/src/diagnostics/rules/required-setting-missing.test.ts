import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'required-setting-missing';
const run = (image: string, lines = '') =>
  findingsOf(id, statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image) + lines);
const env = (...items: string[]) => `          env: [${items.map((item) => `{${item}}`).join(', ')}]\n`;

it('finds a store without its password', () => {
  const [finding, ...more] = run('postgres:17.2', env('name: POSTGRES_DB, value: shop'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'style', field: 'spec.template.spec.containers[0].env', marked: 'env' });
  expect(finding?.message).toContain('POSTGRES_PASSWORD');
  expect(run('mysql:8.4')).toMatchObject([{ field: 'spec.template.spec.containers[0]' }]);
  expect(run('mariadb:11.4', env('name: MYSQL_DATABASE, value: shop'))).toHaveLength(1);
  expect(run('couchdb:3.4', env('name: COUCHDB_USER, value: admin'))[0]?.message).toContain('COUCHDB_PASSWORD');
  expect(run('mcr.microsoft.com/mssql/server:2022-latest', env('name: ACCEPT_EULA, value: "Y"'))).toHaveLength(1);
  expect(run('opensearchproject/opensearch:2.18.0')).toHaveLength(1);
});
it('takes what is set, or may be', () => {
  expect(run('postgres:17.2', env('name: POSTGRES_PASSWORD_FILE, value: /run/password'))).toEqual([]);
  expect(run('postgres:17.2', env('name: POSTGRES_PASSWORD, valueFrom: {secretKeyRef: {name: a, key: b}}'))).toEqual(
    [],
  );
  expect(run('postgres:17.2', '          envFrom: [{secretRef: {name: a}}]\n')).toEqual([]);
  expect(run('postgres:17.2', '          command: [/start.sh]\n')).toEqual([]);
  expect(run('postgres:17.2', '          args: [/start.sh]\n')).toEqual([]);
  expect(run('registry.example.com/postgres:17.2')).toEqual([]);
  expect(run('opensearchproject/opensearch:2.11.0')).toEqual([]);
  expect(run('couchdb:2.3')).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(run('mysql:8.4', ' "')).toEqual([]);
});
