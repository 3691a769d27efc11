/**
 * Resource quantities (`500m`, `1Gi`, `1e3`), read and spelled as the API does.
 * Upstream: apimachinery pkg/api/resource (`ParseQuantity`, `CanonicalizeBytes`), stable since 1.2.
 */
import type { Json } from '../judgement';

export interface Quantity {
  /** in units of 10⁻⁹, rounded away from zero where finer digits were written */
  readonly nano: bigint;
  readonly format: 'decimal' | 'binary' | 'exponent';
  /** few enough digits for the server's 64-bit arithmetic, which answers 0 on overflow; the exact one wraps around */
  readonly fast: boolean;
}

const NANO = 1_000_000_000n;
const LARGEST = (1n << 63n) - 1n;
const MAX = LARGEST * NANO;
/** digits of the server's fast path */
const FAST_DIGITS = 18;
const LARGEST_EXPONENT = 400;
const SYNTAX = /^([+-]?)([0-9]*)(?:\.([0-9]*))?((?:[KMGTPE]i)|[numkMGTPE]|(?:[eE][+-]?[0-9]+))?$/;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/**
 * Reads a quantity as it stands in JSON: text or number.
 * @returns null for what is no quantity (decoding refuses that).
 */
export function parseQuantity(value: Json | undefined): Quantity | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  const match = SYNTAX.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', written = '', fraction = '', suffix = ''] = match;
  const whole = written.replace(/^0+/, '');
  if (written === '' && fraction === '') return null;
  const digits = BigInt(whole + fraction || '0');
  const binary = (BINARY as readonly string[]).indexOf(suffix);
  const length = whole.length + fraction.length;
  const fast = binary < 0 ? length <= FAST_DIGITS : fraction === '' && 15 - length - 3 * (binary + 1) - 1 >= 0;
  let format: Quantity['format'] = 'decimal';
  let scale = 9 - fraction.length;
  let amount = digits;
  if (binary >= 0) {
    format = 'binary';
    amount *= 1n << BigInt(10 * (binary + 1));
  } else if (/^[eE][+-]?[0-9]/.test(suffix)) {
    const exponent = Number(suffix.slice(1));
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      const size = digits === 0n ? 0n : exponent > 0 ? power(LARGEST_EXPONENT) : 1n;
      return { nano: sign === '-' ? -size : size, format: 'exponent', fast };
    }
    format = 'exponent';
    scale += exponent;
  } else scale += DECIMAL.get(suffix) ?? 0;
  let nano: bigint;
  if (scale >= 0) nano = amount * power(scale);
  else {
    const divisor = power(-scale);
    nano = (amount + divisor - 1n) / divisor;
  }
  // binary ones are capped at 2⁶³−1
  if (nano > MAX && format === 'binary') nano = MAX;
  if (format === 'binary' && nano < 1024n * NANO) format = 'decimal';
  return { nano: sign === '-' ? -nano : nano, format, fast };
}

/** The amount in units of `unit` billionths, rounded away from zero, in 64 bits (`Quantity.ScaledValue`). */
function scaledValue({ nano, fast }: Quantity, unit: bigint): bigint {
  const rest = nano % unit;
  const value = nano / unit + (rest === 0n ? 0n : nano < 0n ? -1n : 1n);
  if (value <= LARGEST && value >= -LARGEST) return value;
  return fast ? 0n : BigInt.asIntN(64, value);
}

/** Whole units, rounded up as `Quantity.Value()` does, overflow included. */
export function wholeValue(quantity: Quantity): bigint {
  return scaledValue(quantity, NANO);
}

/**
 * Thousandths, rounded up (`Quantity.MilliValue()`), leave a rest: the value has a fraction that counts, or is so large
 * (`1Ei`) that its thousandths do not fit into 64 bits.
 */
export function isFractional(quantity: Quantity): boolean {
  return scaledValue(quantity, NANO / 1000n) % 1000n !== 0n;
}

/** The canonical spelling: `1000m` → `1`, `1024Ki` → `1Mi`, `1000` → `1k`. */
export function spellQuantity(quantity: Pick<Quantity, 'nano' | 'format'>): string {
  const { nano, format } = quantity;
  if (nano === 0n) return '0';
  const sign = nano < 0n ? '-' : '';
  const size = nano < 0n ? -nano : nano;
  if (format === 'binary' && size % NANO === 0n) {
    let value = size / NANO;
    let unit = -1;
    while (unit < BINARY.length - 1 && value % 1024n === 0n) {
      value /= 1024n;
      unit++;
    }
    return `${sign}${value}${unit < 0 ? '' : BINARY[unit]}`;
  }
  let value = size;
  let exponent = -9;
  while (exponent < 18 && value % 1000n === 0n) {
    value /= 1000n;
    exponent += 3;
  }
  if (format === 'exponent') return `${sign}${value}${exponent === 0 ? '' : `e${exponent}`}`;
  for (const [unit, power10] of DECIMAL) if (power10 === exponent) return `${sign}${value}${unit}`;
  return `${sign}${value}`;
}
