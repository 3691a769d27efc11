import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'sts-identity-shared';
const set = (container: string, image = 'apache/kafka:3.9.0', replicas = 3) =>
  workload('StatefulSet', 'web', { image, container, spec: `  serviceName: web\n  replicas: ${replicas}\n` });
const env = (name: string, value: string) =>
  `          env:\n            - name: ${name}\n              value: ${value}\n`;
const args = (...list: readonly string[]) => `          args: ${JSON.stringify(list)}\n`;

it('finds one identity for all', () => {
  const [finding, ...more] = findingsOf(id, set(env('KAFKA_NODE_ID', '"1"')));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].env[0].value' });
  expect(finding?.message).toContain('All 3 pods get the same KAFKA_NODE_ID 1');
  expect(findingsOf(id, set(args('--name=web-0'), 'quay.io/coreos/etcd:v3.5.17'))).toHaveLength(1);
  expect(findingsOf(id, set(args('--server-id=1'), 'mysql:8.4.3'))).toHaveLength(1);
});
it('finds one address for all, and clusters of one', () => {
  expect(findingsOf(id, set(env('KAFKA_ADVERTISED_LISTENERS', 'PLAINTEXT://kafka:9092')))[0]?.message).toContain(
    'advertise',
  );
  expect(findingsOf(id, set(env('discovery.type', 'single-node')))[0]?.message).toContain('cluster of its own');
});
it('finds first masters that are no pods of the set', () => {
  expect(findingsOf(id, set(env('cluster.initial_master_nodes', 'es-0,es-1')))[0]?.message).toContain('web-0 to web-2');
  expect(findingsOf(id, set(env('cluster.initial_master_nodes', 'web-0,web-1')))).toEqual([]);
});
it('finds the primary that follows itself', () => {
  const redis = (...more: readonly string[]) =>
    set(`${more.join('')}${args('--replicaof', 'web-0.web', '6379')}`, 'redis:7.4.1');
  expect(findingsOf(id, redis('          command: [redis-server]\n'))[0]?.message).toContain('replica of web-0');
  expect(findingsOf(id, redis('          command: [sh, -c]\n'))).toEqual([]);
});
it('takes identities of their own, scripts, and single pods', () => {
  expect(findingsOf(id, set(env('KAFKA_NODE_ID', '$(POD_INDEX)')))).toEqual([]);
  expect(findingsOf(id, set(env('KAFKA_NODE_ID', '"-1"')))).toEqual([]);
  expect(
    findingsOf(id, set(env('KAFKA_NODE_ID', '"1"') + args('-c', 'export KAFKA_NODE_ID=$' + '{HOSTNAME##*-}; run'))),
  ).toEqual([]);
  expect(findingsOf(id, set(env('KAFKA_NODE_ID', '"1"'), undefined, 1))).toEqual([]);
  expect(findingsOf(id, set(args('--name=$(POD_NAME)'), 'quay.io/coreos/etcd:v3.5.17'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(env('KAFKA_NODE_ID', '"1"'))}  "`)).toEqual([]);
});
