import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'sts-service-hides-peers';
const peers = (more = '') => service('db', `  clusterIP: None\n${more}  selector:\n    app: db\n`);
const HEALTH = '[etcdctl, endpoint, health]';
const set = (command = HEALTH, replicas = 3, image = 'quay.io/coreos/etcd:v3.5.17') =>
  workload('StatefulSet', 'db', {
    image,
    spec: `  serviceName: db\n  replicas: ${replicas}\n`,
    container: `          args: [--initial-cluster=db-0=http://db-0.db:2380]\n          readinessProbe:\n            exec:\n              command: ${command}\n`,
  });

it('finds that each waits for the other', () => {
  const [finding, ...more] = findingsOf(id, file(peers(), set()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].readinessProbe' });
  expect(finding?.message).toContain('etcd');
});
it('takes a Service that publishes them, a probe of its own, one member, and other programs', () => {
  expect(findingsOf(id, file(peers('  publishNotReadyAddresses: true\n'), set()))).toEqual([]);
  expect(findingsOf(id, file(peers(), set('[etcdctl, version]')))).toEqual([]);
  expect(findingsOf(id, file(peers(), set(HEALTH, 1)))).toEqual([]);
  expect(findingsOf(id, file(peers(), set(HEALTH, 3, 'registry.example.com/app:1')))).toEqual([]);
  expect(findingsOf(id, set())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(peers(), `${set()}  "`))).toEqual([]);
});
