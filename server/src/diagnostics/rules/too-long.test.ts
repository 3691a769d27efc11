import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'too-long';
const annotated = (length: number) =>
  statefulSet().replace('  name: web\n', `  name: web\n  annotations:\n    note: ${'x'.repeat(length)}\n`);

it('finds annotations above the limit', () => {
  expect(findingsOf(id, annotated(262_144))).toMatchObject([{ category: 'rejected', field: 'metadata.annotations' }]);
});
it('takes those below', () => {
  expect(summary(annotated(262_000))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${annotated(262_144)}  "`)).toEqual([]);
});
