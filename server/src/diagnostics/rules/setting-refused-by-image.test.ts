import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'setting-refused-by-image';
const run = (image: string, ...items: string[]) =>
  findingsOf(
    id,
    `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          env: [${items.map((item) => `{${item}}`).join(', ')}]\n`,
  );
const USER = 'name: MONGO_INITDB_ROOT_USERNAME, value: admin';

it('finds half of a pair, root as a further user, and what is too short', () => {
  expect(run('mongo:8.0', USER)[0]?.message).toContain('needs MONGO_INITDB_ROOT_PASSWORD');
  expect(run('mysql:8.4', 'name: MYSQL_ROOT_PASSWORD, value: a', 'name: MYSQL_USER, value: root')).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].env[1].value', marked: 'root' },
  ]);
  expect(run('minio/minio:latest', 'name: MINIO_ROOT_PASSWORD, value: short')).toHaveLength(1);
});
it('takes what the images take', () => {
  expect(run('mongo:8.0', USER, 'name: MONGO_INITDB_ROOT_PASSWORD_FILE, value: /run/a')).toEqual([]);
  expect(run('mysql:8.4', 'name: MYSQL_USER, value: shop')).toEqual([]);
  expect(run('minio/minio:latest', 'name: MINIO_ROOT_PASSWORD, value: long enough')).toEqual([]);
  expect(run('registry.example.com/mysql:8.4', 'name: MYSQL_USER, value: root')).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(run('mysql:8.4', 'name: MYSQL_USER, value: root, x: "')).toEqual([]);
});
