import { expect, it } from 'vitest';
import { file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'host-ports-clash';
const port = (host: number, more = '') =>
  `          ports:\n            - containerPort: 80\n              hostPort: ${host}\n${more}`;
const daemon = (name: string, container: string, pod = '') => workload('DaemonSet', name, { container, pod });
const onHost = (name: string, number: number, pod = '') =>
  daemon(name, `          ports:\n            - containerPort: ${number}\n`, `      hostNetwork: true\n${pod}`);

it('finds two daemons on one port, once', () => {
  const found = findingsOf(id, file(daemon('a', port(8125)), daemon('b', port(8125))));
  expect(found).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].ports[0].hostPort', marked: '8125' },
  ]);
});
it('finds them on the host network', () => {
  const found = findingsOf(id, file(onHost('a', 9100), onHost('b', 9100)));
  expect(found).toMatchObject([{ field: 'spec.template.spec.containers[0].ports[0].containerPort' }]);
  expect(findingsOf(id, file(onHost('a', 9100), daemon('b', port(9100))))).toHaveLength(1);
});
it('finds a set on the port of a daemon', () => {
  expect(
    findingsOf(id, file(daemon('a', port(80)), workload('StatefulSet', 'web', { container: port(80) }))),
  ).toHaveLength(1);
});
it('takes other ports, protocols, addresses and nodes', () => {
  const udp = port(8125, '              protocol: UDP\n');
  expect(findingsOf(id, file(daemon('a', port(8125)), daemon('b', port(8126))))).toEqual([]);
  expect(findingsOf(id, file(daemon('a', port(8125)), daemon('b', udp)))).toEqual([]);
  const [one, two] = ['127.0.0.1', '10.0.0.1'].map((ip) => port(8125, `              hostIP: ${ip}\n`));
  expect(findingsOf(id, file(daemon('a', one ?? ''), daemon('b', two ?? '')))).toEqual([]);
  const on = (pool: string) => `      nodeSelector:\n        pool: ${pool}\n`;
  expect(findingsOf(id, file(onHost('a', 9100, on('cpu')), onHost('b', 9100, on('gpu'))))).toEqual([]);
  expect(findingsOf(id, onHost('a', 9100), { others: onHost('b', 9100) })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${daemon('a', port(8125))}  "`, `${daemon('b', port(8125))}  "`))).toEqual([]);
});
