import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'state-file-read-only';
const pod =
  '      volumes: [{name: conf, configMap: {name: conf}}, {name: log, hostPath: {path: /var/log}}, {name: state, emptyDir: {}}]\n';
const mounts = (flags: string) =>
  `          volumeMounts: [{name: conf, mountPath: /conf}, {name: log, mountPath: /var/log${flags}}, {name: state, mountPath: /state}]\n`;
const found = (image: string, content: string, flags = ', readOnly: true', lines = '') =>
  findingsOf(
    id,
    `${workload('DaemonSet', 'agent', { image, pod, container: `${lines}${mounts(flags)}` })}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  file.conf: ${JSON.stringify(content)}\n`,
  );

it.each([
  ['fluent/fluent-bit:3.2.4', '[INPUT]\n  Name tail\n  DB /var/log/flb.db\n'],
  ['fluent/fluentd:v1.17', '<source>\n  pos_file /var/log/fluentd.pos\n</source>\n'],
  ['grafana/promtail:3.3.0', 'positions:\n  filename: /var/log/positions.yaml\n'],
  ['timberio/vector:0.44.0-debian', 'data_dir: /var/log/vector\n'],
])('finds %s', (image, content) => {
  expect(found(image, content)).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].volumeMounts[1].readOnly' },
  ]);
  expect(found(image, content, '')).toEqual([]);
  expect(found(image, content.replace('/var/log', '/state'))).toEqual([]);
});
it('finds an option, and a ConfigMap that is written to', () => {
  const lines = '          args: [--storage.path=/conf/data]\n';
  expect(found('prom/alertmanager:v0.28.0', '', '', lines)).toMatchObject([
    { field: 'spec.template.spec.containers[0].volumeMounts[0]' },
  ]);
});
it('takes comments and other programs, and is silent in a text that cannot be read', () => {
  expect(found('fluent/fluent-bit:3.2.4', '  # DB /var/log/flb.db\n')).toEqual([]);
  expect(found('registry.example.com/app:1', 'DB /var/log/flb.db\n')).toEqual([]);
  const args = '          args: [--storage.path=/conf/data]\n          image: "\n';
  expect(found('prom/alertmanager:v0.28.0', '', '', args)).toEqual([]);
});
