import { expect, it } from 'vitest';
import { budget, file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'budget-too-loose';
const claims =
  '  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: 1Gi\n';
const set = (replicas: number, image = 'quay.io/coreos/etcd:v3.5.17') =>
  workload('StatefulSet', 'web', { image, spec: `  serviceName: web\n  replicas: ${replicas}\n${claims}` });

it('finds a budget that costs the majority', () => {
  const [finding, ...more] = findingsOf(id, file(budget('web', 'maxUnavailable: 2'), set(3)));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.maxUnavailable', marked: '2' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: budget('web', 'maxUnavailable: 1') }]);
  const [least] = findingsOf(id, file(budget('web', 'minAvailable: 1'), set(5)));
  expect(least?.fixes).toMatchObject([{ preferred: true, result: budget('web', 'minAvailable: 3') }]);
});
it('rounds percentages up', () => {
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 34%'), set(3)))).toHaveLength(1);
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 33%'), set(3)))).toEqual([]);
});
it('finds a budget that lets everything go, of any set', () => {
  const [finding] = findingsOf(id, file(budget('web', 'maxUnavailable: 100%'), set(2, 'nginx:1.27.3')));
  expect(finding?.message).toContain('all 2 pods');
});
it('takes what keeps the majority, and stores that need none', () => {
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 1'), set(3)))).toEqual([]);
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 2'), set(5)))).toEqual([]);
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 2'), set(3, 'nginx:1.27.3')))).toEqual([]);
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 1'), set(1)))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${budget('web', 'maxUnavailable: 2')}  "`, set(3)))).toEqual([]);
});
