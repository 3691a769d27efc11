import { expect, it } from 'vitest';
import { autoscaler, file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'autoscaler-minimum-below-partition';
const set = (partition: number) =>
  statefulSet(`  updateStrategy:\n    rollingUpdate:\n      partition: ${partition}\n`);

it('finds a minimum that the partition covers', () => {
  for (const partition of [3, 4]) {
    const [finding] = findingsOf(id, file(autoscaler('StatefulSet/web'), set(partition)));
    expect(finding).toMatchObject({ category: 'risk', field: 'spec.minReplicas', marked: '3' });
  }
  expect(findingsOf(id, file(autoscaler('StatefulSet/web', '  maxReplicas: 9\n'), set(1)))).toMatchObject([
    { field: 'spec.scaleTargetRef' },
  ]);
});
it('takes a partition below it', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), set(2)))).toEqual([]);
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), set(0)))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${autoscaler('StatefulSet/web')}  "`, set(4)))).toEqual([]);
});
it('raises the minimum', () => {
  const [fix] = findingsOf(id, file(autoscaler('StatefulSet/web'), set(4)))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false });
  expect(fix?.result).toContain('minReplicas: 5');
});
