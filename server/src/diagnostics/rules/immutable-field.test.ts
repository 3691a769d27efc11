import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'immutable-field';
const renamed = statefulSet().replace('serviceName: nginx', 'serviceName: web');

it('finds a change of what cannot change, against what is stored', () => {
  expect(findingsOf(id, renamed, { old: statefulSet() })).toMatchObject([
    { category: 'rejected', field: 'spec.serviceName' },
  ]);
  expect(findingsOf(id, renamed, { old: statefulSet(), version: '1.36' })).toMatchObject([{ field: 'spec' }]);
});
it('marks the one place that changed, and the whole field where there are several', () => {
  const claims = (size: string, mode = 'ReadWriteOnce') =>
    `${statefulSet()}  volumeClaimTemplates:\n    - metadata: {name: www}\n      spec: {accessModes: [${mode}], resources: {requests: {storage: ${size}}}}\n`;
  const [one] = findingsOf(id, claims('2Gi'), { old: claims('1Gi') });
  expect(one).toMatchObject({ field: 'spec.volumeClaimTemplates', marked: '2Gi' });
  const [all] = findingsOf(id, claims('2Gi', 'ReadWriteMany'), { old: claims('1Gi') });
  expect(all).toMatchObject({ field: 'spec.volumeClaimTemplates', marked: 'volumeClaimTemplates' });
});
it('takes a change of what can, and anything new', () => {
  expect(summary(statefulSet().replace('replicas: 3', 'replicas: 5'), { old: statefulSet() })).toEqual([]);
  expect(summary(renamed)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${renamed}  "`, { old: statefulSet() })).toEqual([]);
});
