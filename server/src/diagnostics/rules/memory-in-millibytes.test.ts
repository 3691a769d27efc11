import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'memory-in-millibytes';
const memory = (value: string) => `${statefulSet()}          resources: {limits: {memory: ${value}}}\n`;

it('finds thousandths of bytes', () => {
  expect(findingsOf(id, memory('512m'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].resources.limits[memory]', marked: '512m' },
  ]);
});
it('takes whole bytes', () => {
  expect(findingsOf(id, memory('512Mi'))).toEqual([]);
  expect(findingsOf(id, memory('"536870912"'))).toEqual([]);
});
it('words other fractions in the server’s way', () => {
  expect(findingsOf(id, memory('0.5'))).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, memory('"512m'))).toEqual([]);
});
it('writes mebibytes', () => {
  const [fix] = findingsOf(id, memory('512m'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: memory('512Mi') });
});
