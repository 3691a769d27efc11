import { expect, it } from 'vitest';
import { budget, file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'budget-cannot-count';
const daemon = workload('DaemonSet', 'web');
const job = manifest(
  'batch/v1',
  'Job',
  'load',
  '  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: load\n          image: busybox:1.37.0\n',
);

it.each(['maxUnavailable: 1', 'maxUnavailable: 10%', 'minAvailable: 50%'])('finds %s over daemons', (count) => {
  const [finding, ...more] = findingsOf(id, file(budget('web', count), daemon));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: `spec.${count.split(':')[0]}` });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: budget('web', 'minAvailable: 1') }]);
});
it('finds a job among the pods of a set', () => {
  const [finding] = findingsOf(id, file(budget('web', 'maxUnavailable: 1'), workload('StatefulSet', 'web'), job));
  expect(finding).toMatchObject({ field: 'spec.selector' });
});
it('takes a number of pods that must stay, and sets', () => {
  expect(findingsOf(id, file(budget('web', 'minAvailable: 1'), daemon))).toEqual([]);
  expect(findingsOf(id, file(budget('web', 'maxUnavailable: 1'), workload('StatefulSet', 'web')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${budget('web', 'maxUnavailable: 1')}  "`, daemon))).toEqual([]);
});
