import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'memory-request-missing';
const store = (more = '') => statefulSet().replace('registry.k8s.io/nginx-slim:0.27', 'postgres:16.6') + more;

it('finds a store that asks for no memory', () => {
  expect(findingsOf(id, store())).toMatchObject([{ category: 'risk', field: 'spec.template.spec.containers[0]' }]);
  expect(findingsOf(id, store('          resources: {requests: {cpu: 1}}\n'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].resources' },
  ]);
});
it('finds an agent of the node', () => {
  const cni = daemonSet('', '      volumes: [{name: cni, hostPath: {path: /opt/cni/bin}}]\n');
  expect(findingsOf(id, cni)[0]?.message).toContain('network plugin');
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('takes a request, a limit, and other programs', () => {
  expect(findingsOf(id, store('          resources: {requests: {memory: 1Gi}}\n'))).toEqual([]);
  expect(findingsOf(id, store('          resources: {limits: {memory: 1Gi}}\n'))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${store()} "`)).toEqual([]);
});
