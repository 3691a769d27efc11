import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'listens-on-other-port';
const run = (told: string, ports = '[{name: http, containerPort: 9100}]', probe = 'httpGet: {port: http}') =>
  findingsOf(
    id,
    `${statefulSet()}          ${told}\n          ports: ${ports}\n          readinessProbe: {${probe}}\n`,
  );

it.each([
  ['args: ["--web.listen-address=:9101"]', 'args[0]'],
  ['args: [--port, "9101"]', 'args[1]'],
  ['command: [serve, "--listen=0.0.0.0:9101"]', 'command[1]'],
  ['env: [{name: PORT, value: "9101"}]', 'env[0].value'],
] as const)('finds %s', (told, field) => {
  expect(run(told)).toMatchObject([{ category: 'broken', field: `spec.template.spec.containers[0].${field}` }]);
});
it.each([
  ['args: ["--web.listen-address=:9100"]'],
  ['args: ["--listen=:9101", "--health-addr=:9100"]'],
  ['args: ["--listen=:9101", "--metrics"]'],
  ['args: ["--port=9101", "--host=db"]'],
  ['args: ["--address=http://127.0.0.1:9101"]'],
  ['args: ["--metrics-address=:9101"]'],
  ['args: ["--upstream=http://127.0.0.1:9101"]'],
  ['args: ["--listen=:9101", "--config=/etc/app.yaml"]'],
  ['command: [sh, -c, "serve --listen=:9101"]'],
  ['args: ["--listen=:9101"]', '[{containerPort: 9101}, {containerPort: 9100}]', 'httpGet: {port: 9100}'],
  ['args: ["--listen=:9101"]', '[{containerPort: 9100}]', 'exec: {command: [check]}'],
  ['args: ["--listen=:9101"]\n          envFrom: [{configMapRef: {name: app}}]'],
  ['args: [--verbose]\n          env: [{name: PORT, value: "9101"}]'],
] as const)('takes %s', (told, ports?: string, probe?: string) => {
  expect(run(told, ports, probe)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(run('args: ["--listen=:9101"')).toEqual([]);
});
