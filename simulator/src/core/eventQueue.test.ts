import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Due, peek, pop, push } from './eventQueue';

test('gives events by time, and those of one time in the order in which they were planned', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { maxLength: 60 }), (times) => {
      const heap: Due[] = [];
      times.forEach((at, seq) => {
        push(heap, { at, seq, type: 'sync', id: 0, arg: 0 });
      });
      const wanted = times
        .map((at, seq) => [at, seq])
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
      const got: number[][] = [];
      while (peek(heap) !== undefined) {
        const due = pop(heap);
        if (due !== undefined) got.push([due.at, due.seq]);
      }
      expect(got).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

test('an empty queue gives nothing', () => {
  expect(pop([])).toBeUndefined();
});
