import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'replicas-run-alone';
const set = (image: string, container: string, replicas = 3, pod = '') =>
  workload('StatefulSet', 'db', { image, spec: `  replicas: ${replicas}\n`, container, pod });
const args = (...words: readonly string[]) => `          args: ${JSON.stringify(words)}\n`;

it.each([
  ['hashicorp/consul:1.20.2', args('agent', '-server', '-bootstrap-expect=1'), 'args[2]'],
  ['hashicorp/consul:1.20.2', args('agent', '-server', '-bootstrap-expect', '1'), 'args[2]'],
  ['mariadb:11.4', args('--wsrep-new-cluster'), 'args[0]'],
  ['mariadb:11.4', args('--wsrep-cluster-address=gcomm://'), 'args[0]'],
  ['cockroachdb/cockroach:v24.3.4', args('start-single-node', '--insecure'), 'args[0]'],
  ['cockroachdb/cockroach:v24.3.4', '          command: [sh, -c, "exec cockroach start-single-node"]\n', 'command[2]'],
  ['elasticsearch:8.17.0', '          env: [{name: discovery.type, value: single-node}]\n', 'env[0].value'],
  ['prom/alertmanager:v0.28.0', args('--config.file=/etc/alertmanager.yml'), 'args'],
])('finds %s %s', (image, container, field) => {
  expect(findingsOf(id, set(image, container))).toMatchObject([
    { category: 'broken', field: `spec.template.spec.containers[0].${field}` },
  ]);
  expect(findingsOf(id, set(image, container, 1))).toEqual([]);
});
it('finds Vault on file storage', () => {
  const pod = '      volumes: [{name: conf, configMap: {name: conf}}]\n';
  const vault = set(
    'hashicorp/vault:1.18.4',
    '          volumeMounts: [{name: conf, mountPath: /vault/config}]\n',
    3,
    pod,
  );
  const conf = (content: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata:\n  vault.hcl: ${JSON.stringify(content)}\n`;
  const found = (content: string) => findingsOf(id, `${vault}---\n${conf(content)}`);
  expect(found('storage "file" {\n  path = "/data"\n}\n')).toMatchObject([{ field: 'spec.replicas' }]);
  expect(found('storage "raft" {\n  path = "/data"\n}\n')).toEqual([]);
  expect(found('# storage "file" {\n')).toEqual([]);
});
it.each([
  ['hashicorp/consul:1.20.2', args('agent', '-server', '-bootstrap-expect=3')],
  ['hashicorp/consul:1.20.2', args('agent', '-server', '-bootstrap-expect=10')],
  [
    'mariadb:11.4',
    '          command: [sh, -c, "if [ $HOSTNAME = db-0 ]; then exec mariadbd --wsrep-new-cluster; fi; exec mariadbd"]\n',
  ],
  ['mariadb:11.4', args('--wsrep-cluster-address=gcomm://db-0.db,db-1.db')],
  ['cockroachdb/cockroach:v24.3.4', args('start', '--join=db-0.db')],
  ['prom/alertmanager:v0.28.0', args('--cluster.peer=db-0.db:9094')],
  ['prom/alertmanager:v0.28.0', ''],
  ['registry.example.com/app:1', args('start-single-node')],
])('takes %s %s', (image, container) => {
  expect(findingsOf(id, set(image, container))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('mariadb:11.4', args('--wsrep-new-cluster'))} "`)).toEqual([]);
});
