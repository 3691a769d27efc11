import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idleGaps, timeScale } from './timeScale';

describe('idle stretches', () => {
  it('leaves an even rollout alone', () => {
    expect(idleGaps([0, 1, 4, 6, 7, 10, 12])).toEqual([]);
  });
  it('finds the wait of ten minutes between steps of seconds', () => {
    expect(idleGaps([0, 1, 4, 6, 606, 607, 610, 1210])).toEqual([
      { from: 6, to: 606 },
      { from: 610, to: 1210 },
    ]);
  });
  it('does not call a slow start idle: what is left would not be small', () => {
    expect(idleGaps([0, 1, 61, 62, 122])).toEqual([]);
  });
  it('compresses nothing when there would be breaks all over', () => {
    const moments = Array.from({ length: 60 }, (_, index) => Math.floor(index / 2) * 600 + (index % 2));
    expect(idleGaps(moments)).toEqual([]);
  });
});

describe('the scale', () => {
  it('gives a break little width and no ticks', () => {
    const scale = timeScale(0, 910, [0, 1, 4, 6, 906, 908, 910], 800);
    expect(scale.breaks).toHaveLength(1);
    const [gap] = scale.breaks;
    expect((gap?.x1 ?? 1) - (gap?.x0 ?? 0)).toBeLessThan(0.09);
    expect(scale.ticks.every((tick) => tick.t <= 6 || tick.t >= 906)).toBe(true);
  });
  it('has nice ticks that do not collide', () => {
    const scale = timeScale(-3, 93, [0, 31, 60, 90], 900);
    expect(scale.ticks.map((tick) => tick.label)).toEqual([
      '0 s',
      '10 s',
      '20 s',
      '30 s',
      '40 s',
      '50 s',
      '60 s',
      '70 s',
      '80 s',
      '90 s',
    ]);
    const narrow = timeScale(-3, 93, [0, 31, 60, 90], 210);
    expect(narrow.ticks.map((tick) => tick.label)).toEqual(['0 s', '60 s']);
  });
  it('goes there and back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (times, share) => {
          const moments = [...times].sort((a, b) => a - b);
          const end = (moments.at(-1) ?? 0) + 1;
          const scale = timeScale(-1, end, moments, 600);
          const t = -1 + share * (end + 1);
          expect(scale.t(scale.x(t))).toBeCloseTo(t, 4);
          expect(scale.x(t)).toBeGreaterThanOrEqual(0);
          expect(scale.x(t)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 200 },
    );
  });
  it('never runs backwards', () => {
    const scale = timeScale(0, 1300, [0, 1, 3, 603, 605, 1205, 1300], 700);
    const xs = Array.from({ length: 131 }, (_, index) => scale.x(index * 10));
    expect(xs.every((x, index) => index === 0 || x >= (xs[index - 1] ?? 0))).toBe(true);
  });
  it('survives a span of nothing', () => {
    const scale = timeScale(0, 0, [0], 0);
    expect(Number.isFinite(scale.x(0))).toBe(true);
    expect(scale.end).toBeGreaterThan(0);
  });
});
