import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'probe-endpoint-disabled';
const POD = '      volumes: [{name: conf, configMap: {name: conf}}]\n';
const MOUNT = '          volumeMounts: [{name: conf, mountPath: /conf}]\n';
const http = (port: number, path = '/') => `          livenessProbe: {httpGet: {path: ${path}, port: ${port}}}\n`;
const exec = (script: string) => `          livenessProbe: {exec: {command: [sh, -c, ${JSON.stringify(script)}]}}\n`;
const agent = (image: string, lines: string) =>
  workload('DaemonSet', 'agent', { image, pod: POD, container: `${lines}${MOUNT}` });
const conf = (key: string, content: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  ${key}: ${JSON.stringify(content)}\n`;
const found = (image: string, lines: string, key: string, content: string) =>
  findingsOf(id, `${agent(image, lines)}---\n${conf(key, content)}`).map(({ message }) => message);

const BIT = 'fluent/fluent-bit:3.2.4';
const BIT_ARGS = '          args: [-c, /conf/fluent-bit.conf]\n';
it.each([
  ['[SERVICE]\n  HTTP_Server Off\n', '/', 'HTTP_Server On'],
  ['[SERVICE]\n  Flush 1\n', '/', 'HTTP_Server On'],
  ['[SERVICE]\n  HTTP_Server On\n', '/api/v1/health', 'Health_Check On'],
])('finds Fluent Bit with %j', (content, path, setting) => {
  const [message, ...more] = found(BIT, BIT_ARGS + http(2020, path), 'fluent-bit.conf', content);
  expect(more).toEqual([]);
  expect(message).toContain(setting);
});
it.each([
  ['[SERVICE]\n  http_server on\n', BIT_ARGS + http(2020)],
  ['[SERVICE]\n  HTTP_Server On\n  Health_Check On\n', BIT_ARGS + http(2020, '/api/v1/health')],
  ['[SERVICE]\n  Flush 1\n@INCLUDE more.conf\n', BIT_ARGS + http(2020)],
  ['[SERVICE]\n  Flush 1\n', BIT_ARGS + http(9880)],
  ['[SERVICE]\n  Flush 1\n', `          args: [-c, /conf/fluent-bit.conf, -H, -P, "2020"]\n${http(2020)}`],
  ['[SERVICE]\n  Flush 1\n', `          args: [-c, /other/fluent-bit.conf]\n${http(2020)}`],
])('takes Fluent Bit with %j', (content, lines) => {
  expect(found(BIT, lines, 'fluent-bit.conf', content)).toEqual([]);
});

const OTEL = 'otel/opentelemetry-collector-contrib:0.119.0';
const OTEL_LINES = `          args: [--config=/conf/agent.yaml]\n${http(13133)}`;
const service = (extensions: string) => `service:\n  ${extensions}pipelines:\n    traces: {}\n`;
it('finds a collector without the extension, and with one for itself alone', () => {
  expect(found(OTEL, OTEL_LINES, 'agent.yaml', service(''))[0]).toContain('health_check');
  const plain = `extensions:\n  health_check: {}\n${service('extensions: [health_check]\n  ')}`;
  expect(found(OTEL, OTEL_LINES, 'agent.yaml', plain)[0]).toContain('for its own pod alone');
  expect(found(OTEL.replace('0.119', '0.100'), OTEL_LINES, 'agent.yaml', plain)).toEqual([]);
  const open = `extensions:\n  health_check:\n    endpoint: 0.0.0.0:13133\n${service('extensions:\n    - health_check\n  ')}`;
  expect(found(OTEL, OTEL_LINES, 'agent.yaml', open)).toEqual([]);
  expect(
    found(OTEL, `${OTEL_LINES.replace(']', ', --set=service.extensions=[health_check]]')}`, 'agent.yaml', service('')),
  ).toEqual([]);
});
it('knows NATS, CoreDNS, Vector, the Beats, Alloy, Traefik and Fluentd', () => {
  const of = (image: string, lines: string, content = '') => found(image, lines, 'file', content);
  expect(of('nats:2.10', `          args: [-js]\n${http(8222, '/healthz')}`)).toHaveLength(1);
  expect(of('nats:2.10', `          args: [-js, -m, "8222"]\n${http(8222, '/healthz')}`)).toEqual([]);
  expect(of('nats:2.10', `          args: [-c, /conf/file]\n${http(8222)}`, 'http: 8222\n')).toEqual([]);
  const dns = '          args: [-conf, /conf/file]\n';
  expect(of('coredns/coredns:1.12.0', dns + http(8181, '/ready'), '.:53 {\n  health\n}\n')).toHaveLength(1);
  expect(of('coredns/coredns:1.12.0', dns + http(8181, '/ready'), '.:53 {\n  ready\n}\n')).toEqual([]);
  const config = '          args: [--config, /conf/file]\n';
  expect(of('timberio/vector:0.44.0-debian', config + http(8686, '/health'), 'sources: {}\n')).toHaveLength(1);
  expect(of('timberio/vector:0.44.0-debian', config + http(8686), 'api:\n  enabled: true\n')).toEqual([]);
  expect(
    of('docker.elastic.co/beats/filebeat:8.17.0', `          args: [-c, /conf/file]\n${http(5066)}`, 'output: {}\n'),
  ).toHaveLength(1);
  expect(of('grafana/alloy:v1.5.1', `          args: [run, /conf/file]\n${http(12345, '/-/ready')}`)).toHaveLength(1);
  const address = '"--server.http.listen-addr=0.0.0.0:12345"';
  expect(of('grafana/alloy:v1.5.1', `          args: [run, /conf/file, ${address}]\n${http(12345)}`)).toEqual([]);
  const fluentd = '          args: [-c, /conf/file]\n';
  expect(of('fluent/fluentd:v1.17', fluentd + http(24220), '<source>\n  @type tail\n</source>\n')).toHaveLength(1);
  const ping = workload('DaemonSet', 'edge', {
    image: 'traefik:v3.2',
    container: `          args: [--api]\n${http(8080, '/ping')}`,
  });
  expect(findingsOf(id, ping)).toHaveLength(1);
  expect(findingsOf(id, ping.replace('--api', '--ping'))).toEqual([]);
});
it('knows how ZooKeeper, Redis and Elasticsearch answer', () => {
  const of = (image: string, container: string) => findingsOf(id, workload('StatefulSet', 'db', { image, container }));
  const ruok = exec('echo ruok | nc localhost 2181 | grep imok');
  expect(of('zookeeper:3.8.4', ruok)).toMatchObject([{ field: 'spec.template.spec.containers[0].livenessProbe' }]);
  expect(of('zookeeper:3.4.14', ruok)).toEqual([]);
  expect(of('zookeeper:3.8.4', `          env: [{name: ZOO_4LW_COMMANDS_WHITELIST, value: ruok}]\n${ruok}`)).toEqual(
    [],
  );
  expect(of('zookeeper:3.8.4', exec('echo srvr | nc localhost 2181 | grep Mode'))).toEqual([]);
  const ping = exec('redis-cli ping | grep PONG');
  const secret = '          args: [redis-server, --requirepass, x]\n';
  expect(of('redis:7.4', secret + ping)).toHaveLength(1);
  expect(of('redis:7.4', ping)).toEqual([]);
  expect(of('redis:7.4', secret + exec('redis-cli -a $P ping | grep PONG'))).toEqual([]);
  const env = '          env: [{name: xpack.security.enabled, value: "true"}]\n';
  expect(of('elasticsearch:8.17.0', env + http(9200, '/_cluster/health'))).toHaveLength(1);
  expect(of('elasticsearch:8.17.0', http(9200))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent(BIT, BIT_ARGS + http(2020))} "`)).toEqual([]);
});
