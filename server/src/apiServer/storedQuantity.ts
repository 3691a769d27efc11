/**
 * How the API stores a quantity: canonical, but a text that is already as good as canonical is kept as it is written.
 * Upstream: apimachinery pkg/api/resource, `ParseQuantity` (its shortcut that reuses the text), `CanonicalizeBytes`,
 * `RoundUp`; k8s 1.32 to 1.37.
 */
import { parseQuantity, spellQuantity } from './validation/quantity';

const PARTS = /^[+-]?0*([0-9]*)(?:\.([0-9]*))?(.*)$/;
const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_EXPONENT: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** Is the text kept as written? `scale` is the power of ten of its last digit. */
function reused(text: string): { readonly keep: boolean; readonly scale: number } {
  if (text === '0') return { keep: true, scale: 0 };
  const [, whole = '', fraction = '', suffix = ''] = PARTS.exec(text) ?? [];
  const num = whole === '' ? '0' : whole;
  const digits = num + fraction;
  const power = BINARY_EXPONENT[suffix];
  if (power !== undefined) {
    if (fraction !== '') return { keep: false, scale: -9 };
    const precise = 15 - num.length - Math.trunc((power * 3) / 10) - 1 >= 0;
    return { keep: precise && (BigInt(num) & 7n) !== 0n, scale: 0 };
  }
  const exponent = /^[eE][+-]?[0-9]+$/.test(suffix) ? Number(suffix.slice(1)) : (DECIMAL_EXPONENT[suffix] ?? 0);
  const scale = exponent - fraction.length;
  const precise = digits.length <= 18 && scale >= -9;
  return { keep: precise && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0'), scale };
}

const MILLI_IN_NANO = 1_000_000n;

/**
 * @param written text or number as it stands in the JSON that the server receives
 * @param roundToMilli as in resource lists (`SetDefaults_ResourceList`): finer parts are rounded up to thousandths
 * @returns the stored text; null for what is no quantity (decoding refuses that)
 */
export function storedQuantity(written: string | number | bigint, roundToMilli: boolean): string | null {
  // the server reads the JSON text without undoing escapes, so that a text that needs any is no quantity
  if (typeof written === 'string' && /[\p{Cc}"\\<>&]/u.test(written)) return null;
  const text = String(written).trim();
  const parsed = parseQuantity(text);
  if (parsed === null) return null;
  const { keep, scale } = reused(text);
  if (keep && (!roundToMilli || scale >= -3)) return text;
  if (!roundToMilli) return spellQuantity(parsed);
  const rest = parsed.nano % MILLI_IN_NANO;
  if (rest === 0n) return spellQuantity(parsed);
  const up = parsed.nano > 0n ? MILLI_IN_NANO - rest : -MILLI_IN_NANO - rest;
  return spellQuantity({ ...parsed, nano: parsed.nano + up });
}
