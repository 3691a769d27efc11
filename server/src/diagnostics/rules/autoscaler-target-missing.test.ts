import { expect, it } from 'vitest';
import { autoscaler, file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-target-missing';
const web = workload('StatefulSet', 'web');

it('finds the other kind', () => {
  const [finding, ...more] = findingsOf(id, file(autoscaler('Deployment/web'), web));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.scaleTargetRef.kind', marked: 'Deployment' });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: autoscaler('StatefulSet/web') }]);
});
it('finds a ScaledObject that leaves the kind out', () => {
  const keda = manifest('keda.sh/v1alpha1', 'ScaledObject', 'web', '  scaleTargetRef:\n    name: web\n');
  expect(findingsOf(id, file(keda, web))).toMatchObject([{ field: 'spec.scaleTargetRef' }]);
});
it('finds the slip in the name', () => {
  const [finding] = findingsOf(id, file(autoscaler('StatefulSet/wbe'), web));
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: autoscaler('StatefulSet/web') }]);
});
it('finds the other namespace', () => {
  const there = web.replace('  name: web\n', '  name: web\n  namespace: prod\n');
  const here = autoscaler('StatefulSet/web').replace('  name: scaler\n', '  name: scaler\n  namespace: test\n');
  expect(findingsOf(id, file(here, there))).toMatchObject([{ field: 'metadata.namespace', marked: 'test' }]);
});
it('finds API versions that nobody serves', () => {
  for (const version of ['apps/v1beta1', 'v1']) {
    const old = autoscaler('StatefulSet/web').replace('apiVersion: apps/v1', `apiVersion: ${version}`);
    expect(findingsOf(id, file(old, web))).toMatchObject([
      { field: 'spec.scaleTargetRef.apiVersion', marked: version },
    ]);
  }
});
it('finds that the API version is missing', () => {
  const none = autoscaler('StatefulSet/web').replace('    apiVersion: apps/v1\n', '');
  const [finding] = findingsOf(id, file(none, web));
  expect(finding).toMatchObject({ field: 'spec.scaleTargetRef' });
  expect(findingsOf(id, file(finding?.fixes[0]?.result ?? '', web))).toEqual([]);
});
it('takes targets that are there, or somewhere else', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), web))).toEqual([]);
  expect(findingsOf(id, file(autoscaler('Deployment/web'), workload('Deployment', 'web'), web))).toEqual([]);
  expect(findingsOf(id, file(autoscaler('Deployment/api'), web))).toEqual([]);
  expect(findingsOf(id, file(autoscaler('StatefulSet/database'), web))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${autoscaler('Deployment/web')}  "`, web))).toEqual([]);
});
