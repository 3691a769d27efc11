import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'label-not-on-pod';
const env = (label: string) =>
  `          env:\n            - name: VALUE\n              valueFrom:\n                fieldRef:\n                  fieldPath: metadata.labels['${label}']\n`;
const field = 'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath';

it('finds labels that come with a later release', () => {
  const index = `${statefulSet()}${env('apps.kubernetes.io/pod-index')}`;
  expect(findingsOf(id, index, { version: '1.27' })).toMatchObject([{ category: 'broken', field }]);
  expect(findingsOf(id, index, { version: '1.28' })).toEqual([]);
  const zone = `${daemonSet()}${env('topology.kubernetes.io/zone')}`;
  expect(findingsOf(id, zone, { version: '1.34' })[0]?.message).toContain('since Kubernetes 1.35');
  expect(findingsOf(id, zone, { version: '1.35' })).toEqual([]);
});
it('finds a field path that the release does not know', () => {
  const ips = `${statefulSet()}${env('x').replace("metadata.labels['x']", 'status.hostIPs')}`;
  expect(findingsOf(id, ips, { version: '1.28' })).toMatchObject([{ field }]);
  expect(findingsOf(id, ips, { version: '1.29' })).toEqual([]);
});
it('finds labels that pods of this kind never get', () => {
  expect(findingsOf(id, `${daemonSet()}${env('apps.kubernetes.io/pod-index')}`)[0]?.message).toContain('never');
  expect(findingsOf(id, `${statefulSet()}${env('pod-template-hash')}`)).toHaveLength(1);
  expect(findingsOf(id, `${daemonSet()}${env('kubernetes.io/hostname')}`)[0]?.message).toContain('of the node');
});
it('finds them in files too', () => {
  const volume =
    '      volumes:\n        - name: info\n          downwardAPI:\n            items:\n              - path: index\n                fieldRef: {fieldPath: "metadata.labels[\'apps.kubernetes.io/pod-index\']"}\n';
  expect(findingsOf(id, statefulSet('', volume), { version: '1.26' })).toMatchObject([
    { field: 'spec.template.spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath' },
  ]);
});
it('takes labels that the template sets, and those that it knows nothing of', () => {
  const own = statefulSet().replace(
    '        app: web\n    spec',
    '        app: web\n        topology.kubernetes.io/zone: a\n    spec',
  );
  expect(findingsOf(id, `${own}${env('topology.kubernetes.io/zone')}`, { version: '1.30' })).toEqual([]);
  expect(findingsOf(id, `${statefulSet()}${env('example.com/team')}`)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}${env('pod-template-hash')}  "`)).toEqual([]);
});
