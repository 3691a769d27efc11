import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'initial-setting-changed';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const set = (env: string, spec = CLAIM) => `${statefulSet(spec)}          env:\n            - {${env}}\n`;
const secret = (value: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata: {name: auth}\nstringData: {password: ${value}}\n`;
const FROM = 'name: POSTGRES_PASSWORD, valueFrom: {secretKeyRef: {name: auth, key: password}}';

it('finds a value that no longer counts', () => {
  expect(
    findingsOf(id, set('name: MYSQL_ROOT_PASSWORD, value: b'), { old: set('name: MYSQL_ROOT_PASSWORD, value: a') }),
  ).toMatchObject([{ category: 'risk', field: 'spec.template.spec.containers[0].env[0].value', marked: 'b' }]);
});
it('finds a secret that members show each other', () => {
  const cookie = (value: string) => set(`name: RABBITMQ_ERLANG_COOKIE, value: ${value}`);
  expect(findingsOf(id, cookie('b'), { old: cookie('a') })[0]?.message).toContain('same in all members');
  const one = (value: string) => cookie(value).replace('replicas: 3', 'replicas: 1');
  expect(findingsOf(id, one('b'), { old: one('a') })).toEqual([]);
});
it('finds it behind a Secret', () => {
  expect(findingsOf(id, set(FROM), { old: set(FROM), others: secret('b'), storedOthers: secret('a') })).toMatchObject([
    { field: 'spec.template.spec.containers[0].env[0].valueFrom' },
  ]);
  expect(findingsOf(id, set(FROM), { old: set(FROM), others: secret('a'), storedOthers: secret('a') })).toEqual([]);
});
it('finds an identity that is written into the data', () => {
  expect(
    findingsOf(id, set('name: CLUSTER_ID, value: b'), { old: set('name: CLUSTER_ID, value: a') })[0]?.message,
  ).toContain('refuse');
  const cluster = (name: string) => set(`name: CASSANDRA_CLUSTER_NAME, value: ${name}`);
  expect(findingsOf(id, cluster('b'), { old: cluster('a') })[0]?.message).toContain('refuse');
});
it('takes other variables, sets that keep nothing, and new ones', () => {
  expect(findingsOf(id, set('name: LOG_LEVEL, value: b'), { old: set('name: LOG_LEVEL, value: a') })).toEqual([]);
  expect(
    findingsOf(id, set('name: POSTGRES_DB, value: b', ''), { old: set('name: POSTGRES_DB, value: a', '') }),
  ).toEqual([]);
  expect(findingsOf(id, set('name: POSTGRES_DB, value: b'), { old: statefulSet(CLAIM) })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(
    findingsOf(id, `${set('name: POSTGRES_DB, value: b')}  "`, { old: set('name: POSTGRES_DB, value: a') }),
  ).toEqual([]);
});
