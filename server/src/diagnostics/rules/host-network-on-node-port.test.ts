import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'host-network-on-node-port';
const pod = (port: string, spec = '      hostNetwork: true\n', image = 'example.com/agent:1') =>
  `${daemonSet('', spec).replace('registry.k8s.io/nginx-slim:0.27', image)}          ports: [{${port}}]\n`;

it('finds a port of the kubelet', () => {
  expect(findingsOf(id, pod('containerPort: 10250'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].ports[0].containerPort', marked: '10250' },
  ]);
  expect(findingsOf(id, pod('containerPort: 80, hostPort: 10250', ''))).toHaveLength(1);
});
it('finds ports of the control plane where the pods are placed there', () => {
  const there = '      hostNetwork: true\n      nodeSelector: {node-role.kubernetes.io/control-plane: ""}\n';
  expect(findingsOf(id, pod('containerPort: 2379', there))).toHaveLength(1);
  expect(findingsOf(id, pod('containerPort: 2379', there, 'quay.io/coreos/etcd:v3.5.17'))).toEqual([]);
  expect(findingsOf(id, pod('containerPort: 2379'))).toEqual([]);
});
it('takes other ports, the pod network, and the owner itself', () => {
  expect(findingsOf(id, pod('containerPort: 9099'))).toEqual([]);
  expect(findingsOf(id, pod('containerPort: 10250', ''))).toEqual([]);
  expect(findingsOf(id, pod('containerPort: 10256', undefined, 'registry.k8s.io/kube-proxy:v1.36.0'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('containerPort: 10250')} "`)).toEqual([]);
});
