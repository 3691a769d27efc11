import { expect, it } from 'vitest';
import { file, service } from '../fixtures';
import { daemonSet, findingsOf } from '../testing';

const id = 'receiver-on-loopback';
const map = (content: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: agent\ndata:\n  agent.yaml: |\n${content.replace(/^(?=.)/gm, '    ')}`;
const otlp = (endpoint: string) =>
  map(`receivers:\n  otlp:\n    protocols:\n      grpc:\n        endpoint: ${endpoint}\nexporters: {}\n`);
const agent = (pod = '', port = '{name: otlp, containerPort: 4317}') =>
  `${daemonSet('', `${pod}      volumes: [{name: conf, configMap: {name: agent}}]\n`)}          ports: [${port}]\n          volumeMounts: [{name: conf, mountPath: /conf}]\n`;
const front = service('agent', '  selector: {app: agent}\n  ports: [{port: 4317, targetPort: otlp}]\n');

it('finds a receiver that the Service cannot reach', () => {
  expect(findingsOf(id, file(otlp('localhost:4317'), front, agent()))).toMatchObject([
    { category: 'broken', field: 'data[agent.yaml]' },
  ]);
});
it('finds one behind a hostPort, and one of TOML', () => {
  const port = '{containerPort: 4317, hostPort: 4317}';
  expect(findingsOf(id, file(otlp('127.0.0.1:4317'), agent('', port)))).toHaveLength(1);
  const toml = map('[sources.app]\ntype = "vector"\naddress = "127.0.0.1:4317"\n');
  expect(findingsOf(id, file(toml, front, agent()))).toHaveLength(1);
});
it('takes receivers that are heard, that nobody sends to, and addresses to send to', () => {
  expect(findingsOf(id, file(otlp('0.0.0.0:4317'), front, agent()))).toEqual([]);
  expect(findingsOf(id, file(otlp('localhost:4317'), agent()))).toEqual([]);
  expect(findingsOf(id, file(otlp('localhost:4317'), front, agent('      hostNetwork: true\n')))).toEqual([]);
  const sends = map('exporters:\n  otlp:\n    endpoint: localhost:4317\n');
  expect(findingsOf(id, file(sends, front, agent()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${otlp('localhost:4317')}  "`, front, agent()))).toEqual([]);
});
