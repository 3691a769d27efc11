import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-data-outside-volumes';
const CLAIM = `  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 1Gi
`;
const set = (image: string, mountPath: string, more = '') =>
  `${statefulSet(CLAIM).replace('registry.k8s.io/nginx-slim:0.27', image)}${more}          volumeMounts:\n          - name: data\n            mountPath: ${mountPath}\n`;
const pgdata = (value: string) => `          env:\n          - name: PGDATA\n            value: ${value}\n`;

it.each([
  ['mysql:8.4.3', '/data', '/var/lib/mysql'],
  ['mongo:8.0.4', '/var/lib/mongo', '/data/db'],
  ['docker.io/library/postgres:16.6', '/var/lib/postgres', '/var/lib/postgresql/data'],
  ['postgres:17.2', '/data', '/var/lib/postgresql/data'],
  ['clickhouse/clickhouse-server:24.8', '/clickhouse', '/var/lib/clickhouse'],
])('finds the claim of %s at %s', (image, mountPath, directory) => {
  const [finding, ...more] = findingsOf(id, set(image, mountPath));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath',
    marked: mountPath,
  });
  expect(finding?.message).toContain(directory);
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds that the program is told to keep it elsewhere', () => {
  const kafka = '          env:\n          - name: KAFKA_LOG_DIRS\n            value: /tmp/logs\n';
  expect(findingsOf(id, set('apache/kafka:3.9.0', '/var/lib/kafka/data', kafka))).toHaveLength(1);
  const option = '          args: [--data-dir=/srv/queue]\n';
  expect(findingsOf(id, set('example.com/shop/queue:1.0', '/data', option))).toHaveLength(1);
  expect(findingsOf(id, set('example.com/shop/queue:1.0', '/srv', option))).toEqual([]);
  expect(findingsOf(id, set('quay.io/thanos/thanos:v0.37.0', '/data', option))).toEqual([]);
});
it('knows what the images of PostgreSQL do with the directory', () => {
  const [parent] = findingsOf(id, set('postgres:16.6', '/var/lib/postgresql'));
  expect(parent?.message).toContain('a volume of its own');
  expect(findingsOf(id, parent?.fixes[0]?.result ?? '')).toEqual([]);
  const [moved] = findingsOf(id, set('postgres:18.1', '/var/lib/postgresql/data'));
  expect(moved?.message).toContain('/var/lib/postgresql/18/docker');
  expect(findingsOf(id, moved?.fixes[0]?.result ?? '')).toEqual([]);
  expect(
    findingsOf(id, set('postgres:18.1', '/var/lib/postgresql/data', pgdata('/var/lib/postgresql/data/pg'))),
  ).toEqual([]);
  expect(findingsOf(id, set('postgres:16.6', '/var/lib/postgresql', pgdata('/var/lib/postgresql/pg')))).toEqual([]);
  expect(findingsOf(id, set('postgres:16.6', '/var/lib/postgresql/data', pgdata('/pgdata')))).toHaveLength(1);
});
it('takes mounts over, at and below the directory, and what may be put elsewhere', () => {
  expect(findingsOf(id, set('mysql:8.4.3', '/var/lib/mysql'))).toEqual([]);
  expect(findingsOf(id, set('mysql:8.4.3', '/var/lib'))).toEqual([]);
  expect(findingsOf(id, set('rabbitmq:4.0.4', '/var/lib/rabbitmq/mnesia'))).toEqual([]);
  expect(findingsOf(id, set('mysql:8.4.3', '/data', '          args: [--datadir=/data]\n'))).toEqual([]);
  expect(findingsOf(id, set('mysql:8.4.3', '/backup', '          command: [sh, -c, mysqldump]\n'))).toEqual([]);
  expect(findingsOf(id, set('example.com/mysql-exporter:1.0', '/data'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('mysql:8.4.3', '/data')} "`)).toEqual([]);
});
it('knows where JetStream stores by default', () => {
  const nats = (args: string) => findingsOf(id, set('nats:2.10', '/data', `          args: ${args}\n`));
  expect(nats('[-js]')[0]?.message).toContain('/tmp/nats/jetstream');
  expect(nats('[-js, -sd, /data/js]')).toEqual([]);
  expect(nats('[-js, -c, /etc/nats.conf]')).toEqual([]);
  expect(nats('[-m, "8222"]')).toEqual([]);
});
