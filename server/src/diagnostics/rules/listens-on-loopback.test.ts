import { expect, it } from 'vitest';
import { file, service } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'listens-on-loopback';
const run = (args: string, probe = 'httpGet: {port: 9100}') =>
  findingsOf(
    id,
    `${statefulSet()}          args: ${args}\n          ports: [{name: http, containerPort: 9100}]\n          readinessProbe: {${probe}}\n`,
  );

it.each([
  ['["--web.listen-address=127.0.0.1:9100"]', 0],
  ['[--listen, "localhost:9100"]', 1],
  ['["--listen-client-urls=http://127.0.0.1:9100"]', 0],
  ['[--verbose, --bind, 127.0.0.1]', 2],
] as const)('finds %s', (args, index) => {
  expect(run(args)).toMatchObject([{ category: 'broken', field: `spec.template.spec.containers[0].args[${index}]` }]);
});
it('finds a named port', () => {
  expect(run('["--listen=127.0.0.1:9100"]', 'tcpSocket: {port: http}')).toHaveLength(1);
});
it('finds a variable, and a Service that leads there', () => {
  const told = 'env: [{name: LISTEN_ADDR, value: "127.0.0.1:9100"}]';
  const text = `${statefulSet()}          ${told}\n          ports: [{name: http, containerPort: 9100}]\n`;
  expect(findingsOf(id, `${text}          livenessProbe: {tcpSocket: {port: 9100}}\n`)).toMatchObject([
    { field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
  const front = (target: string) =>
    service('nginx', `  clusterIP: None\n  selector: {app: web}\n  ports: [{port: 80, targetPort: ${target}}]\n`);
  expect(findingsOf(id, file(text, front('http')))).toMatchObject([
    { message: expect.stringContaining('Service nginx') as string },
  ]);
  expect(findingsOf(id, file(text, front('9443')))).toEqual([]);
  expect(findingsOf(id, text)).toEqual([]);
});
it.each([
  ['["--web.listen-address=:9100"]'],
  ['["--listen=127.0.0.1:9101"]'],
  ['["--listen=127.0.0.1:9100"]', 'httpGet: {port: 9100, host: 127.0.0.1}'],
  ['["--listen=127.0.0.1:9100"]', 'exec: {command: [check]}'],
  ['["--listen-client-urls=http://127.0.0.1:9100,http://$(POD_IP):9100"]'],
  ['["--upstream=http://127.0.0.1:9100"]'],
] as const)('takes %s', (args, probe?: string) => {
  expect(run(args, probe)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}          args: ["--listen=127.0.0.1:80"]\n "`)).toEqual([]);
});
