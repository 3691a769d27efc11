import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'password-well-known';
const run = (name: string, value: string) =>
  findingsOf(id, `${statefulSet()}          env: [{name: ${name}, value: "${value}"}]\n`);

it.each([
  ['MINIO_ROOT_PASSWORD', 'minioadmin'],
  ['POSTGRES_PASSWORD', 'changeme'],
  ['RABBITMQ_DEFAULT_PASS', 'guest'],
])('finds %s: %s', (name, value) => {
  expect(run(name, value)).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
});
it.each([
  ['POSTGRES_PASSWORD', 'k7-Lq9vTz'],
  ['POSTGRES_PASSWORD', '$(OTHER)'],
  ['POSTGRES_PASSWORD_FILE', '/run/secrets/password'],
  ['POSTGRES_PASSWORD', ''],
  ['KEYSTORE_PASSWORD', 'changeit'],
  ['CLIENT_KEY_PASS', 'changeme'],
  ['SECRET_NAME', 'admin'],
  ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['POSTGRES_USER', 'admin'],
])('takes %s: %s', (name, value) => {
  expect(run(name, value)).toEqual([]);
});
it('finds options, and takes those that refer to something else', () => {
  const told = (args: string) => findingsOf(id, `${statefulSet()}          args: ${args}\n`);
  expect(told('[--requirepass, changeme]')).toMatchObject([{ field: 'spec.template.spec.containers[0].args[1]' }]);
  expect(told('["--admin-password=changeme"]')).toMatchObject([{ field: 'spec.template.spec.containers[0].args[0]' }]);
  expect(told('["--password=$(PASSWORD)", "--password-file=changeme", --password, --verbose]')).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}          env: [{name: DB_PASSWORD, value: changeme}\n`)).toEqual([]);
});
