import { expect, it } from 'vitest';
import { file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'monitor-finds-nothing';
const set = workload('StatefulSet', 'web', {
  container: '          ports:\n            - name: http\n              containerPort: 8080\n',
});
const front =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n  selector:\n    app: web\n  ports:\n    - name: web-metrics\n      port: 8080\n';
const monitor = (port: string, labels = 'app: web') =>
  manifest(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    'web',
    `  selector:\n    matchLabels:\n      ${labels}\n  endpoints:\n    - port: ${port}\n`,
  );
const pods = (port: string) =>
  manifest(
    'monitoring.coreos.com/v1',
    'PodMonitor',
    'web',
    `  selector:\n    matchLabels:\n      app: web\n  podMetricsEndpoints:\n    - port: ${port}\n`,
  );

it('finds a port that the Service does not have', () => {
  const [finding, ...more] = findingsOf(id, file(monitor('http'), set, front));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.endpoints[0].port', marked: 'http' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: monitor('web-metrics') }]);
});
it('finds labels that the Service does not bear', () => {
  expect(findingsOf(id, file(monitor('web-metrics', 'app: website'), set, front))[0]?.message).toContain(
    'web bears app: web',
  );
});
it('finds a port that no container has', () => {
  expect(findingsOf(id, file(pods('metrics'), set))).toMatchObject([{ field: 'spec.podMetricsEndpoints[0].port' }]);
});
it('finds the other namespace', () => {
  const there = front.replace('  name: web\n', '  name: web\n  namespace: shop\n');
  const here = monitor('web-metrics').replace('  name: web\n', '  name: web\n  namespace: monitoring\n');
  const [finding] = findingsOf(id, file(here, set, there));
  expect(finding?.message).toContain('in namespace shop');
  expect(findingsOf(id, file(finding?.fixes[0]?.result ?? '', set, there))).toEqual([]);
  const any = here.replace('  endpoints:', '  namespaceSelector:\n    any: true\n  endpoints:');
  expect(findingsOf(id, file(any, set, there))).toEqual([]);
});
it('takes what is there, and what is somewhere else', () => {
  expect(findingsOf(id, file(monitor('web-metrics'), set, front))).toEqual([]);
  expect(findingsOf(id, file(pods('http'), set))).toEqual([]);
  expect(findingsOf(id, file(monitor('http', 'app: api').replace('name: web', 'name: api'), set, front))).toEqual([]);
  expect(findingsOf(id, monitor('http'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${monitor('http')}  "`, set, front))).toEqual([]);
});
