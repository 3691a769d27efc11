import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'sts-replicas-share-node';
const store = (pod = '') => statefulSet('', pod).replace('registry.k8s.io/nginx-slim:0.27', 'zookeeper:3.9.3');

it('finds replicas that nothing keeps apart', () => {
  expect(findingsOf(id, store())).toMatchObject([{ category: 'style', field: 'spec.template.spec' }]);
});
it('takes one replica, any spread, and daemons', () => {
  const spread =
    '      topologySpreadConstraints:\n        - topologyKey: kubernetes.io/hostname\n          maxSkew: 1\n          whenUnsatisfiable: ScheduleAnyway\n          labelSelector: {matchLabels: {app: web}}\n';
  expect(findingsOf(id, store(spread))).toEqual([]);
  expect(findingsOf(id, store().replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${store()} "`)).toEqual([]);
});
