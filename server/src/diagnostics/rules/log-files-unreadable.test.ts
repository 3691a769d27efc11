import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'log-files-unreadable';
const agent = (security: string, { path = '/var/log', image = 'fluent/fluent-bit:3.2.4', own = '' } = {}) =>
  workload('DaemonSet', 'agent', {
    image,
    pod: `      securityContext: ${security}\n      volumes: [{name: log, hostPath: {path: ${path}}}]\n`,
    container: `${own}          volumeMounts: [{name: log, mountPath: /var/log, readOnly: true}]\n`,
  });
const USER = '{runAsUser: 1000, runAsGroup: 1000}';

it('finds a collector of another user and group', () => {
  const field = 'spec.template.spec.securityContext.runAsUser';
  expect(findingsOf(id, agent(USER))).toMatchObject([{ category: 'broken', field }]);
  expect(findingsOf(id, agent(USER, { path: '/var/log/pods' }))).toHaveLength(1);
});
it.each([
  '{runAsUser: 0}',
  '{runAsUser: 1000}',
  '{runAsUser: 1000, runAsGroup: 0}',
  '{runAsUser: 1000, runAsGroup: 1000, supplementalGroups: [0]}',
])('takes %s', (security) => {
  expect(findingsOf(id, agent(security))).toEqual([]);
});
it('takes a capability, another directory, another program, and a text that cannot be read', () => {
  const own = '          securityContext: {capabilities: {add: [DAC_READ_SEARCH]}}\n';
  expect(findingsOf(id, agent(USER, { own }))).toEqual([]);
  expect(findingsOf(id, agent(USER, { path: '/var/log/journal' }))).toEqual([]);
  expect(findingsOf(id, agent(USER, { image: 'registry.example.com/app:1' }))).toEqual([]);
  expect(findingsOf(id, `${agent(USER)} "`)).toEqual([]);
});
