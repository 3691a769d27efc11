import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-surge-port-taken';
const surge = (pod: string, ports: string, budget = '1') =>
  `${daemonSet(
    `  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: ${budget}\n`,
    pod,
  )}${ports}`;
const CONTAINER_PORT = '          ports:\n            - containerPort: 9100\n';
const HOST_PORT = `${CONTAINER_PORT}              hostPort: 9101\n`;

it('finds a host port, and ports on the host network', () => {
  expect(findingsOf(id, surge('', HOST_PORT))).toMatchObject([
    { category: 'broken', field: 'spec.updateStrategy.rollingUpdate.maxSurge', marked: '1' },
  ]);
  expect(findingsOf(id, surge('', HOST_PORT))[0]?.message).toContain('port 9101');
  expect(findingsOf(id, surge('      hostNetwork: true\n', CONTAINER_PORT, '25%'))[0]?.message).toContain('port 9100');
});
it('finds pods that may not share a node', () => {
  const apart = (label: string) =>
    `      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: kubernetes.io/hostname\n              labelSelector: {matchLabels: {app: ${label}}}\n`;
  expect(findingsOf(id, surge(apart('agent'), ''))[0]?.message).toContain('podAntiAffinity');
  expect(findingsOf(id, surge(apart('other'), ''))).toEqual([]);
});
it('takes ports of the pod, host ports without surge, and a surge of 0', () => {
  expect(findingsOf(id, surge('', CONTAINER_PORT))).toEqual([]);
  expect(findingsOf(id, `${daemonSet()}${HOST_PORT}`)).toEqual([]);
  expect(findingsOf(id, surge('', HOST_PORT, '0').replace('maxUnavailable: 0', 'maxUnavailable: 1'))).toEqual([]);
});
it('is silent under OnDelete', () => {
  const text = surge('', HOST_PORT).replace('    rollingUpdate', '    type: OnDelete\n    rollingUpdate');
  expect(findingsOf(id, text)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${surge('', HOST_PORT)}  "`)).toEqual([]);
});
