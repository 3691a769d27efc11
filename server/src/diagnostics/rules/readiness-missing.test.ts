import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'readiness-missing';
const store = (spec = '', more = '') =>
  statefulSet(spec).replace('registry.k8s.io/nginx-slim:0.27', 'cockroachdb/cockroach:v24.3.0') + more;

it('finds a replicated store without one', () => {
  expect(findingsOf(id, store())).toMatchObject([{ category: 'risk', field: 'spec.template.spec.containers[0]' }]);
});
it('finds one that serves a port', () => {
  expect(findingsOf(id, `${statefulSet()}          ports: [{containerPort: 80}]\n`)[0]?.message).toContain('nginx');
});
it('takes a probe, a wait, one replica, and other programs', () => {
  expect(findingsOf(id, store('', '          readinessProbe: {tcpSocket: {port: 8080}}\n'))).toEqual([]);
  expect(findingsOf(id, store('  minReadySeconds: 30\n'))).toEqual([]);
  expect(findingsOf(id, store().replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${store()} "`)).toEqual([]);
});
