import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'match-label-keys-unknown';
const set = (keys: string) =>
  statefulSet(
    '',
    `      topologySpreadConstraints:\n        - topologyKey: topology.kubernetes.io/zone\n          maxSkew: 1\n          whenUnsatisfiable: DoNotSchedule\n          matchLabelKeys: [${keys}]\n          labelSelector: {matchLabels: {app: web}}\n`,
  );

it('finds the hash of a Deployment, and names that of a set', () => {
  const [finding] = findingsOf(id, set('pod-template-hash'));
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.topologySpreadConstraints[0].matchLabelKeys[0]',
  });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: set('controller-revision-hash') }]);
});
it('finds a label that differs from pod to pod', () => {
  expect(findingsOf(id, set('statefulset.kubernetes.io/pod-name'))[0]?.message).toContain('own value');
});
it('takes what the pods carry alike', () => {
  expect(findingsOf(id, set('controller-revision-hash'))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('pod-template-hash')} "`)).toEqual([]);
});
