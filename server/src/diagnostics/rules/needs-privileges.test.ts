import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'needs-privileges';
const pod = (command: string, context = '{}', spec = '') =>
  `${daemonSet('', spec)}          command: ${command}\n          securityContext: ${context}\n`;

it.each([
  '[sysctl, -w, vm.max_map_count=262144]',
  '[sh, -c, "modprobe br_netfilter; exec agent"]',
  '[sh, -c, "iptables -t nat -A PREROUTING -j ACCEPT && agent"]',
  '[sh, -c, "mount -t tmpfs tmpfs /mnt"]',
])('finds %s', (command) => {
  expect(findingsOf(id, pod(command))).toMatchObject([{ category: 'broken' }]);
});
it('finds chown by another user, and nsenter without the host', () => {
  expect(findingsOf(id, pod('[sh, -c, "chown -R 999:999 /data"]', '{runAsUser: 1000}'))[0]?.message).toContain('1000');
  expect(findingsOf(id, pod('[nsenter, -t, "1", -m, --, reboot]', '{privileged: true}'))[0]?.message).toContain(
    'hostPID',
  );
});
it('finds an entry point that cannot change its user', () => {
  const postgres = (context: string) =>
    `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', 'postgres:16.6')}          securityContext: ${context}\n`;
  expect(findingsOf(id, postgres('{capabilities: {drop: [ALL]}}'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].securityContext.capabilities.drop' },
  ]);
  expect(findingsOf(id, postgres('{runAsUser: 999, capabilities: {drop: [ALL]}}'))).toEqual([]);
  expect(findingsOf(id, postgres('{capabilities: {drop: [ALL], add: [SETUID, SETGID, CHOWN]}}'))).toEqual([]);
});
it.each([
  ['[sysctl, -w, vm.max_map_count=262144]', '{privileged: true}'],
  ['[sysctl, net.core.somaxconn]', '{}'],
  ['[sh, -c, "iptables -A INPUT -j ACCEPT"]', '{capabilities: {add: [NET_ADMIN]}}'],
  ['[sh, -c, "modprobe ip_vs || true"]', '{}'],
  ['[sh, -c, "chown -R 1000 /data"]', '{runAsUser: 1000}'],
  ['[sh, -c, "chown -R 999 /data"]', '{}'],
  ['[sh, -c, "echo mount /dev/sda /mnt"]', '{}'],
])('takes %s with %s', (command, context) => {
  expect(findingsOf(id, pod(command, context))).toEqual([]);
});
it('finds chown without its capability', () => {
  const dropped = '{runAsUser: 0, capabilities: {drop: [ALL]}}';
  expect(findingsOf(id, pod('[chown, -R, "999:999", /data]', dropped))[0]?.message).toContain('CHOWN');
  expect(findingsOf(id, pod('[chown, -R, "redis:redis", /data]', dropped))).toHaveLength(1);
  expect(findingsOf(id, pod('[chown, -R, "0:0", /data]', dropped))).toEqual([]);
  expect(findingsOf(id, pod('[chown, -R, "999:999", /data]', '{capabilities: {drop: [ALL], add: [CHOWN]}}'))).toEqual(
    [],
  );
});
it('takes nsenter into the host', () => {
  expect(findingsOf(id, pod('[nsenter, -t, "1", -m]', '{privileged: true}', '      hostPID: true\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('[modprobe, x]')} "`)).toEqual([]);
});
