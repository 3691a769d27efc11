import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'host-network-without-cluster-dns';
const pod = (lines: string, spec = '      hostNetwork: true\n') => `${daemonSet('', spec)}          ${lines}\n`;
const ARGS = 'args: ["--server=http://loki.logging.svc:3100"]';

it('finds a name of the cluster', () => {
  expect(findingsOf(id, pod(ARGS))).toMatchObject([{ category: 'broken', field: 'spec.template.spec.hostNetwork' }]);
  expect(findingsOf(id, pod('env: [{name: HOST, value: loki.logging.svc.cluster.local}]'))).toHaveLength(1);
});
it('finds it in a ConfigMap that is mounted', () => {
  const volume = '      hostNetwork: true\n      volumes: [{name: config, configMap: {name: agent}}]\n';
  const others =
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: agent\ndata:\n  a.yaml: |\n    url: http://loki.logging.svc:3100\n';
  expect(findingsOf(id, pod('', volume), { others })).toHaveLength(1);
  expect(findingsOf(id, pod('', volume), { others: others.replace('url:', '# url:') })).toEqual([]);
});
it('finds dnsPolicy Default', () => {
  expect(findingsOf(id, pod(ARGS, '      dnsPolicy: Default\n'))).toMatchObject([
    { field: 'spec.template.spec.dnsPolicy' },
  ]);
});
it('takes the right policy, the pod network, other names, and names that are only compared', () => {
  expect(findingsOf(id, pod(ARGS, '      hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet\n'))).toEqual([]);
  expect(findingsOf(id, pod(ARGS, ''))).toEqual([]);
  expect(findingsOf(id, pod('args: ["--server=http://loki.example.com"]'))).toEqual([]);
  expect(findingsOf(id, pod('args: ["--tls-server-name=loki.logging.svc"]'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod(ARGS)} "`)).toEqual([]);
});
it('sets the policy', () => {
  const [fix] = findingsOf(id, pod(ARGS))[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(true);
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
it('finds public resolvers with dnsPolicy None', () => {
  const none = (server: string) => `      dnsPolicy: None\n      dnsConfig: {nameservers: ["${server}"]}\n`;
  expect(findingsOf(id, pod(ARGS, none('8.8.8.8')))).toMatchObject([
    { field: 'spec.template.spec.dnsConfig.nameservers' },
  ]);
  expect(findingsOf(id, pod(ARGS, none('169.254.20.10')))).toEqual([]);
  expect(findingsOf(id, pod('args: ["--server=http://loki.example.com"]', none('1.1.1.1')))).toEqual([]);
});
