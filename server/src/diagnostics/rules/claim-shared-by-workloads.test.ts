import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'claim-shared-by-workloads';
const volume = (claim: string) =>
  `      volumes:\n      - name: data\n        persistentVolumeClaim:\n          claimName: ${claim}\n`;
const one = (name: string, claim: string, pod = '') =>
  statefulSet('', pod + volume(claim))
    .replace('replicas: 3', 'replicas: 1')
    .replace('name: web', `name: ${name}`);
const deployment = (claim: string) =>
  one('report', claim).replace('StatefulSet', 'Deployment').replace('  serviceName: nginx\n', '');
const claim = (mode: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: files\nspec:\n  accessModes: [${mode}]\n`;
const owner = statefulSet(
  '  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 10Gi\n',
);

it('finds a set and a deployment on one claim', () => {
  const others = `${deployment('files')}---\n${claim('ReadWriteOnce')}`;
  expect(findingsOf(id, one('web', 'files'), { others })).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName' },
  ]);
});
it('says it once of two sets', () => {
  const text = `${one('a', 'files')}---\n${one('b', 'files')}`;
  expect(findingsOf(id, text, { others: claim('ReadWriteOnce') })).toHaveLength(1);
});
it('finds somebody else’s pod on the claim of a replica', () => {
  const [finding] = findingsOf(id, deployment('data-web-1'), { others: owner });
  expect(finding?.message).toContain('a replica of StatefulSet web');
  expect(findingsOf(id, deployment('data-web-7'), { others: owner })).toEqual([]);
});
it('takes claims for many nodes, unknown ones, and pods that keep together', () => {
  expect(
    findingsOf(id, one('web', 'files'), { others: `${deployment('files')}---\n${claim('ReadWriteMany')}` }),
  ).toEqual([]);
  expect(findingsOf(id, one('web', 'files'), { others: deployment('files') })).toEqual([]);
  const node = '      nodeSelector:\n        kubernetes.io/hostname: a\n';
  const others = `${deployment('files')}---\n${claim('ReadWriteOnce')}`;
  expect(findingsOf(id, one('web', 'files', node), { others })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${deployment('data-web-1')} "`, { others: owner })).toEqual([]);
});
