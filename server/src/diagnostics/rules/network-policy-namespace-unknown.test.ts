import { expect, it } from 'vitest';
import { file, manifest } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'network-policy-namespace-unknown';
const policy = (label: string) =>
  manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'web',
    `  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n    - from:\n        - namespaceSelector:\n            matchLabels:\n              ${label}\n`,
  );
const namespace = (labels: string) => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: monitoring\n${labels}`;

it('finds the name of a namespace where a label is asked for', () => {
  const [finding, ...more] = findingsOf(id, file(policy('name: kube-system'), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', marked: 'name' });
  expect(finding?.fixes).toMatchObject([
    { preferred: true, result: policy('kubernetes.io/metadata.name: kube-system') },
  ]);
  expect(findingsOf(id, file(policy('team: monitoring'), namespace(''), statefulSet()))).toHaveLength(1);
});
it('finds a label that the one other namespace here does not bear', () => {
  const own = policy('team: ops').replace('  name: web\n', '  name: web\n  namespace: shop\n');
  expect(findingsOf(id, file(own, namespace(''), statefulSet()))).toHaveLength(1);
  expect(
    findingsOf(id, file(policy('kubernetes.io/metadata.name: monitorin'), namespace(''), statefulSet())),
  ).toHaveLength(1);
});
it('takes the label of the name, labels that are set, and namespaces that are not here', () => {
  expect(findingsOf(id, file(policy('kubernetes.io/metadata.name: kube-system'), statefulSet()))).toEqual([]);
  expect(
    findingsOf(id, file(policy('team: monitoring'), namespace('  labels:\n    team: monitoring\n'), statefulSet())),
  ).toEqual([]);
  expect(findingsOf(id, file(policy('name: monitoring'), statefulSet()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${policy('name: kube-system')}  "`, statefulSet()))).toEqual([]);
});
