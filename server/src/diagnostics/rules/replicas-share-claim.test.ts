import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'replicas-share-claim';
const VOLUMES = '      volumes:\n      - name: data\n        persistentVolumeClaim:\n          claimName: shared\n';
const mount = (path = '/var/lib/ledger', more = '') =>
  `          volumeMounts:\n          - name: data\n            mountPath: ${path}\n${more}`;
const claim = (mode: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: shared\nspec:\n  accessModes: [${mode}]\n  resources:\n    requests:\n      storage: 1Gi\n`;
const set = (pod = '') => statefulSet('', pod + VOLUMES);

it('finds replicas and daemons on a claim for one node', () => {
  const [finding, ...more] = findingsOf(id, set() + mount(), { others: claim('ReadWriteOnce') });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
    marked: 'shared',
  });
  expect(findingsOf(id, daemonSet('', VOLUMES) + mount('/cache'), { others: claim('ReadWriteOnce') })).toHaveLength(1);
  const [pod] = findingsOf(id, set() + mount(), { others: claim('ReadWriteOncePod') });
  expect(pod?.message).toContain('one pod at a time');
});
it('finds the data of a store on one shared directory, whatever the claim is', () => {
  const text = set().replace('registry.k8s.io/nginx-slim:0.27', 'mysql:8.4.3') + mount('/var/lib/mysql');
  expect(findingsOf(id, text)[0]?.message).toContain('the data of MySQL');
  expect(findingsOf(id, text, { others: claim('ReadWriteMany') })).toHaveLength(1);
});
it('finds one disk for all, and one directory for the data of all', () => {
  const inline = (source: string) => `      volumes:\n      - name: data\n        ${source}\n`;
  const disk = 'awsElasticBlockStore: {volumeID: vol-1}';
  const [finding] = findingsOf(id, daemonSet('', inline(disk)) + mount('/cache'));
  expect(finding).toMatchObject({ field: 'spec.template.spec.volumes[0].awsElasticBlockStore' });
  expect(findingsOf(id, statefulSet('', inline(disk)).replace('replicas: 3', 'replicas: 1') + mount())).toEqual([]);
  expect(findingsOf(id, daemonSet('', inline('gcePersistentDisk: {pdName: a, readOnly: true}')) + mount())).toEqual([]);
  const nfs = statefulSet('', inline('nfs: {server: files, path: /db}')) + mount('/var/lib/mysql');
  expect(findingsOf(id, nfs)).toEqual([]);
  expect(findingsOf(id, nfs.replace('registry.k8s.io/nginx-slim:0.27', 'mysql:8.4.3'))).toHaveLength(1);
});
it('finds state on a shared claim without a directory for each pod', () => {
  const others = claim('ReadWriteMany');
  expect(findingsOf(id, set() + mount(), { others })).toHaveLength(1);
  expect(
    findingsOf(id, set() + mount('/var/lib/ledger', '            subPathExpr: $(POD_NAME)\n'), { others }),
  ).toEqual([]);
  expect(findingsOf(id, set() + mount('/srv/models'), { others })).toEqual([]);
  const args = '          args: [--dir=/var/lib/ledger/$(HOSTNAME)]\n';
  expect(findingsOf(id, set() + args + mount(), { others })).toEqual([]);
});
it('takes one replica, claims for many nodes, unknown claims, and pods that keep to one node', () => {
  const others = claim('ReadWriteOnce');
  expect(findingsOf(id, set().replace('replicas: 3', 'replicas: 1') + mount(), { others })).toEqual([]);
  expect(findingsOf(id, daemonSet('', VOLUMES) + mount('/cache'), { others: claim('ReadWriteMany') })).toEqual([]);
  expect(findingsOf(id, set() + mount())).toEqual([]);
  const node = '      nodeSelector:\n        kubernetes.io/hostname: node-a\n';
  expect(findingsOf(id, set(node) + mount('/srv'), { others })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set()}${mount()} "`, { others: claim('ReadWriteOnce') })).toEqual([]);
});
