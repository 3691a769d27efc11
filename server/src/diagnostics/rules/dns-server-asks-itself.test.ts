import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'dns-server-asks-itself';
const dns = (
  pod: string,
  {
    name = 'coredns',
    file = '.:53 {\n  kubernetes cluster.local in-addr.arpa\n  forward . /etc/resolv.conf\n}\n',
  } = {},
) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: dns}\ndata:\n  Corefile: ${JSON.stringify(file)}\n---\n${workload(
    'DaemonSet',
    name,
    {
      image: 'registry.k8s.io/coredns/coredns:v1.12.0',
      pod: `${pod}      volumes: [{name: dns, configMap: {name: dns}}]\n`,
      container: '          volumeMounts: [{name: dns, mountPath: /etc/coredns}]\n',
    },
  )}`;

it('finds the policy', () => {
  expect(findingsOf(id, dns('      dnsPolicy: ClusterFirst\n'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.dnsPolicy' },
  ]);
  expect(findingsOf(id, dns(''))).toMatchObject([{ field: 'spec.template.spec' }]);
});
it('takes the node’s resolver, another upstream, and another server than the cluster’s', () => {
  expect(findingsOf(id, dns('      dnsPolicy: Default\n'))).toEqual([]);
  expect(findingsOf(id, dns('      hostNetwork: true\n'))).toEqual([]);
  expect(findingsOf(id, dns('', { file: '.:53 {\n  kubernetes cluster.local\n  forward . 10.0.0.2\n}\n' }))).toEqual(
    [],
  );
  expect(findingsOf(id, dns('', { name: 'edge' }))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${dns('')} "`)).toEqual([]);
});
