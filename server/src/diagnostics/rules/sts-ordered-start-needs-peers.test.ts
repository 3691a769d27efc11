import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-ordered-start-needs-peers';
const MEMBERS =
  '--initial-cluster=web-0=http://web-0.nginx:2380,web-1=http://web-1.nginx:2380,web-2=http://web-2.nginx:2380';
const probe = (...command: string[]) =>
  `          readinessProbe:\n            exec:\n              command: [${command.map((each) => `'${each}'`).join(', ')}]\n`;
const store = (image: string, argument: string, readiness: string, spec = '') =>
  `${statefulSet(spec).replace('registry.k8s.io/nginx-slim:0.27', image)}          args: ['${argument}']\n${readiness}`;
const HEALTH = probe('etcdctl', 'endpoint', 'health', '--cluster');
const etcd = (spec = '', readiness = HEALTH, argument = MEMBERS) =>
  store('quay.io/coreos/etcd:v3.5.17', argument, readiness, spec);

it('finds a first member that waits for a quorum', () => {
  expect(findingsOf(id, etcd())).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].readinessProbe' },
  ]);
  expect(findingsOf(id, etcd('  podManagementPolicy: OrderedReady\n'))).toMatchObject([
    { field: 'spec.podManagementPolicy', marked: 'OrderedReady' },
  ]);
  const http = '          readinessProbe:\n            httpGet: {path: /health, port: 2379}\n';
  expect(findingsOf(id, etcd('', http))).toHaveLength(1);
});
it('finds masters that are named', () => {
  const masters = '          env: [{name: cluster.initial_master_nodes, value: "web-0,web-1,web-2"}]\n';
  const green =
    '          readinessProbe:\n            httpGet: {path: "/_cluster/health?wait_for_status=yellow", port: 9200}\n';
  expect(findingsOf(id, store('elasticsearch:8.16.1', '-q', `${masters}${green}`))).toHaveLength(1);
  expect(findingsOf(id, store('elasticsearch:8.16.1', '-q', green))).toEqual([]);
});
it('finds it in ZooKeeper and Consul', () => {
  expect(
    findingsOf(
      id,
      store(
        'zookeeper:3.9',
        'server.1=web-0.nginx:2888:3888 server.2=web-1.nginx:2888:3888',
        probe('zkServer.sh', 'status'),
      ),
    ),
  ).toHaveLength(1);
  expect(
    findingsOf(
      id,
      store(
        'hashicorp/consul:1.20.1',
        '-bootstrap-expect=3',
        probe('sh', '-c', 'curl -s localhost:8500/v1/status/leader | grep .'),
      ),
    ),
  ).toHaveLength(1);
});
it('finds probes that count the members, and shards that are given out later', () => {
  const galera = probe('sh', '-c', 'mysql -e "show status like wsrep_cluster_size" | grep -w 3');
  expect(findingsOf(id, store('mariadb:11.4', '--wsrep-on', galera))).toHaveLength(1);
  const redis = probe('sh', '-c', 'redis-cli cluster info | grep cluster_state:ok');
  expect(findingsOf(id, store('redis:7.4.1', '--cluster-enabled yes', redis))).toHaveLength(1);
  expect(findingsOf(id, store('redis:7.4.1', '--appendonly yes', redis))).toEqual([]);
});
it('takes Parallel, one member, probes of the member alone, and members that join later', () => {
  expect(findingsOf(id, etcd('  podManagementPolicy: Parallel\n'))).toEqual([]);
  expect(findingsOf(id, etcd().replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, etcd('', '          readinessProbe:\n            tcpSocket: {port: 2379}\n'))).toEqual([]);
  expect(findingsOf(id, etcd('', HEALTH, '--initial-cluster=web-0=http://web-0.nginx:2380'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${etcd()}  "`)).toEqual([]);
});
