import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-on-delete-budget-ignored';
const onDelete = daemonSet('  updateStrategy:\n    type: OnDelete\n    rollingUpdate:\n      maxUnavailable: 2\n');

it('finds a block that nothing reads', () => {
  expect(findingsOf(id, onDelete)).toMatchObject([
    { category: 'style', field: 'spec.updateStrategy.rollingUpdate', marked: 'rollingUpdate' },
  ]);
});
it('takes either alone', () => {
  expect(findingsOf(id, onDelete.replace('OnDelete', 'RollingUpdate'))).toEqual([]);
  expect(findingsOf(id, daemonSet('  updateStrategy:\n    type: OnDelete\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${onDelete}  "`)).toEqual([]);
});
it('takes the block away', () => {
  const [fix] = findingsOf(id, onDelete)[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: daemonSet('  updateStrategy:\n    type: OnDelete\n') });
});
