import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'service-local-traffic-only';
const local = (policy = 'Local', head = '') =>
  service('web', `${head}  internalTrafficPolicy: ${policy}\n  selector:\n    app: web\n`);

it('finds traffic that stays on the node in front of a set', () => {
  expect(findingsOf(id, file(local(), statefulSet()))).toMatchObject([
    { category: 'risk', field: 'spec.internalTrafficPolicy', marked: 'Local' },
  ]);
});
it('finds a node port that answers on some nodes', () => {
  const nodePort = service('web', '  type: NodePort\n  externalTrafficPolicy: Local\n  selector:\n    app: web\n');
  expect(findingsOf(id, file(nodePort, statefulSet()))).toMatchObject([{ field: 'spec.externalTrafficPolicy' }]);
  expect(findingsOf(id, file(nodePort.replace('NodePort', 'LoadBalancer'), statefulSet()))).toEqual([]);
});
it('takes daemons, Cluster, and headless Services', () => {
  expect(findingsOf(id, file(local(), workload('DaemonSet', 'web')))).toEqual([]);
  expect(findingsOf(id, file(local('Cluster'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(local('Local', '  clusterIP: None\n'), statefulSet()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${local()}  "`, statefulSet()))).toEqual([]);
});
it('reaches every node again', () => {
  const [fix] = findingsOf(id, file(local(), statefulSet()))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: local('Cluster') });
});
