import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'revision-history-none';

it.each([statefulSet, daemonSet])('finds a limit of 0', (manifest) => {
  expect(findingsOf(id, manifest('  revisionHistoryLimit: 0\n'))).toMatchObject([
    { category: 'risk', field: 'spec.revisionHistoryLimit', marked: '0' },
  ]);
});
it('takes any other limit, and none', () => {
  expect(findingsOf(id, statefulSet('  revisionHistoryLimit: 1\n'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('  revisionHistoryLimit: 0\n')}  "`)).toEqual([]);
});
it('takes the field away', () => {
  const [fix] = findingsOf(id, statefulSet('  revisionHistoryLimit: 0\n'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: statefulSet() });
});
