import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-rolling-update-block-absent';
const bare = statefulSet('  updateStrategy:\n    type: RollingUpdate\n');

it('finds a type without its block', () => {
  expect(findingsOf(id, bare)).toMatchObject([{ category: 'style', field: 'spec.updateStrategy.type' }]);
});
it('tells of the loop that Parallel sets run into from 1.37 on', () => {
  const parallel = statefulSet('  podManagementPolicy: Parallel\n  updateStrategy:\n    type: RollingUpdate\n');
  expect(findingsOf(id, parallel)[0]?.message).toContain('over and over');
  expect(findingsOf(id, parallel, { version: '1.36' })[0]?.message).not.toContain('over and over');
});
it('takes the block, no strategy at all, and OnDelete', () => {
  expect(findingsOf(id, bare.replace('type: RollingUpdate', 'rollingUpdate: {partition: 0}'))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
  expect(findingsOf(id, bare.replace('RollingUpdate', 'OnDelete'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${bare}  "`)).toEqual([]);
});
it('writes the block', () => {
  const [fix] = findingsOf(id, bare)[0]?.fixes ?? [];
  expect(fix?.preferred).toBe(true);
  expect(fix?.result).toContain('    type: RollingUpdate\n    rollingUpdate:\n      partition: 0\n');
  expect(findingsOf(id, fix?.result ?? '')).toEqual([]);
});
