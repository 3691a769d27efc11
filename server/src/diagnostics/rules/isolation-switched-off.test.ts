import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'isolation-switched-off';
const spec = 'spec.template.spec';
const container = (context: string, pod = '') => `${daemonSet('', pod)}          securityContext: ${context}\n`;

it('finds all capabilities', () => {
  expect(findingsOf(id, container('{capabilities: {add: [ALL]}}'))).toMatchObject([
    { category: 'risk', field: `${spec}.containers[0].securityContext.capabilities.add[0]` },
  ]);
});
it('finds Unconfined for the pod and for a container, and puts the filter on', () => {
  const text = daemonSet('', '      securityContext: {seccompProfile: {type: Unconfined}}\n');
  const [finding] = findingsOf(id, text);
  expect(finding).toMatchObject({ field: `${spec}.securityContext.seccompProfile.type` });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? text)).toEqual([]);
  expect(findingsOf(id, container('{seccompProfile: {type: Unconfined}}'))).toMatchObject([
    { field: `${spec}.containers[0].securityContext.seccompProfile.type` },
  ]);
});
it('finds AppArmor switched off', () => {
  expect(findingsOf(id, container('{appArmorProfile: {type: Unconfined}}'))).toMatchObject([
    { field: `${spec}.containers[0].securityContext.appArmorProfile.type` },
  ]);
});
it('finds the shared memory of the node', () => {
  expect(findingsOf(id, daemonSet('', '      hostIPC: true\n'))).toMatchObject([{ field: `${spec}.hostIPC` }]);
});
it('takes what looks after the node', () => {
  expect(findingsOf(id, container('{privileged: true}', '      hostIPC: true\n'))).toEqual([]);
  const filter = '      securityContext: {seccompProfile: {type: Unconfined}}\n';
  expect(findingsOf(id, container('{capabilities: {add: [SYS_ADMIN]}}', filter))).toEqual([]);
  expect(findingsOf(id, daemonSet('', '      hostPID: true\n      hostIPC: true\n'))).toEqual([]);
  expect(findingsOf(id, container('{capabilities: {add: [NET_ADMIN], drop: [ALL]}}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, container('{capabilities: {add: [ALL]}} "'))).toEqual([]);
});
