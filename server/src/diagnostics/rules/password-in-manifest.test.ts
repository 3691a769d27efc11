import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'password-in-manifest';
const run = (name: string, value: string) =>
  findingsOf(id, `${statefulSet()}          env: [{name: ${name}, value: "${value}"}]\n`);

it.each([
  ['POSTGRES_PASSWORD', 'k7-Lq9vTz'],
  ['API_TOKEN', 'f00ba7c0ffee'],
  ['S3_SECRET_KEY', 'Zx81spectrum'],
])('finds %s: %s', (name, value) => {
  expect(run(name, value)).toMatchObject([
    { category: 'style', field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
});
it.each([
  ['POSTGRES_PASSWORD', 'changeme'],
  ['POSTGRES_PASSWORD', '$(OTHER)'],
  ['POSTGRES_PASSWORD_FILE', '/run/secrets/password'],
  ['POSTGRES_PASSWORD', ''],
  ['KEYSTORE_PASSWORD', 'changeit'],
  ['SECRET_NAME', 'admin'],
  ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['POSTGRES_USER', 'admin'],
])('takes %s: %s', (name, value) => {
  expect(run(name, value)).toEqual([]);
});
it('finds options, and takes those that refer to something else', () => {
  const told = (args: string) => findingsOf(id, `${statefulSet()}          args: ${args}\n`);
  expect(told('[--requirepass, k7-Lq9vTz]')).toMatchObject([{ field: 'spec.template.spec.containers[0].args[1]' }]);
  expect(told('["--admin-password=k7-Lq9vTz"]')).toMatchObject([{ field: 'spec.template.spec.containers[0].args[0]' }]);
  expect(told('["--password=$(PASSWORD)", "--password-file=changeme", --password, --verbose]')).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}          env: [{name: DB_PASSWORD, value: changeme}\n`)).toEqual([]);
});
