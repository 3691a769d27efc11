import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'host-view-unmounted';
const agent = (
  lines: string,
  mountPath = '/host/root',
  host = '/',
  image = 'quay.io/prometheus/node-exporter:v1.8.2',
) =>
  `${daemonSet('', `      volumes: [{name: root, hostPath: {path: ${host}}}]\n`).replace('registry.k8s.io/nginx-slim:0.27', image)}          volumeMounts: [{name: root, mountPath: ${mountPath}, readOnly: true}]\n${lines}`;
const args = (text: string) => `          args: ${text}\n`;

it('finds a path under which nothing of the node is mounted', () => {
  const [finding, ...more] = findingsOf(id, agent(args('[--path.rootfs=/rootfs]')));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].args[0]' });
  expect(finding?.message).toContain('mounted at /host/root');
  expect(findingsOf(id, agent(args('[--path.procfs, /host/proc]'), '/host/sys', '/sys'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].args[1]' },
  ]);
});
it('finds a variable', () => {
  const env = '          env: [{name: HOST_PROC, value: /rootfs/proc}]\n';
  expect(findingsOf(id, agent(env, '/hostfs', '/', 'telegraf:1.33.0'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
});
it('finds node exporter that is not told', () => {
  expect(findingsOf(id, agent(args('[--web.listen-address=:9100]')))).toMatchObject([
    { field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath' },
  ]);
  expect(findingsOf(id, agent('', '/host', '/', 'prom/node-exporter:v0.15.2'))).toEqual([]);
});
it('takes what is mounted, in parts too', () => {
  expect(findingsOf(id, agent(args('[--path.rootfs=/host/root, --path.procfs=/host/root/proc]')))).toEqual([]);
  expect(findingsOf(id, agent(args('[--path.procfs=/proc]'), '/host/proc', '/proc'))).toEqual([]);
  expect(findingsOf(id, agent(args('[--path.rootfs=/host]'), '/host/var', '/var'))).toEqual([]);
  expect(findingsOf(id, agent('', '/host', '/', 'registry.example.com/agent:1.0.0'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent(args('[--path.rootfs=/rootfs]'))} "`)).toEqual([]);
});
