import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'program-not-in-image';
const pod = (image: string, lines: string) =>
  `${daemonSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          ${lines}\n`;
const probe = (command: string) => `readinessProbe: {exec: {command: ${command}}}`;

it.each([
  ['gcr.io/distroless/static-debian12:nonroot', '[/bin/sh, -c, "wget -qO- localhost:1"]'],
  ['otel/opentelemetry-collector:0.116.1', '[cat, /tmp/ready]'],
  ['nats:2.10', '[sh, -c, true]'],
  ['example.com/app:1.2-distroless', '[sh, -c, true]'],
  ['busybox:1.37.0', '[bash, -c, true]'],
  ['alpine:3.20', '[sh, -c, "curl -f localhost"]'],
  ['redis:7.4', '[sh, -c, "nc -z localhost 6379"]'],
  ['postgres:16.6-alpine', '[curl, -f, "http://localhost:5432"]'],
  ['redis:7.4', '[pgrep, redis-server]'],
  ['quay.io/prometheus/prometheus:v3.1.0', '[curl, -f, "http://localhost:9090/-/ready"]'],
  ['redis:7.4-alpine', '[bash, -c, "redis-cli ping"]'],
])('finds in %s: %s', (image, command) => {
  expect(findingsOf(id, pod(image, probe(command)))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].readinessProbe.exec.command' },
  ]);
});
it('finds hooks and commands', () => {
  expect(findingsOf(id, pod('nats:2.10', 'lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}'))).toHaveLength(1);
  expect(findingsOf(id, pod('nats:2.10', 'command: [sh, -c, nats-server]'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].command' },
  ]);
});
it.each([
  ['gcr.io/distroless/static-debian12:debug', '[/busybox/sh, -c, true]'],
  ['nats:2.10-alpine', '[sh, -c, true]'],
  ['gcr.io/distroless/static-debian12', '[/health]'],
  ['postgres:16.6-alpine', '[bash, -c, "pg_isready"]'],
  ['redis:7.4-alpine', '[pgrep, redis-server]'],
  ['nginx:1.27-alpine', '[curl, -f, localhost]'],
  ['prom/prometheus:v3.1.0', '[wget, -qO-, "localhost:9090/-/ready"]'],
  ['quay.io/coreos/etcd:v3.5.17', '[etcdctl, endpoint, status]'],
  ['redis:7.4', '[bash, -c, "redis-cli ping"]'],
  ['alpine:3.20', '[sh, -c, "apk add curl && curl localhost"]'],
])('takes in %s: %s', (image, command) => {
  expect(findingsOf(id, pod(image, probe(command)))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('nats:2.10', probe('[sh]'))} "`)).toEqual([]);
});
