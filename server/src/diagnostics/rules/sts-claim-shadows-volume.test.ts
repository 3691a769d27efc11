import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-claim-shadows-volume';
const template = (name: string) =>
  `  - metadata:\n      name: ${name}\n    spec:\n      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n`;
const CLAIM = `  volumeClaimTemplates:\n${template('data')}`;
const volume = (name: string) =>
  `      volumes:\n      - name: ${name}\n        persistentVolumeClaim:\n          claimName: restored\n`;

it('finds a volume of the claim’s name, and removes it', () => {
  const [finding, ...more] = findingsOf(id, statefulSet(CLAIM, volume('data')));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.volumes[0].name' });
  expect(finding?.message).toContain('drops the persistentVolumeClaim');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds two claim templates of one name', () => {
  expect(findingsOf(id, statefulSet(CLAIM + template('data')))).toMatchObject([
    { field: 'spec.volumeClaimTemplates[0].metadata.name' },
  ]);
});
it('takes different names', () => {
  expect(findingsOf(id, statefulSet(CLAIM + template('logs'), volume('restored')))).toEqual([]);
  expect(findingsOf(id, statefulSet('', volume('data')))).toEqual([]);
});
it('takes a volume that only stands for the claim', () => {
  expect(findingsOf(id, statefulSet(CLAIM, volume('data').replace('restored', 'data')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet(CLAIM, volume('data'))} "`)).toEqual([]);
});
