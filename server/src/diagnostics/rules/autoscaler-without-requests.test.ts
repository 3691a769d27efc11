import { expect, it } from 'vitest';
import { autoscaler, file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-without-requests';
const metric = (block: string, target = 'type: Utilization\n          averageUtilization: 70') =>
  autoscaler('StatefulSet/web', `  maxReplicas: 9\n  metrics:\n    - ${block}\n        target:\n          ${target}\n`);
const cpu = metric('type: Resource\n      resource:\n        name: cpu');
const one = (container: string) =>
  metric(`type: ContainerResource\n      containerResource:\n        name: cpu\n        container: ${container}`);
const set = (resources = '') => workload('StatefulSet', 'web', { container: resources });
const asks = '          resources:\n            requests:\n              cpu: 100m\n';

it('finds a utilization of nothing', () => {
  const [finding, ...more] = findingsOf(id, file(cpu, set()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.metrics[0].resource.name', marked: 'cpu' });
  expect(findingsOf(id, file(one('main'), set()))).toHaveLength(1);
});
it('finds a container that is not there', () => {
  const [finding] = findingsOf(id, file(one('mian'), set(asks)));
  expect(finding).toMatchObject({ field: 'spec.metrics[0].containerResource.container', marked: 'mian' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: one('main') }]);
});
it('takes requests, limits, values, and defaults of the namespace', () => {
  expect(findingsOf(id, file(cpu, set(asks)))).toEqual([]);
  expect(findingsOf(id, file(cpu, set(asks.replace('requests', 'limits'))))).toEqual([]);
  const value = metric(
    'type: Resource\n      resource:\n        name: cpu',
    'type: AverageValue\n          averageValue: 500m',
  );
  expect(findingsOf(id, file(value, set()))).toEqual([]);
  const range = manifest('v1', 'LimitRange', 'defaults', '  limits: []\n');
  expect(findingsOf(id, file(cpu, set(), range))).toEqual([]);
  expect(findingsOf(id, cpu)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${cpu}  "`, set()))).toEqual([]);
});
