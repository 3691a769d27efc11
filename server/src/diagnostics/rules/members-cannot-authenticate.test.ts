import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'members-cannot-authenticate';
const set = (image: string, container: string, pod = '') =>
  workload('StatefulSet', 'db', { image, spec: '  replicas: 3\n', container, pod });
const script = (text: string) => `          command: [sh, -c, ${JSON.stringify(text)}]\n`;
const env = (...pairs: readonly (readonly [string, string])[]) =>
  `          env: ${JSON.stringify(pairs.map(([name, value]) => ({ name, value })))}\n`;
const PLAIN = 'exec redis-server --requirepass "$P" --replicaof db-0.db 6379';

it('finds Redis without masterauth', () => {
  const field = 'spec.template.spec.containers[0].command';
  expect(findingsOf(id, set('redis:7.4', script(PLAIN)))).toMatchObject([{ category: 'broken', field }]);
  const pod = '      volumes: [{name: conf, configMap: {name: conf}}]\n';
  const mount =
    '          command: [redis-server, /conf/redis.conf]\n          volumeMounts: [{name: conf, mountPath: /conf}]\n';
  const conf = (content: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  redis.conf: ${JSON.stringify(content)}\n`;
  const both = 'requirepass x\nreplicaof db-0.db 6379\n';
  expect(findingsOf(id, set('redis:7.4', mount, pod) + conf(both))).toHaveLength(1);
  expect(findingsOf(id, set('redis:7.4', mount, pod) + conf(`${both}masterauth x\n`))).toEqual([]);
});
it.each([
  script(`${PLAIN} --masterauth "$P"`),
  script('exec redis-server --requirepass "$P"'),
  script('exec redis-server --replicaof db-0.db 6379'),
  script(`exec redis-server /etc/redis.conf --requirepass "$P" --replicaof db-0.db 6379`),
])('takes %s', (container) => {
  expect(findingsOf(id, set('redis:7.4', container))).toEqual([]);
});
it('finds MongoDB without a key file', () => {
  expect(findingsOf(id, set('mongo:8.0', '          command: [mongod, --replSet, rs0, --auth]\n'))).toHaveLength(1);
  const root = env(['MONGO_INITDB_ROOT_USERNAME', 'a'], ['MONGO_INITDB_ROOT_PASSWORD', 'b']);
  expect(findingsOf(id, set('mongo:8.0', `          args: [--replSet, rs0]\n${root}`))).toHaveLength(1);
  expect(findingsOf(id, set('mongo:8.0', `          args: [--replSet, rs0, --keyFile, /k]\n${root}`))).toEqual([]);
  expect(findingsOf(id, set('mongo:8.0', '          args: [--replSet, rs0]\n'))).toEqual([]);
});
it('finds node names that Erlang refuses', () => {
  const name = ['RABBITMQ_NODENAME', 'rabbit@$(POD).rabbit.mq.svc'] as const;
  const field = 'spec.template.spec.containers[0].env[0].value';
  expect(findingsOf(id, set('rabbitmq:4.0.5', env(name)))).toMatchObject([{ field }]);
  expect(findingsOf(id, set('rabbitmq:4.0.5', env(name, ['RABBITMQ_USE_LONGNAME', 'true'])))).toEqual([]);
  expect(findingsOf(id, set('rabbitmq:4.0.5', env(['RABBITMQ_NODENAME', 'rabbit@$(POD)'])))).toEqual([]);
  const long = env(['RABBITMQ_NODENAME', 'rabbit@db'], ['RABBITMQ_USE_LONGNAME', 'true']);
  expect(findingsOf(id, set('rabbitmq:4.0.5', long))).toMatchObject([{ field }]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('redis:7.4', script(PLAIN))} "`)).toEqual([]);
});
