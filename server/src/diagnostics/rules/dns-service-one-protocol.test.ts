import { expect, it } from 'vitest';
import { service } from '../fixtures';
import { daemonSet, findingsOf } from '../testing';

const id = 'dns-service-one-protocol';
const dns = (ports: string, name = 'dns') => service(name, `  selector: {app: agent}\n  ports:\n${ports}`);
const UDP = '    - {name: dns, port: 53, protocol: UDP}\n';
const TCP = '    - {name: dns-tcp, port: 53}\n';
const both = `${daemonSet()}          ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]\n`;

it('finds one protocol where the pods serve both', () => {
  expect(findingsOf(id, dns(TCP), { others: both })).toMatchObject([{ category: 'risk', field: 'spec.ports[0]' }]);
  expect(findingsOf(id, dns(TCP), { others: both })[0]?.message).toContain('over TCP alone');
  expect(findingsOf(id, dns(UDP), { others: both })[0]?.message).toContain('over UDP alone');
  const server = daemonSet().replace('registry.k8s.io/nginx-slim:0.27', 'coredns/coredns:1.12.0');
  expect(findingsOf(id, dns(TCP), { others: server })).toHaveLength(1);
});
it('takes both, a Service for each, and what is no name server', () => {
  expect(findingsOf(id, dns(UDP + TCP), { others: both })).toEqual([]);
  expect(findingsOf(id, dns(TCP), { others: `${both}---\n${dns(UDP, 'dns-udp')}` })).toEqual([]);
  expect(findingsOf(id, dns(TCP), { others: daemonSet() })).toEqual([]);
  expect(findingsOf(id, dns(TCP.replace('53', '80')), { others: both })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${dns(TCP)} "`, { others: both })).toEqual([]);
});
