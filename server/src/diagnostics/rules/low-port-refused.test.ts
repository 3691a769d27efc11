import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'low-port-refused';
const DROPPED = 'runAsUser: 65532, capabilities: {drop: [ALL]}';
const agent = (context: string, port = 80, pod = '      hostNetwork: true\n') =>
  `${daemonSet('', pod)}          ports: [{containerPort: ${port}}]\n          securityContext: {${context}}\n`;

it('finds a low port of another user than root on the host network', () => {
  expect(findingsOf(id, agent(DROPPED))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].ports[0].containerPort', marked: '80' },
  ]);
});
it('takes root, the capability, a high port, a file that may have it, and the pod network', () => {
  expect(findingsOf(id, agent(DROPPED.replace('65532', '0')))).toEqual([]);
  expect(findingsOf(id, agent('runAsUser: 65532, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}'))).toEqual([]);
  expect(findingsOf(id, agent(DROPPED, 8080))).toEqual([]);
  expect(findingsOf(id, agent('runAsUser: 65532'))).toEqual([]);
  expect(findingsOf(id, agent(DROPPED, 80, ''))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${agent(DROPPED)} "`)).toEqual([]);
});
