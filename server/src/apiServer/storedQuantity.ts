/**
 * How the API reads and stores a quantity: canonical, but a text that is already as good as canonical is kept as it is
 * written. A number is a mantissa and a power of ten, so that no exponent is ever multiplied out.
 *
 * Upstream: apimachinery pkg/api/resource, `ParseQuantity` (with its shortcut that reuses the text), `RoundUp` and
 * `CanonicalizeBytes`; stable, compared with 1.37.
 */

type Format = 'decimal' | 'binary' | 'exponent';

interface Amount {
  readonly mantissa: bigint;
  /** power of ten */
  readonly exponent: number;
  readonly format: Format;
  /** the text, where the server keeps it */
  readonly text?: string;
}

const SYNTAX = /^([+-]?)(0*)([0-9]*)(?:\.([0-9]*))?([eEinumkKMGTP]*[+-]?[0-9]*)$/;
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
const BINARY_UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const LARGEST_SUFFIX = 18;
/** Digits that fit the server's fast path; beyond it a number is rounded to billionths. */
const FAST_DIGITS = 18;
const NANO = -9;
/** More digits than this are never divided away one by one: what is left of such a number is its sign. */
const ABSURD = 5000;
const LARGEST_BINARY = (1n << 63n) - 1n;

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Away from zero, to a multiple of 10^`to`. */
function roundUp(amount: Amount, to: number): Amount {
  if (amount.exponent >= to) return amount;
  if (to - amount.exponent > ABSURD)
    return { ...amount, mantissa: BigInt(Math.sign(Number(amount.mantissa))), exponent: to };
  const divisor = power(to - amount.exponent);
  const { mantissa, format } = amount;
  const rest = mantissa % divisor;
  const step = rest === 0n ? 0n : mantissa < 0n ? -1n : 1n;
  return { mantissa: mantissa / divisor + step, exponent: to, format };
}

function isFastBinary(whole: string, fraction: string, unit: number): boolean {
  return fraction === '' && 15 - whole.length - 3 * unit - 1 >= 0;
}

function readBinary(sign: bigint, whole: string, fraction: string, unit: number, text: string): Amount {
  const factor = 1n << BigInt(10 * unit);
  const value = BigInt(whole);
  if (isFastBinary(whole, fraction, unit)) {
    const keep = (value & 7n) !== 0n;
    return { mantissa: sign * value * factor, exponent: 0, format: 'binary', ...(keep ? { text } : {}) };
  }
  const exact: Amount = { mantissa: BigInt(whole + fraction) * factor, exponent: -fraction.length, format: 'binary' };
  const rounded = roundUp(exact, NANO);
  const capped =
    rounded.exponent === 0
      ? rounded.mantissa > LARGEST_BINARY
      : rounded.mantissa / power(-rounded.exponent) >= LARGEST_BINARY;
  const amount: Amount = capped ? { mantissa: LARGEST_BINARY, exponent: 0, format: 'binary' } : rounded;
  const belowOne = amount.mantissa > 0n && amount.mantissa < power(-amount.exponent);
  return { ...amount, mantissa: sign * amount.mantissa, format: belowOne ? 'decimal' : 'binary' };
}

/** @returns null for what is no quantity */
function read(text: string): Amount | null {
  if (text === '') return null;
  if (text === '0') return { mantissa: 0n, exponent: 0, format: 'decimal', text };
  const match = SYNTAX.exec(text);
  if (match === null) return null;
  const sign = match[1] === '-' ? -1n : 1n;
  const whole = match[3] || '0';
  const fraction = match[4] ?? '';
  const suffix = match[5] ?? '';
  // `m` and `Ki` are zeros on the server's fast path; its exact arithmetic wants a digit
  const bare = match[2] === '' && match[3] === '' && fraction === '';
  const unit = BINARY_UNITS.findIndex((name) => name !== '' && name === suffix);
  if (unit > 0) {
    const amount = readBinary(sign, whole, fraction, unit, text);
    return bare && !isFastBinary(whole, fraction, unit) ? null : amount;
  }
  const written = /^[eE]([+-]?[0-9]+)$/.exec(suffix)?.[1];
  const scale = DECIMAL.get(suffix) ?? (written === undefined ? undefined : Number(written));
  if (scale === undefined || !Number.isSafeInteger(scale)) return null;
  const format: Format = DECIMAL.has(suffix) ? 'decimal' : 'exponent';
  const digits = whole + fraction;
  const exponent = scale - fraction.length;
  const amount: Amount = { mantissa: sign * BigInt(digits), exponent, format };
  if (digits.length > FAST_DIGITS || exponent < NANO) return bare ? null : roundUp(amount, NANO);
  const keep = exponent % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  return keep ? { ...amount, text } : amount;
}

function spellDecimal({ mantissa, exponent, format }: Amount): string {
  let digits = mantissa;
  let scale = exponent;
  while (digits % 10n === 0n) {
    digits /= 10n;
    scale++;
  }
  while (scale % 3 !== 0) {
    digits *= 10n;
    scale--;
  }
  if (format === 'exponent') return scale === 0 ? `${digits}` : `${digits}e${scale}`;
  for (const [unit, power10] of DECIMAL) if (power10 === scale) return `${digits}${unit}`;
  return `${digits}${'0'.repeat(scale - LARGEST_SUFFIX)}E`;
}

/**
 * The server has no suffix beyond E and, when it stores such a number (`1000E`), writes none at all; until then it reckons
 * with the number itself.
 * @param text as `storedQuantity` gives it
 */
export function withoutLostSuffix(text: string): string {
  return text.replace(/^(-?[0-9]*?)(?:000)+E$/, '$1');
}

function spell(amount: Amount): string {
  if (amount.mantissa === 0n) return '0';
  if (amount.format !== 'binary') return spellDecimal(amount);
  const divisor = power(Math.max(0, -amount.exponent));
  const whole = amount.mantissa / divisor;
  const small = whole > -1024n && whole < 1024n;
  if (small || amount.mantissa % divisor !== 0n) return spellDecimal({ ...amount, format: 'decimal' });
  let value = whole;
  let unit = 0;
  while (value % 1024n === 0n && unit < BINARY_UNITS.length - 1) {
    value /= 1024n;
    unit++;
  }
  return `${value}${BINARY_UNITS[unit]}`;
}

/**
 * @param written text or number as it stands in the JSON that the server receives
 * @param roundToMilli as in resource lists (`SetDefaults_ResourceList`): finer parts are rounded up to thousandths
 * @returns the stored text, what is too large for it written out (`withoutLostSuffix`); null for what is no quantity (decoding refuses that)
 */
export function storedQuantity(written: string | number | bigint, roundToMilli: boolean): string | null {
  // the server reads the JSON text without undoing escapes, so that a text that needs any is no quantity
  if (typeof written === 'string' && /[\p{Cc}"\\<>&]/u.test(written)) return null;
  const text = String(written).trim();
  const amount = text.length > 400 ? null : read(text);
  if (amount === null) return null;
  if (!roundToMilli || amount.exponent >= -3) return amount.text ?? spell(amount);
  return spell(roundUp(amount, -3));
}
