import { expect, it } from 'vitest';
import { file, manifest, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'autoscaler-stops-store';
const set = (image: string) => workload('StatefulSet', 'db', { image });
const scaled = (more = '') =>
  manifest('keda.sh/v1alpha1', 'ScaledObject', 'db', `  scaleTargetRef:\n    kind: StatefulSet\n    name: db\n${more}`);

it('finds a store that is scaled to nothing', () => {
  expect(findingsOf(id, file(scaled(), set('cassandra:5.0.2')))).toMatchObject([
    { category: 'risk', field: 'spec.scaleTargetRef' },
  ]);
  const [finding] = findingsOf(id, file(scaled('  minReplicaCount: 0\n'), set('cassandra:5.0.2')));
  expect(finding).toMatchObject({ field: 'spec.minReplicaCount', marked: '0' });
  expect(finding?.fixes).toMatchObject([{ preferred: false, result: scaled('  minReplicaCount: 1\n') }]);
});
it('takes a least number, and workers', () => {
  expect(findingsOf(id, file(scaled('  minReplicaCount: 3\n'), set('cassandra:5.0.2')))).toEqual([]);
  expect(findingsOf(id, file(scaled(), set('registry.example.com/worker:1.0.0')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${scaled()}  "`, set('cassandra:5.0.2')))).toEqual([]);
});
