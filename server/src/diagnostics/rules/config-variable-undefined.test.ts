import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'config-variable-undefined';
const pod = '      volumes: [{name: conf, configMap: {name: conf}}]\n';
const found = (image: string, key: string, content: string, lines = '', broken = '') =>
  findingsOf(
    id,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  ${key}: ${JSON.stringify(content)}\n---\n${workload('DaemonSet', 'agent', { image, pod, container: `${lines}          volumeMounts: [{name: conf, mountPath: /conf}]\n` })}${broken}`,
  );
const BIT = 'fluent/fluent-bit:3.2.4';

it.each([
  [BIT, 'fluent-bit.conf', `[FILTER]\n  Record node \${NODE_NAME}\n`, 'empty text'],
  ['fluent/fluentd:v1.17', 'fluent.conf', 'host "#{ENV[\'NODE_NAME\']}"\n', 'empty text'],
  ['otel/opentelemetry-collector:0.119.0', 'agent.yaml', `node: \${env:NODE_NAME}\n`, 'empty text'],
  ['timberio/vector:0.44.0-debian', 'vector.yaml', `node: "\${NODE_NAME}"\n`, 'refuses'],
  ['grafana/alloy:v1.5.1', 'config.alloy', 'node = sys.env("NODE_NAME")\n', 'empty text'],
])('finds it in %s', (image, key, content, words) => {
  const [finding, ...more] = found(image, key, content);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.containers[0]' });
  expect(finding?.message).toContain('NODE_NAME');
  expect(finding?.message).toContain(words);
  expect(found(image, key, content, '          env: [{name: NODE_NAME, value: a}]\n')).toEqual([]);
  expect(found(image, key, content, '          envFrom: [{configMapRef: {name: more}}]\n')).toEqual([]);
});
it('stands at the variables where there are some', () => {
  const other = '          env: [{name: OTHER, value: a}]\n';
  expect(found(BIT, 'fluent-bit.conf', `Host \${AGGREGATOR}\n`, other)).toMatchObject([
    { field: 'spec.template.spec.containers[0].env' },
  ]);
});
it('takes defaults, own definitions, comments, what the kubelet sets, and other files', () => {
  expect(found(BIT, 'fluent-bit.conf', `@SET NODE=a\nRecord node \${NODE}\n`)).toEqual([]);
  expect(found(BIT, 'fluent-bit.conf', `Record node \${HOSTNAME}\nHost \${LOKI_SERVICE_HOST}\n`)).toEqual([]);
  expect(found(BIT, 'fluent-bit.conf', `# \${NODE}\n`)).toEqual([]);
  expect(found(BIT, 'script.lua', `x = "\${NODE}"\n`)).toEqual([]);
  expect(found('otel/opentelemetry-collector:0.119.0', 'agent.yaml', `a: \${env:NODE:-none}\nb: $\${NODE}\n`)).toEqual(
    [],
  );
  expect(found('grafana/promtail:3.3.0', 'promtail.yaml', `node: \${NODE}\n`)).toEqual([]);
  expect(
    found('grafana/promtail:3.3.0', 'promtail.yaml', `node: \${NODE}\n`, '          args: [-config.expand-env=true]\n'),
  ).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(found(BIT, 'fluent-bit.conf', `Record node \${NODE}\n`, '', ' "')).toEqual([]);
});
