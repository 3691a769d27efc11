import { expect, it } from 'vitest';
import { file, manifest } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'vpa-disrupts';
const vertical = (rest: string) =>
  manifest(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    'web',
    `  targetRef:\n    apiVersion: apps/v1\n    kind: StatefulSet\n    name: web\n${rest}`,
  );
const mode = (value: string) => vertical(`  updatePolicy:\n    updateMode: ${value}\n`);
const policy = (container: string) =>
  vertical(`  resourcePolicy:\n    containerPolicies:\n      - containerName: ${container}\n`);
const one = statefulSet().replace('replicas: 3', 'replicas: 1');

it('finds the only pod that is to be evicted', () => {
  const [finding, ...more] = findingsOf(id, file(mode('Recreate'), one));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.updatePolicy.updateMode', marked: 'Recreate' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: mode('Initial') }]);
});
it('finds a policy for a container that is not there', () => {
  const [finding] = findingsOf(id, file(policy('ngnix'), statefulSet()));
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: policy('nginx') }]);
});
it('takes several pods, other modes, and policies that fit', () => {
  expect(findingsOf(id, file(mode('Recreate'), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(mode('Initial'), one))).toEqual([]);
  expect(findingsOf(id, file(policy('nginx'), one))).toEqual([]);
  expect(findingsOf(id, file(policy('"*"'), one))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${mode('Auto')}  "`, one))).toEqual([]);
});
