import { expect, it } from 'vitest';
import { file, manifest, workload } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'network-policy-selects-nothing';
const policy = (labels: string, name = 'web') =>
  manifest('networking.k8s.io/v1', 'NetworkPolicy', name, `  podSelector:\n    matchLabels:\n      ${labels}\n`);

it('finds the value that no pod has', () => {
  const [finding, ...more] = findingsOf(id, file(policy('app: website'), statefulSet()));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.podSelector.matchLabels.app', marked: 'website' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: policy('app: web') }]);
});
it('finds the label that is missing, and the other namespace', () => {
  expect(findingsOf(id, file(policy('app: web\n      tier: db'), statefulSet()))[0]?.message).toContain(
    'no label tier',
  );
  const there = statefulSet().replace('  name: web\n', '  name: web\n  namespace: prod\n');
  const here = policy('app: web').replace('  name: web\n', '  name: web\n  namespace: test\n');
  expect(findingsOf(id, file(here, there))).toMatchObject([{ field: 'metadata.namespace', marked: 'test' }]);
});
it('finds pods on the host network', () => {
  const daemon = workload('DaemonSet', 'web', { pod: '      hostNetwork: true\n' });
  expect(findingsOf(id, file(policy('app: web'), daemon))[0]?.message).toContain('host network');
});
it('takes policies of these pods, of others, and of all', () => {
  expect(findingsOf(id, file(policy('app: web'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(policy('app: api', 'api'), statefulSet()))).toEqual([]);
  const all = manifest('networking.k8s.io/v1', 'NetworkPolicy', 'web', '  podSelector: {}\n');
  expect(findingsOf(id, file(all, statefulSet()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${policy('app: website')}  "`, statefulSet()))).toEqual([]);
});
