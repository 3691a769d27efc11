import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'claim-mount-changed';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const mounted = (mount: string, pod = '', more = '') =>
  `${statefulSet(CLAIM, pod)}${more}          volumeMounts:\n            - {${mount}}\n`;
const DATA = 'name: data, mountPath: /var/lib/app';
const change = (to: string, from = mounted(DATA)) => findingsOf(id, to, { old: from });

it('finds a mount that moves', () => {
  expect(change(mounted('name: data, mountPath: /data'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath', marked: '/data' },
  ]);
});
it('finds another subPath', () => {
  const [finding] = change(mounted(`${DATA}, subPath: v2`));
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0].volumeMounts[0].subPath', marked: 'v2' });
  expect(change(mounted(DATA), mounted(`${DATA}, subPath: v1`))).toHaveLength(1);
});
it('finds another volume in its place, and a mount that is gone', () => {
  const scratch = '      volumes:\n        - name: scratch\n          emptyDir: {}\n';
  expect(change(mounted('name: scratch, mountPath: /var/lib/app', scratch))[0]?.message).toContain(
    'now on the volume scratch',
  );
  expect(change(statefulSet(CLAIM))[0]?.message).toContain('no longer mounted');
});
it('finds a store that is told of another directory of its claim', () => {
  const set = (directory: string) =>
    mounted(
      'name: data, mountPath: /var/lib/postgresql/data',
      '',
      `          env:\n            - {name: PGDATA, value: ${directory}}\n`,
    ).replace('registry.k8s.io/nginx-slim:0.27', 'postgres:16.4');
  const [finding, ...more] = change(set('/var/lib/postgresql/data/16'), set('/var/lib/postgresql/data/pgdata'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0].env[0].value' });
  expect(finding?.message).toContain('starts anew');
  expect(change(set('/var/lib/postgresql/data/16'), set('/var/lib/postgresql/data/16'))).toEqual([]);
});
it('leaves a store whose data is outside of its volume to the rule that says so', () => {
  const store = (text: string) => text.replace('registry.k8s.io/nginx-slim:0.27', 'mysql:8.4.3');
  const [before, after] = ['/var/lib/mysql', '/data'].map((path) => store(mounted(`name: data, mountPath: ${path}`)));
  expect(summary(after ?? '', { old: before ?? '' }).filter((each) => each.includes('mountPath'))).toEqual([
    'sts-data-outside-volumes spec.template.spec.containers[0].volumeMounts[0].mountPath',
  ]);
});
it('takes a mount that stays, and one that the container is told of', () => {
  expect(change(mounted('name: data, mountPath: /var/lib/app/'))).toEqual([]);
  expect(change(mounted('name: data, mountPath: /data', '', '          args: [--dir=/data]\n'))).toEqual([]);
  expect(findingsOf(id, mounted('name: data, mountPath: /data'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(change(`${mounted('name: data, mountPath: /data')}  "`)).toEqual([]);
});
