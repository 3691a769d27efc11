import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'liveness-depends-on-cluster';
const exec = (image: string, script: string, kind = 'livenessProbe') =>
  `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          ${kind}:
            timeoutSeconds: 10
            exec:
              command: [sh, -c, '${script}']
`;
const http = (image: string, path: string) =>
  `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          livenessProbe: {httpGet: {path: "${path}", port: 80}}\n`;

it.each([
  ['elasticsearch:8.16.1', 'curl -sf localhost:9200/_cluster/health'],
  ['quay.io/coreos/etcd:v3.5.17', 'etcdctl endpoint health --cluster'],
  ['rabbitmq:4.0', 'rabbitmq-diagnostics -q cluster_status'],
  ['redis:7.4', 'redis-cli cluster info | grep cluster_state:ok'],
  ['mongo:7.0', 'mongosh --eval "db.hello().isWritablePrimary"'],
  ['hashicorp/vault:1.18', 'vault status'],
  ['example.com/app:1', 'curl -f http://orders.shop:8080/health'],
  ['example.com/app:1', 'pg_isready -h database'],
])('finds in %s: %s', (image, script) => {
  expect(findingsOf(id, exec(image, script))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].livenessProbe.exec.command' },
  ]);
});
it.each([
  ['quay.io/coreos/etcd:v3.5.17', '/health'],
  ['hashicorp/vault:1.18', '/v1/sys/health'],
  ['example.com/app:1', '/actuator/health'],
  ['minio/minio:1', '/minio/health/cluster'],
])('finds in %s: %s', (image, path) => {
  expect(findingsOf(id, http(image, path))).toHaveLength(1);
});
it('takes questions to the process alone, and any question of readiness', () => {
  expect(findingsOf(id, exec('elasticsearch:8.16.1', 'curl -s -o /dev/null localhost:9200/'))).toEqual([]);
  expect(findingsOf(id, exec('elasticsearch:8.16.1', 'curl -f localhost:9200/_cluster/health?local=true'))).toEqual([]);
  expect(findingsOf(id, exec('redis:7.4', 'redis-cli -h $(hostname) ping'))).toEqual([]);
  expect(findingsOf(id, exec('redis:7.4', 'redis-cli ping'))).toEqual([]);
  expect(findingsOf(id, http('quay.io/coreos/etcd:v3.5.17', '/health?serializable=true'))).toEqual([]);
  expect(findingsOf(id, http('example.com/app:1', '/actuator/health/liveness'))).toEqual([]);
  expect(
    findingsOf(id, exec('elasticsearch:8.16.1', 'curl -f localhost:9200/_cluster/health', 'readinessProbe')),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${exec('redis:7.4', 'redis-cli -h main ping')} "`)).toEqual([]);
});
