import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-max-unavailable-rounding';
const budget = (value: string) =>
  statefulSet(`  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: ${value}\n`);

it('finds a percentage that is rounded', () => {
  expect(findingsOf(id, budget('60%'))).toMatchObject([{ category: 'style', marked: '60%' }]);
  expect(findingsOf(id, budget('60%'))[0]?.message).toContain('60% of 3 replicas is 1');
  expect(findingsOf(id, budget('10%'))[0]?.message).toContain('is 1');
});
it('takes whole numbers of pods', () => {
  expect(findingsOf(id, budget('2'))).toEqual([]);
  expect(findingsOf(id, budget('50%').replace('replicas: 3', 'replicas: 4'))).toEqual([]);
});
it('is silent where the release drops the field', () => {
  expect(findingsOf(id, budget('60%'), { version: '1.36' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${budget('60%')}  "`)).toEqual([]);
});
