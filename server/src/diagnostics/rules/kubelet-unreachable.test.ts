import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'kubelet-unreachable';
const agent = (url: string, pod = '') =>
  workload('DaemonSet', 'agent', { pod, container: `          env: [{name: URL, value: "${url}"}]\n` });

it.each([
  'https://127.0.0.1:10250',
  'https://localhost:10250/metrics',
  'localhost:10255',
  'http://$(NODE_IP):10255/stats',
])('finds %s', (url) => {
  expect(findingsOf(id, agent(url))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].env[0].value' },
  ]);
});
it('takes the host network, the node’s address, other ports, and a text that cannot be read', () => {
  expect(findingsOf(id, agent('https://127.0.0.1:10250', '      hostNetwork: true\n'))).toEqual([]);
  expect(findingsOf(id, agent('https://$(NODE_IP):10250'))).toEqual([]);
  expect(findingsOf(id, agent('https://127.0.0.1:102500'))).toEqual([]);
  expect(findingsOf(id, `${agent('https://127.0.0.1:10250')} "`)).toEqual([]);
});
