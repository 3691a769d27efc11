/**
 * Resource quantities (`500m`, `1Gi`, `1e3`), read and spelled as the API does.
 * Upstream: apimachinery pkg/api/resource (`ParseQuantity`, `CanonicalizeBytes`), stable since 1.2.
 */
import type { Json } from '../judgement';

export interface Quantity {
  /** in units of 10⁻⁹, rounded away from zero where finer digits were written */
  readonly nano: bigint;
  readonly format: 'decimal' | 'binary' | 'exponent';
}

const NANO = 1_000_000_000n;
const MAX = ((1n << 63n) - 1n) * NANO;
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
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(whole + fraction);
  const binary = (BINARY as readonly string[]).indexOf(suffix);
  let format: Quantity['format'] = 'decimal';
  let scale = 9 - fraction.length;
  let amount = digits;
  if (binary >= 0) {
    format = 'binary';
    amount *= 1n << BigInt(10 * (binary + 1));
  } else if (/^[eE][+-]?[0-9]/.test(suffix)) {
    const exponent = Number(suffix.slice(1));
    if (Math.abs(exponent) > 60) return { nano: exponent > 0 && digits > 0n ? MAX : digits > 0n ? 1n : 0n, format };
    format = 'exponent';
    scale += exponent;
  } else scale += DECIMAL.get(suffix) ?? 0;
  let nano: bigint;
  if (scale >= 0) nano = amount * power(scale);
  else {
    const divisor = power(-scale);
    nano = (amount + divisor - 1n) / divisor;
  }
  // few digits with a large suffix are kept as they are, all else is capped at 2⁶³−1
  if (nano > MAX && (format === 'binary' || whole.length + fraction.length > 18)) nano = MAX;
  if (format === 'binary' && nano < 1024n * NANO) format = 'decimal';
  return { nano: sign === '-' ? -nano : nano, format };
}

/** Whole units, rounded up as `Quantity.Value()` does; what does not fit into 64 bits reads 0 there. */
export function wholeValue(quantity: Quantity): bigint {
  const { nano } = quantity;
  if (nano > MAX) return 0n;
  return nano % NANO === 0n || nano < 0n ? nano / NANO : nano / NANO + 1n;
}

/** Thousandths, rounded up (`Quantity.MilliValue()`), leave a rest: the value has a fraction that counts. */
export function isFractional(quantity: Quantity): boolean {
  const milli = NANO / 1000n;
  const { nano } = quantity;
  const thousandths = nano % milli === 0n || nano < 0n ? nano / milli : nano / milli + 1n;
  return thousandths % 1000n !== 0n;
}

/** The canonical spelling: `1000m` → `1`, `1024Ki` → `1Mi`, `1000` → `1k`. */
export function spellQuantity(quantity: Quantity): string {
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
