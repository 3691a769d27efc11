import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'user-change-without-fs-group';
const CLAIM =
  '  volumeClaimTemplates:\n    - metadata: {name: data}\n      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n';
const run = (context: string, claim = CLAIM) =>
  `${statefulSet(claim, context === '' ? '' : `      securityContext: {${context}}\n`)}          volumeMounts:\n            - {name: data, mountPath: /data}\n`;

it('finds another user on the same disks', () => {
  expect(findingsOf(id, run('runAsUser: 2000'), { old: run('runAsUser: 1000') })).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.securityContext.runAsUser', marked: '2000' },
  ]);
});
it('finds a first user, and one of the container', () => {
  expect(findingsOf(id, run('runAsUser: 2000'), { old: run('') })[0]?.message).toContain('often root');
  const own = run('runAsUser: 1000').replace(
    '          volumeMounts',
    '          securityContext: {runAsUser: 3000}\n          volumeMounts',
  );
  expect(findingsOf(id, own, { old: run('runAsUser: 1000') })).toMatchObject([
    { field: 'spec.template.spec.containers[0].securityContext.runAsUser' },
  ]);
});
it('finds a group that goes', () => {
  const old = run('runAsUser: 1000, fsGroup: 1000');
  expect(findingsOf(id, run('runAsUser: 1000'), { old })[0]?.message).toContain('fsGroup 1000 is taken away');
});
it('takes fsGroup, root, the same user, and sets without claims', () => {
  const old = run('runAsUser: 1000');
  expect(findingsOf(id, run('runAsUser: 2000, fsGroup: 2000'), { old })).toEqual([]);
  expect(findingsOf(id, run('runAsUser: 0'), { old })).toEqual([]);
  expect(findingsOf(id, run('runAsUser: 1000'), { old })).toEqual([]);
  expect(findingsOf(id, run('runAsUser: 2000'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${run('runAsUser: 2000')}  "`, { old: run('runAsUser: 1000') })).toEqual([]);
});
it('hands the files over', () => {
  const old = run('runAsUser: 1000');
  const [fix] = findingsOf(id, run('runAsUser: 2000'), { old })[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: run('runAsUser: 2000, fsGroup: 2000') });
  expect(findingsOf(id, fix?.result ?? '', { old })).toEqual([]);
});
