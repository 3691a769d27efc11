import { describe, expect, it } from 'vitest';
import { isFractional, parseQuantity, spellQuantity, wholeValue } from './quantity';

describe('quantities', () => {
  it.each([
    ['0', '0'],
    ['1000m', '1'],
    ['0.5', '500m'],
    ['1000', '1k'],
    ['1024Ki', '1Mi'],
    ['1.5Gi', '1536Mi'],
    ['0.5Ki', '512'],
    ['1e3', '1e3'],
    ['1.5e3', '1500'],
    ['0.0000000001', '1n'],
    ['-1.5', '-1500m'],
    ['.5', '500m'],
    ['5.', '5'],
    ['+1', '1'],
    ['9223372036854775808', '9223372036854775808'],
    ['10Ei', '9223372036854775807'],
  ])('%s is spelled %s', (text, spelled) => {
    const quantity = parseQuantity(text);
    expect(quantity).not.toBeNull();
    if (quantity !== null) expect(spellQuantity(quantity)).toBe(spelled);
  });

  it.each(['', 'x', '1x', '1 Gi', '1KI', '1.2.3', '--1', 'e3', '.'])('%j is none', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });

  it('reads numbers as well, and nothing else', () => {
    expect(parseQuantity(1)?.nano).toBe(1_000_000_000n);
    expect(parseQuantity(0.1)?.nano).toBe(100_000_000n);
    expect(parseQuantity(true)).toBeNull();
    expect(parseQuantity(null)).toBeNull();
  });

  it('compares what is written differently', () => {
    expect(parseQuantity('1Gi')?.nano).toBe(parseQuantity('1024Mi')?.nano);
    expect(parseQuantity('1G')?.nano).not.toBe(parseQuantity('1Gi')?.nano);
  });

  it('rounds parts up', () => {
    const half = parseQuantity('0.5');
    const tiny = parseQuantity('1u');
    const two = parseQuantity('2Mi');
    if (half === null || tiny === null || two === null) throw new Error('no quantity');
    expect(wholeValue(half)).toBe(1n);
    expect(isFractional(half)).toBe(true);
    expect(isFractional(tiny)).toBe(true);
    expect(isFractional(two)).toBe(false);
  });

  it('overflows as 64 bits do', () => {
    const fractional = (text: string) =>
      isFractional(parseQuantity(text) ?? { nano: 0n, format: 'decimal', fast: true });
    // exact arithmetic wraps around, that of few digits answers 0
    expect(['1Ei', '2Ei', '10E', '99999999999999999999999999'].map(fractional)).toEqual([true, false, false, true]);
    expect(wholeValue(parseQuantity('1000E') ?? { nano: 1n, format: 'decimal', fast: true })).toBe(0n);
  });

  it('does not hang on huge exponents', () => {
    expect(parseQuantity('1e999999999')).not.toBeNull();
    expect(parseQuantity('1e-999999999')?.nano).toBe(1n);
  });
});
