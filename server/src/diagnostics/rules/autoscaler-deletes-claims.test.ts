import { expect, it } from 'vitest';
import { autoscaler, file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'autoscaler-deletes-claims';
const claims =
  '  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: 1Gi\n';
const set = (policy: string, more = claims) =>
  statefulSet(`  persistentVolumeClaimRetentionPolicy:\n    whenScaled: ${policy}\n${more}`);

it('finds claims that go with every scale-down', () => {
  const [finding] = findingsOf(id, file(autoscaler('StatefulSet/web'), set('Delete')));
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.persistentVolumeClaimRetentionPolicy.whenScaled',
    marked: 'Delete',
  });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: `---\n${set('Retain')}` }]);
});
it('takes Retain, sets without claims, without an autoscaler, and one that never scales', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), set('Retain')))).toEqual([]);
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), set('Delete', '')))).toEqual([]);
  expect(findingsOf(id, set('Delete'))).toEqual([]);
  expect(
    findingsOf(id, file(autoscaler('StatefulSet/web', '  minReplicas: 3\n  maxReplicas: 3\n'), set('Delete'))),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(autoscaler('StatefulSet/web'), `${set('Delete')}  "`))).toEqual([]);
});
