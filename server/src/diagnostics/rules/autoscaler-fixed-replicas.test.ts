import { expect, it } from 'vitest';
import { autoscaler, file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'autoscaler-fixed-replicas';
const free = statefulSet().replace('  replicas: 3\n', '');

it('finds a number that takes the autoscaler’s decision back', () => {
  const [finding] = findingsOf(id, file(autoscaler('StatefulSet/web'), statefulSet()));
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.replicas', marked: '3' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: `---\n${free}` }]);
});
it('takes sets that leave it out, and autoscalers of others', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), free))).toEqual([]);
  expect(findingsOf(id, file(autoscaler('Deployment/web'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), `${statefulSet()}  "`))).toEqual([]);
});
