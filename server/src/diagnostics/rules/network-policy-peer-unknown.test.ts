import { expect, it } from 'vitest';
import { file, manifest, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'network-policy-peer-unknown';
const policy = (peer: string) =>
  manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'web',
    `  podSelector:\n    matchLabels:\n      app: web\n  ingress:\n    - from:\n        - ${peer}\n`,
  );
const from = (labels: string) => policy(`podSelector:\n            matchLabels:\n              ${labels}`);
const api = workload('Deployment', 'api');

it('finds a peer that nobody is, and that somebody nearly is', () => {
  const [finding, ...more] = findingsOf(id, file(from('app: apis'), statefulSet(), api));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', marked: 'apis' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: from('app: api') }]);
});
it('takes peers that are there, that are unknown, and those of other namespaces', () => {
  expect(findingsOf(id, file(from('app: api'), statefulSet(), api))).toEqual([]);
  expect(findingsOf(id, file(from('app: api-v2'), statefulSet(), api))).toEqual([]);
  const other = policy(
    'namespaceSelector: {}\n          podSelector:\n            matchLabels:\n              app: apis',
  );
  expect(findingsOf(id, file(other, statefulSet(), api))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${from('app: apis')}  "`, statefulSet(), api))).toEqual([]);
});
