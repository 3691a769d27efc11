import { expect, it } from 'vitest';
import { file, service, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'service-selects-nothing';
const selecting = (labels: string, name = 'nginx') => service(name, `  clusterIP: None\n  selector:\n    ${labels}\n`);

it('finds the value that no pod has', () => {
  const [finding, ...more] = findingsOf(id, file(selecting('app: website'), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.selector.app', marked: 'website' });
  expect(finding?.message).toContain('StatefulSet web bear app: web');
});
it('finds the label that the pods do not have', () => {
  const [finding] = findingsOf(id, file(selecting('app: web\n    tier: db'), statefulSet()));
  expect(finding).toMatchObject({ field: 'spec.selector.tier' });
});
it('finds the other namespace', () => {
  const set = statefulSet().replace('  name: web\n', '  name: web\n  namespace: prod\n');
  const other = service('nginx', '  selector:\n    app: web\n', 'test');
  expect(findingsOf(id, file(other, set))).toMatchObject([{ field: 'metadata.namespace', marked: 'test' }]);
});
it('finds that the governing Service finds other pods', () => {
  const deployment = workload('Deployment', 'api');
  const set = statefulSet().replace('serviceName: nginx', 'serviceName: web');
  const [finding] = findingsOf(id, file(selecting('app: api', 'web'), set, deployment));
  expect(finding?.message).toContain('StatefulSet web names in serviceName');
});
it('takes a Service of these pods, of others, and of none here', () => {
  expect(findingsOf(id, file(selecting('app: web'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(selecting('app: api', 'api'), statefulSet(), workload('Deployment', 'api')))).toEqual([]);
  expect(findingsOf(id, file(selecting('app: proxy', 'proxy'), statefulSet()))).toEqual([]);
});
it('finds the governing Service without a selector', () => {
  const bare = service('nginx', '  clusterIP: None\n');
  expect(findingsOf(id, file(bare, statefulSet()))).toMatchObject([{ category: 'broken', field: 'spec' }]);
  const endpoints = 'apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: nginx\n';
  expect(findingsOf(id, file(bare, endpoints, statefulSet()))).toEqual([]);
  const slice = `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: nginx-1\n  labels:\n    kubernetes.io/service-name: nginx\n`;
  expect(findingsOf(id, file(bare, slice, statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(service('other', '  clusterIP: None\n'), statefulSet()))).toEqual([]);
});
it('takes labels that the program sets while it runs, and Services of something else', () => {
  expect(findingsOf(id, file(selecting('app: web\n    role: master'), statefulSet()))).toEqual([]);
  const two = workload('StatefulSet', 'db', { labels: 'app: shop\ncomponent: db' });
  expect(findingsOf(id, file(selecting('app: shop\n    component: frontend', 'frontend'), two))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${selecting('app: website')}  "`, statefulSet()))).toEqual([]);
});
it('selects the pods that were meant', () => {
  const [fix] = findingsOf(id, file(selecting('app: website'), statefulSet()))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: selecting('app: web') });
});
