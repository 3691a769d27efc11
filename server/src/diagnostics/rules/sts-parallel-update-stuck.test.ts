import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-parallel-update-stuck';
const parallel = (value: string) =>
  statefulSet(
    `  podManagementPolicy: Parallel\n  updateStrategy:\n    rollingUpdate:\n      partition: 0\n      maxUnavailable: ${value}\n`,
  );

it('finds Parallel with a budget in the releases that freeze', () => {
  for (const version of ['1.35.0', '1.35.3'])
    expect(findingsOf(id, parallel('2'), { version })).toMatchObject([
      { category: 'risk', field: 'spec.updateStrategy.rollingUpdate.maxUnavailable', marked: '2' },
    ]);
});
it('is silent in all others', () => {
  for (const version of ['1.34', '1.35.4', '1.36', '1.37'])
    expect(findingsOf(id, parallel('2'), { version })).toEqual([]);
});
it('takes OrderedReady, and no budget', () => {
  const version = '1.35.2';
  expect(findingsOf(id, parallel('2').replace('Parallel', 'OrderedReady'), { version })).toEqual([]);
  expect(findingsOf(id, statefulSet('  podManagementPolicy: Parallel\n'), { version })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${parallel('2')}  "`, { version: '1.35.2' })).toEqual([]);
});
it('takes the budget away', () => {
  const [fix] = findingsOf(id, parallel('2'), { version: '1.35.2' })[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(false);
  expect(findingsOf(id, fix?.result ?? '', { version: '1.35.2' })).toEqual([]);
  expect(fix?.result).toContain('partition: 0\n  serviceName');
});
