import { expect, it } from 'vitest';
import { daemonSet, findingsOf, summary } from '../testing';

const id = 'forbidden-field';

it('finds a field that the kind does not take', () => {
  expect(findingsOf(id, daemonSet('', '      activeDeadlineSeconds: 60\n'))).toMatchObject([
    { category: 'rejected', field: 'spec.template.spec.activeDeadlineSeconds' },
  ]);
});
it('takes its neighbour', () => {
  expect(summary(daemonSet('', '      terminationGracePeriodSeconds: 60\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, daemonSet('', '      activeDeadlineSeconds: "60\n'))).toEqual([]);
});
