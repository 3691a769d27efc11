import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'neighbour-change-refused';
const beside = (text: string) => `${text}---\n${statefulSet()}`;
const change = (from: string, to: string) => findingsOf(id, beside(to), { old: beside(from) });
const config = (data: string, more = 'immutable: true\n', kind = 'ConfigMap') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: settings}\n${more}data:\n  ${data}\n`;
const object = (apiVersion: string, kind: string, body: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: thing}\n${body}\n`;

it('finds data of what is immutable', () => {
  expect(change(config('a: b'), config('a: c'))).toMatchObject([{ category: 'broken', field: 'data.a', marked: 'c' }]);
  expect(change(config('a: b'), config('a: b', ''))).toHaveLength(1);
  expect(
    change(config('a: Yg==', 'immutable: true\n', 'Secret'), config('a: Yw==', 'immutable: true\n', 'Secret')),
  ).toHaveLength(1);
});
it.each([
  ['v1', 'Secret', 'type: Opaque', 'type: kubernetes.io/tls', 'type'],
  ['v1', 'Service', 'spec: {clusterIP: None}', 'spec: {clusterIP: 10.0.0.7}', 'spec.clusterIP'],
  ['v1', 'Service', 'spec: {}', 'spec: {clusterIP: None}', 'spec.clusterIP'],
  [
    'v1',
    'PersistentVolumeClaim',
    'spec: {storageClassName: a}',
    'spec: {storageClassName: b}',
    'spec.storageClassName',
  ],
  [
    'v1',
    'PersistentVolumeClaim',
    'spec: {resources: {requests: {storage: 20Gi}}}',
    'spec: {resources: {requests: {storage: 10Gi}}}',
    'spec.resources.requests.storage',
  ],
  ['storage.k8s.io/v1', 'StorageClass', 'provisioner: a', 'provisioner: b', 'provisioner'],
  ['storage.k8s.io/v1', 'StorageClass', 'provisioner: a', 'provisioner: a\nreclaimPolicy: Retain', 'reclaimPolicy'],
  ['scheduling.k8s.io/v1', 'PriorityClass', 'value: 1', 'value: 2', 'value'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', 'roleRef: {name: a}', 'roleRef: {name: b}', 'roleRef'],
  [
    'apps/v1',
    'Deployment',
    'spec: {selector: {matchLabels: {a: b}}}',
    'spec: {selector: {matchLabels: {a: c}}}',
    'spec.selector',
  ],
])('finds a change of %s %s: %s to %s', (apiVersion, kind, from, to, field) => {
  expect(change(object(apiVersion, kind, from), object(apiVersion, kind, to))).toMatchObject([{ field }]);
});
it('finds a claim that cannot grow', () => {
  const claim = (size: string) =>
    `${object('v1', 'PersistentVolumeClaim', `spec: {storageClassName: fast, resources: {requests: {storage: ${size}}}}`)}---\n`;
  const storageClass = (more = '') =>
    `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: fast}\nprovisioner: x\n${more}`;
  const grow = (more = '') => change(`${claim('1Gi')}${storageClass(more)}`, `${claim('2Gi')}${storageClass(more)}`);
  expect(grow()[0]?.message).toContain('allowVolumeExpansion');
  expect(grow('allowVolumeExpansion: true\n')).toEqual([]);
});
it('takes what may change, and what stays', () => {
  expect(change(config('a: b', ''), config('a: c', ''))).toEqual([]);
  expect(change(config('a: b', ''), config('a: c'))).toEqual([]);
  expect(change(config('a: b'), config('a: b'))).toEqual([]);
  expect(change(object('v1', 'Service', 'spec: {clusterIP: None}'), object('v1', 'Service', 'spec: {}'))).toEqual([]);
  expect(change(object('v1', 'Secret', 'data: {}'), object('v1', 'Secret', 'type: Opaque\ndata: {}'))).toEqual([]);
});
it('speaks only beside one of the two kinds', () => {
  expect(findingsOf(id, config('a: c'), { old: config('a: b') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(change(config('a: b'), `${config('a: c')}  "`)).toEqual([]);
});
