import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'wrong-type';
const label = (value: string) =>
  statefulSet().replace('metadata:\n  name: web\n', `metadata:\n  name: web\n  labels:\n    on-duty: ${value}\n`);

it.each(['yes', '0755', '1.10', 'true'])('finds %s where a string is wanted', (value) => {
  expect(findingsOf(id, label(value))).toMatchObject([
    { category: 'rejected', field: expect.stringContaining('labels'), marked: value },
  ]);
});
it('takes a string', () => {
  expect(summary(label('"yes"'))).toEqual([]);
  expect(summary(label('yesterday'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, label('yes "no'))).toEqual([]);
  expect(findingsOf(id, label("'yes"))).toEqual([]);
});
it('puts quotes around, or takes them away', () => {
  const [quoted] = findingsOf(id, label('0755 # as octal'))[0]?.fixes ?? [];
  expect(quoted).toMatchObject({ preferred: true, result: label('"0755" # as octal') });
  const text = statefulSet().replace('replicas: 3', 'replicas: "3"');
  const [bare] = findingsOf(id, text)[0]?.fixes ?? [];
  expect(bare).toMatchObject({ preferred: true, result: statefulSet() });
  expect(summary(quoted?.result ?? '')).toEqual([]);
});
it('reads a word as the boolean that is wanted', () => {
  const [fix] = findingsOf(id, statefulSet('', '      hostNetwork: "yes"\n'))[0]?.fixes ?? [];
  expect(fix?.result).toBe(statefulSet('', '      hostNetwork: true\n'));
});
