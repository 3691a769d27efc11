import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'exported-fields';
const exported = (line: string) => statefulSet().replace('  name: web\n', `  name: web\n  ${line}\n`);

it.each([
  ['resourceVersion: "481234"', 'metadata.resourceVersion', /conflict/],
  ['generation: 4', 'metadata.generation', /ignored/],
] as const)('finds %s and removes it', (line, field, message) => {
  const [finding] = findingsOf(id, exported(line));
  expect(finding).toMatchObject({ category: 'style', field });
  expect(finding?.message).toMatch(message);
  expect(finding?.fixes[0]?.result).toBe(statefulSet());
});
it('takes what generators leave empty', () => {
  expect(findingsOf(id, exported('creationTimestamp: null'))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${exported('uid: a')} "`)).toEqual([]);
});
