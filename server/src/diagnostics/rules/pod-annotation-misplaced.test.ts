import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'pod-annotation-misplaced';
const own = (entry: string, field = 'annotations') =>
  statefulSet().replace('  name: web\n', `  name: web\n  ${field}:\n    ${entry}\n`);
const inTemplate = (entry: string) =>
  daemonSet().replace('      labels:\n', `      annotations:\n        ${entry}\n      labels:\n`);
const EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict: "false"';

it('finds what is read from pods, and moves it to the template', () => {
  const [finding] = findingsOf(id, own(EVICT));
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'metadata.annotations[cluster-autoscaler.kubernetes.io/safe-to-evict]',
  });
  expect(finding?.fixes[0]?.result).toMatch(/template:\n {4}metadata:[\s\S]*safe-to-evict: "false"/);
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, own('sidecar.istio.io/inject: "true"', 'labels'))).toHaveLength(1);
});
it('finds a checksum that restarts nothing', () => {
  const [finding, ...more] = findingsOf(id, own('checksum/config: abc'));
  expect(more).toEqual([]);
  expect(finding?.message).toContain('restarts nothing');
  const both = own('checksum/config: abc').replace(
    '      labels:\n',
    '      annotations:\n        checksum/all: abc\n      labels:\n',
  );
  expect(findingsOf(id, both)).toEqual([]);
});
it('finds what belongs on the ServiceAccount, or to a ReplicaSet', () => {
  expect(findingsOf(id, inTemplate('eks.amazonaws.com/role-arn: arn:aws:iam::1:role/x'))[0]?.message).toContain(
    'credentials',
  );
  expect(findingsOf(id, inTemplate('controller.kubernetes.io/pod-deletion-cost: "5"'))[0]?.message).toContain(
    'ReplicaSet',
  );
});
it('finds what is read from the workload alone', () => {
  const [finding] = findingsOf(id, inTemplate('argocd.argoproj.io/sync-wave: "1"'));
  expect(finding).toMatchObject({ message: expect.stringContaining('not from its template') as string });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('takes what stands in the template, and annotations of the workload', () => {
  expect(findingsOf(id, inTemplate(EVICT))).toEqual([]);
  expect(findingsOf(id, own('example.com/owner: data'))).toEqual([]);
  const both = own(EVICT).replace('      labels:\n', `      annotations:\n        ${EVICT}\n      labels:\n`);
  expect(findingsOf(id, both)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${own(EVICT)} "`)).toEqual([]);
});
