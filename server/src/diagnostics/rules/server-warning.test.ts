import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'server-warning';
const env = (second: string) =>
  `${statefulSet()}          env: [{name: MODE, value: a}, {name: ${second}, value: b}]\n`;

it('says what the server warns of', () => {
  const [finding] = findingsOf(id, env('MODE'));
  expect(finding).toMatchObject({ category: 'risk' });
  expect(finding?.message).toContain('MODE');
});
it('is silent where the server is', () => {
  expect(summary(env('LEVEL'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, env('"MODE'))).toEqual([]);
});
