import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'malformed-value';
const memory = (value: string) => `${statefulSet()}          resources: {requests: {memory: ${value}}}\n`;

it('finds a quantity that cannot be read', () => {
  expect(findingsOf(id, memory('64 MB'))).toMatchObject([{ category: 'rejected', marked: '64 MB' }]);
});
it('takes one that can', () => {
  expect(summary(memory('64Mi'))).toEqual([]);
  expect(summary(memory('1e3'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, memory('"64 MB'))).toEqual([]);
});
