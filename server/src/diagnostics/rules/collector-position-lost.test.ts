import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'collector-position-lost';
const agent = (image: string, more: string, name = 'keep', source = 'emptyDir: {}') =>
  `${daemonSet('', `      volumes:\n      - name: log\n        hostPath:\n          path: /var/log\n      - name: ${name}\n        ${source}\n      - name: conf\n        configMap:\n          name: conf\n`).replace('registry.k8s.io/nginx-slim:0.27', image)}${more}          volumeMounts:\n          - name: log\n            mountPath: /var/log\n          - name: ${name}\n            mountPath: /keep\n          - name: conf\n            mountPath: /conf\n`;
const BIT = 'cr.fluentbit.io/fluent/fluent-bit:3.2.3';
const config = (text: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  app.conf: |\n    ${text.replaceAll('\n', '\n    ')}\n`;

it('finds the place in an argument', () => {
  expect(findingsOf(id, agent(BIT, '          args: [-p, db=/keep/pos.db]\n'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.volumes[1].emptyDir' },
  ]);
});
it.each([
  ['pos_file /keep/app.pos'],
  ['[INPUT]\n  DB  /keep/pos.db'],
  ['positions:\n  filename: /keep/positions.yaml'],
  ['data_dir: /keep'],
])('finds the place in the configuration: %s', (text) => {
  expect(findingsOf(id, agent('example.com/logs/fluentd:v1.17', ''), { others: config(text) })).toHaveLength(1);
});
it('finds a place where nothing is mounted, and a volume by its name', () => {
  const [finding] = findingsOf(
    id,
    agent('grafana/promtail:3.3.1', '          args: [-positions.file=/tmp/positions.yaml]\n'),
  );
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0]' });
  expect(findingsOf(id, agent(BIT, '', 'positions'))).toHaveLength(1);
});
it('takes directories of the node, buffers, and programs that read no logs', () => {
  const host = agent(BIT, '          args: [-p, db=/keep/pos.db]\n', 'keep', 'hostPath:\n          path: /var/lib/bit');
  expect(findingsOf(id, host)).toEqual([]);
  expect(findingsOf(id, agent(BIT, '', 'buffer'))).toEqual([]);
  expect(findingsOf(id, agent(BIT, '          args: [-p, db=/var/log/pos.db]\n'))).toEqual([]);
  const other = agent('example.com/proxy:1.0', '          args: [--data-dir=/keep]\n').replace(
    'path: /var/log',
    'path: /opt',
  );
  expect(findingsOf(id, other)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent(BIT, '', 'positions')} "`)).toEqual([]);
});
