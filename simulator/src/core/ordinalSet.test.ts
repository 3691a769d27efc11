import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, createOrdinalSet, first, has, last, next, previous, remove } from './ordinalSet';

test('an empty set has no first and no last', () => {
  const set = createOrdinalSet(0);
  expect([first(set), last(set), next(set, 3), previous(set, 3), set.size]).toEqual([-1, -1, -1, -1, 0]);
});

test('walks over the boundaries of its words', () => {
  const set = createOrdinalSet(40_000);
  for (const n of [0, 31, 32, 1023, 1024, 32_767, 32_768, 39_999]) add(set, n);
  const seen: number[] = [];
  for (let n = first(set); n >= 0; n = next(set, n + 1)) seen.push(n);
  expect(seen).toEqual([0, 31, 32, 1023, 1024, 32_767, 32_768, 39_999]);
  const back: number[] = [];
  for (let n = last(set); n >= 0; n = previous(set, n - 1)) back.push(n);
  expect(back).toEqual([...seen].reverse());
});

test('agrees with a plain set, whatever is added and removed', () => {
  const step = fc.record({ put: fc.boolean(), n: fc.nat(2999) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), fc.nat(2999), (steps, probe) => {
      const set = createOrdinalSet(3000);
      const plain = new Set<number>();
      for (const { put, n } of steps) {
        if (put) {
          add(set, n);
          plain.add(n);
        } else {
          remove(set, n);
          plain.delete(n);
        }
      }
      const sorted = [...plain].sort((a, b) => a - b);
      expect(set.size).toBe(plain.size);
      expect(has(set, probe)).toBe(plain.has(probe));
      expect(first(set)).toBe(sorted[0] ?? -1);
      expect(last(set)).toBe(sorted.at(-1) ?? -1);
      expect(next(set, probe)).toBe(sorted.find((n) => n >= probe) ?? -1);
      expect(previous(set, probe)).toBe(sorted.findLast((n) => n <= probe) ?? -1);
    }),
    { numRuns: 60 },
  );
});
