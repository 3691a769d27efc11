import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-host-loopback';
const probe = (host: string, pod = '') =>
  `${statefulSet('', pod)}          readinessProbe:\n            httpGet:\n              host: ${host}\n              port: 8080\n`;

it.each(['localhost', '127.0.0.1', '0.0.0.0'])('finds %s', (host) => {
  expect(findingsOf(id, probe(host))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].readinessProbe.httpGet.host', marked: host },
  ]);
});
it('finds a name of the cluster', () => {
  expect(findingsOf(id, probe('web.shop.svc'))[0]?.message).toContain('resolver');
});
it('takes the node’s address on the host network, and other hosts', () => {
  expect(findingsOf(id, probe('127.0.0.1', '      hostNetwork: true\n'))).toEqual([]);
  expect(findingsOf(id, probe('status.example.com'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${probe('localhost')} "`)).toEqual([]);
});
it('leaves the host out', () => {
  const [fix] = findingsOf(id, probe('localhost'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({
    preferred: true,
    result: probe('localhost').replace('              host: localhost\n', ''),
  });
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
