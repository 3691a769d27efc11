import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'store-version-leap';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const image = (name: string, spec = CLAIM) => statefulSet(spec).replace('registry.k8s.io/nginx-slim:0.27', name);
const change = (from: string, to: string) => findingsOf(id, image(to), { old: image(from) });

it('finds versions that do not open the data', () => {
  expect(change('postgres:15.6', 'postgres:16.2')).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].image', marked: 'postgres:16.2' },
  ]);
  expect(change('bitnami/postgresql:14.1.0-debian-11-r0', 'bitnami/postgresql:15.2.0-debian-12-r1')).toHaveLength(1);
  expect(change('timescale/timescaledb:2.17.2-pg15', 'timescale/timescaledb:2.17.2-pg16')).toHaveLength(1);
  expect(change('influxdb:1.8', 'influxdb:2.7')).toHaveLength(1);
});
it('finds versions that are skipped', () => {
  expect(change('mongo:5.0.28', 'mongo:7.0.15')[0]?.message).toContain('go through 6.0');
  expect(change('mysql:5.7.44', 'mysql:8.4.3')[0]?.message).toContain('8.0');
  expect(change('quay.io/coreos/etcd:v3.3.25', 'quay.io/coreos/etcd:v3.5.17')[0]?.message).toContain('3.4');
  expect(change('elasticsearch:6.8.23', 'elasticsearch:8.16.1')).toHaveLength(1);
  expect(change('cassandra:3.11', 'cassandra:5.0.2')).toHaveLength(1);
});
it('finds that a last minor version comes first, and that ZooKeeper is gone', () => {
  expect(change('elasticsearch:7.10.2', 'elasticsearch:8.16.1')[0]?.message).toContain('7.17');
  const kafka = (tag: string) =>
    `${image(`apache/kafka:${tag}`)}          env: [{name: KAFKA_ZOOKEEPER_CONNECT, value: zk}]\n`;
  expect(findingsOf(id, kafka('4.0.0'), { old: kafka('3.9.0') })[0]?.message).toContain('KRaft');
  expect(change('apache/kafka:3.9.0', 'apache/kafka:4.0.0')).toEqual([]);
  const confluent = (tag: string) => kafka(tag).replace('apache/kafka', 'confluentinc/cp-kafka');
  expect(findingsOf(id, confluent('8.0.0'), { old: confluent('7.9.1') })[0]?.message).toContain('KRaft');
  expect(findingsOf(id, confluent('7.9.1'), { old: confluent('7.4.0') })).toEqual([]);
  expect(change('neo4j:4.4', 'neo4j:5.26')).toHaveLength(1);
  expect(change('neo4j:5.26', 'neo4j:2025.01')).toEqual([]);
});
it('finds the way back', () => {
  expect(change('redis:7.4.1', 'redis:6.2.14')[0]?.message).toContain('older');
  expect(change('mysql:8.4.3', 'mysql:8.0.40')).toHaveLength(1);
  expect(change('elasticsearch:8.16.1', 'elasticsearch:7.17.0')).toHaveLength(1);
});
it('takes steps that the products document', () => {
  expect(change('rabbitmq:3.13.7', 'rabbitmq:4.2.0')).toEqual([]);
  expect(change('rabbitmq:3.11.28', 'rabbitmq:4.0.9')[0]?.message).toContain('3.13');
  expect(change('prom/prometheus:v3.0.0', 'prom/prometheus:v2.55.1')).toEqual([]);
});
it('takes what the products open', () => {
  for (const [from, to] of [
    ['postgres:16.2', 'postgres:16.8'],
    ['mysql:8.0.40', 'mysql:8.4.3'],
    ['mongo:6.0.1', 'mongo:7.0.15'],
    ['redis:6.2.14', 'redis:7.4.1'],
    ['redis:7.4.1', 'redis:7.2.6'],
    ['elasticsearch:7.17.0', 'elasticsearch:8.16.1'],
    ['elasticsearch:8.16.1', 'elasticsearch:8.15.0'],
    ['postgres:latest', 'postgres:17'],
    ['example.com/web:1', 'example.com/web:3'],
  ] as const)
    expect(change(from, to), `${from} to ${to}`).toEqual([]);
});
it('takes a store that keeps nothing, and a first install', () => {
  expect(findingsOf(id, image('postgres:17', ''), { old: image('postgres:16', '') })).toEqual([]);
  expect(findingsOf(id, image('postgres:17'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${image('postgres:17')}  "`, { old: image('postgres:16') })).toEqual([]);
});
