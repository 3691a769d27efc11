import { expect, it } from 'vitest';
import { file, manifest } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'network-policy-rules-ignored';
const policy = (types: string, direction = 'egress') =>
  manifest(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'web',
    `  podSelector:\n    matchLabels:\n      app: web\n${types}  ${direction}:\n    - ports:\n        - port: 5432\n`,
  );

it('finds rules that are not looked at', () => {
  const [finding, ...more] = findingsOf(id, file(policy('  policyTypes: [Ingress]\n'), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.egress', marked: 'egress' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: policy('  policyTypes: [Ingress, Egress]\n') }]);
  expect(findingsOf(id, file(policy('  policyTypes: [Egress]\n', 'ingress'), statefulSet()))).toHaveLength(1);
});
it('takes policies that name the direction, or none', () => {
  expect(findingsOf(id, file(policy('  policyTypes: [Egress]\n'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(policy(''), statefulSet()))).toEqual([]);
  expect(findingsOf(id, policy('  policyTypes: [Ingress]\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${policy('  policyTypes: [Ingress]\n')}  "`, statefulSet()))).toEqual([]);
});
