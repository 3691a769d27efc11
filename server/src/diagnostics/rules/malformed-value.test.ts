import { expect, it } from 'vitest';
import { findingsOf, refusals, statefulSet } from '../testing';

const id = 'malformed-value';
const memory = (value: string) => `${statefulSet()}          resources: {requests: {memory: ${value}}}\n`;

it('finds a quantity that cannot be read', () => {
  expect(findingsOf(id, memory('64 MB'))).toMatchObject([{ category: 'rejected', marked: '64 MB' }]);
});
it('takes one that can', () => {
  expect(refusals(memory('64Mi'))).toEqual([]);
  expect(refusals(memory('1e3'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, memory('"64 MB'))).toEqual([]);
});
