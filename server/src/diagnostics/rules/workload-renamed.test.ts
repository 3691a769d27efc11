import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'workload-renamed';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const renamed = (text: string) => text.replace('name: web\n', 'name: site\n');
const inNamespace = (namespace: string) =>
  statefulSet(CLAIM).replace('  name: web\n', `  name: web\n  namespace: ${namespace}\n`);

it('finds a set under another name', () => {
  expect(findingsOf(id, renamed(statefulSet(CLAIM)), { old: statefulSet(CLAIM) })).toMatchObject([
    { category: 'risk', field: 'metadata.name', marked: 'site' },
  ]);
  expect(findingsOf(id, renamed(statefulSet(CLAIM)), { old: statefulSet(CLAIM) })[0]?.message).toContain('data-site-0');
});
it('finds a daemon under another name, its labels renamed too', () => {
  expect(findingsOf(id, daemonSet().replaceAll('agent', 'shipper'), { old: daemonSet() })).toHaveLength(1);
});
it('finds a set that moves to another namespace', () => {
  expect(findingsOf(id, inNamespace('prod'), { old: inNamespace('test') })).toMatchObject([
    { field: 'metadata.namespace', marked: 'prod' },
  ]);
});
it('finds a workload that becomes another kind', () => {
  const old = daemonSet().replaceAll('agent', 'web').replace('kind: DaemonSet', 'kind: Deployment');
  expect(findingsOf(id, statefulSet(), { old })).toMatchObject([{ field: 'kind', marked: 'StatefulSet' }]);
  expect(findingsOf(id, `${statefulSet()}---\n${old}`, { old })).toEqual([]);
});
it('finds a set or a daemon that becomes a Deployment, its claims left behind', () => {
  const deployment = statefulSet()
    .replace('kind: StatefulSet', 'kind: Deployment')
    .replace('  serviceName: nginx\n', '');
  const [finding, ...more] = findingsOf(id, deployment, { old: statefulSet(CLAIM) });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'kind', marked: 'Deployment' });
  expect(finding?.message).toContain('data-web-0');
  expect(findingsOf(id, deployment, { old: daemonSet().replaceAll('agent', 'web') })).toHaveLength(1);
  expect(findingsOf(id, `${deployment}---\n${statefulSet(CLAIM)}`, { old: statefulSet(CLAIM) })).toEqual([]);
  expect(findingsOf(id, deployment, { old: deployment })).toEqual([]);
  expect(findingsOf(id, deployment.replaceAll('app: web', 'app: site'), { old: statefulSet(CLAIM) })).toEqual([]);
});
it('takes a set beside the old one, another program, and a first install', () => {
  const old = statefulSet(CLAIM);
  expect(findingsOf(id, `${renamed(old)}---\n${old}`, { old })).toEqual([]);
  expect(findingsOf(id, renamed(old).replace('nginx-slim', 'other'), { old })).toEqual([]);
  expect(findingsOf(id, renamed(old))).toEqual([]);
  expect(findingsOf(id, old, { old })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${renamed(statefulSet(CLAIM))}  "`, { old: statefulSet(CLAIM) })).toEqual([]);
});
