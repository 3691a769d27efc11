import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'heap-beyond-memory-limit';
const pod = (lines: string, limit = '1Gi', image = 'example.com/app:1') =>
  `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          resources: {limits: {memory: ${limit}}}\n          ${lines}\n`;
const env = (name: string, value: string) => `env: [{name: ${name}, value: "${value}"}]`;

it.each([
  env('JAVA_OPTS', '-Xms512m -Xmx2g'),
  env('JAVA_OPTS', '-Xmx1000m'),
  env('JAVA_OPTS', '-Xmx768m -XX:MaxDirectMemorySize=512m'),
  env('MAX_HEAP_SIZE', '2G'),
  env('ZK_SERVER_HEAP', '2048'),
  env('NODE_OPTIONS', '--max-old-space-size=2048'),
  env('GOMEMLIMIT', '2GiB'),
])('finds %s', (lines) => {
  expect(findingsOf(id, pod(lines))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
});
it.each([
  'args: [redis-server, --maxmemory, 2gb]',
  'args: ["--innodb-buffer-pool-size=2G"]',
  'args: [-c, "shared_buffers=2GB"]',
  'command: [sh, -c, "exec java -Xmx1g -jar app.jar"]',
  'args: [--wiredTigerCacheSizeGB, "1.5"]',
])('finds %s', (lines) => {
  expect(findingsOf(id, pod(lines))).toHaveLength(1);
});
it('finds it against the limit of the pod, and a share that leaves nothing', () => {
  const shared = statefulSet('', '      resources: {limits: {memory: 1Gi}}\n');
  expect(findingsOf(id, `${shared}          ${env('JAVA_OPTS', '-Xmx2g')}\n`)).toHaveLength(1);
  expect(findingsOf(id, pod(env('JAVA_OPTS', '-XX:MaxRAMPercentage=95')))).toHaveLength(1);
});
it('knows memcached', () => {
  expect(findingsOf(id, pod('args: [-m, "1024"]', '1Gi', 'memcached:1.6'))).toHaveLength(1);
  expect(findingsOf(id, pod('args: [-m, "1024"]'))).toEqual([]);
});
it('takes what fits, and containers without a limit', () => {
  expect(findingsOf(id, pod(env('JAVA_OPTS', '-Xmx512m')))).toEqual([]);
  expect(findingsOf(id, pod(env('GOMEMLIMIT', '1GiB')))).toEqual([]);
  expect(findingsOf(id, pod(env('JAVA_OPTS', '-XX:MaxRAMPercentage=75')))).toEqual([]);
  expect(findingsOf(id, pod('args: ["--innodb-buffer-pool-size=512M"]'))).toEqual([]);
  expect(findingsOf(id, `${statefulSet()}          ${env('JAVA_OPTS', '-Xmx2g')}\n`)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod(env('JAVA_OPTS', '-Xmx2g'))} "`)).toEqual([]);
});
it('finds a memory_limiter beyond the limit', () => {
  const collector = (size: number) =>
    `${statefulSet('', '      volumes: [{name: conf, configMap: {name: conf}}]\n').replace('registry.k8s.io/nginx-slim:0.27', 'otel/opentelemetry-collector:0.119.0')}          resources: {limits: {memory: 256Mi}}\n          volumeMounts: [{name: conf, mountPath: /conf}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  agent.yaml: |\n    processors:\n      memory_limiter:\n        check_interval: 1s\n        limit_mib: ${size}\n`;
  const [finding] = findingsOf(id, collector(512));
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0].resources.limits.memory' });
  expect(finding?.message).toContain('512 MiB');
  expect(findingsOf(id, collector(200))).toEqual([]);
});
