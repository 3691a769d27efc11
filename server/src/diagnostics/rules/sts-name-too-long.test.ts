import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-name-too-long';
const named = (length: number) => statefulSet().replace('name: web', `name: ${'w'.repeat(length)}`);

it('finds a name without room for the hash', () => {
  expect(findingsOf(id, named(53))).toMatchObject([
    { category: 'broken', field: 'metadata.name', marked: 'w'.repeat(53) },
  ]);
  expect(findingsOf(id, named(63))).toHaveLength(1);
});
it('takes a name with room', () => {
  expect(findingsOf(id, named(52))).toEqual([]);
});
it('leaves names that the server refuses to it', () => {
  expect(findingsOf(id, named(64))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${named(53)}  "`)).toEqual([]);
});
