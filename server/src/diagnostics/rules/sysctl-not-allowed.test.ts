import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'sysctl-not-allowed';
const pod = (name: string) => daemonSet('', `      securityContext: {sysctls: [{name: ${name}, value: "1"}]}\n`);

it('finds sysctls of the node, and unsafe ones', () => {
  expect(findingsOf(id, pod('vm.max_map_count'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.securityContext.sysctls[0].name', marked: 'vm.max_map_count' },
  ]);
  expect(findingsOf(id, pod('net.core.somaxconn'))[0]?.message).toContain('--allowed-unsafe-sysctls');
});
it('takes safe ones, by release', () => {
  expect(findingsOf(id, pod('net.ipv4.ip_local_port_range'))).toEqual([]);
  expect(findingsOf(id, pod('net/ipv4/tcp_syncookies'))).toEqual([]);
  expect(findingsOf(id, pod('net.ipv4.tcp_rmem'))).toEqual([]);
  expect(findingsOf(id, pod('net.ipv4.tcp_rmem'), { version: '1.31' })).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('vm.max_map_count')} "`)).toEqual([]);
});
