import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'node-critical-without-priority';
const HOST = '      hostNetwork: true\n';
const inSystem = (text: string) => text.replace('  name: agent\n', '  name: agent\n  namespace: kube-system\n');
const cni = '      volumes: [{name: cni, hostPath: {path: /opt/cni/bin}}]\n';

it('finds node agents', () => {
  expect(findingsOf(id, inSystem(daemonSet('', HOST)))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec' },
  ]);
  expect(findingsOf(id, daemonSet('', cni))[0]?.message).toContain('network plugin');
  expect(
    findingsOf(id, daemonSet('', HOST).replace('registry.k8s.io/nginx-slim:0.27', 'quay.io/cilium/cilium:v1.17.0')),
  ).toHaveLength(1);
  expect(findingsOf(id, daemonSet('', cni.replace('/opt/cni/bin', '/var/lib/kubelet/device-plugins')))).toHaveLength(1);
});
it('takes other daemons, and those with a priority', () => {
  expect(findingsOf(id, daemonSet('', HOST))).toEqual([]);
  expect(findingsOf(id, inSystem(daemonSet()))).toEqual([]);
  expect(findingsOf(id, daemonSet('', `${cni}      priorityClassName: agents\n`))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', cni)} "`)).toEqual([]);
});
it('sets the class', () => {
  const [fix] = findingsOf(id, daemonSet('', cni))[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(false);
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
