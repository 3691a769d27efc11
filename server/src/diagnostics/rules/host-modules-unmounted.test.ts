import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'host-modules-unmounted';
const agent = (line: string, mount = '', volume = '/lib/modules') =>
  workload('DaemonSet', 'agent', {
    pod: `      volumes: [{name: m, hostPath: {path: ${volume}}}]\n`,
    container: `          command: ${line}\n${mount === '' ? '' : `          volumeMounts: [{name: m, mountPath: ${mount}}]\n`}`,
  });

it.each([
  '[modprobe, wireguard]',
  '[sh, -c, "modprobe ip_vs && exec agent"]',
  '[sh, -ec, "modprobe ip_vs; exec agent"]',
])('finds %s', (line) => {
  expect(findingsOf(id, agent(line))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].command' },
  ]);
  expect(findingsOf(id, agent(line, '/lib/modules'))).toEqual([]);
});
it.each([
  '[sh, -c, "modprobe ip_vs || true; exec agent"]',
  '[sh, -c, "modprobe ip_vs; exec agent"]',
  '[nsenter, -t, "1", -m, modprobe, ip_vs]',
  '[modprobe, -d, /host, ip_vs]',
  '[chroot, /host, modprobe, ip_vs]',
])('takes %s', (line) => {
  expect(findingsOf(id, agent(line))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent('[modprobe, x]')} "`)).toEqual([]);
});
