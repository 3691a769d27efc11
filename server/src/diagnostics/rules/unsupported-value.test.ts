import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'unsupported-value';
const pull = (value: string) => `${statefulSet()}          imagePullPolicy: ${value}\n`;

it('finds a word outside the set', () => {
  const [finding] = findingsOf(id, pull('always'));
  expect(finding).toMatchObject({ category: 'rejected', marked: 'always' });
  expect(finding?.message).toContain('Always');
});
it('takes one of the set', () => {
  expect(summary(pull('Always'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, pull('"always'))).toEqual([]);
});
it('takes the word that is meant', () => {
  const [fix] = findingsOf(id, pull('always'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: pull('Always') });
});
