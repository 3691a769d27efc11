/**
 * What a scalar means: `resolve` of go.yaml.in/yaml/v2 2.4 (YAML 1.1 booleans, Go's integer literals), then
 * `convertToJSONableObject` of sigs.k8s.io/yaml 1.6 for keys.
 */
import type { ScalarNode, ScalarValue } from './node';

export interface Resolved {
  readonly value: ScalarValue;
  readonly type: ScalarNode['type'];
}

const WORDS: ReadonlyMap<string, Resolved> = new Map<string, Resolved>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word): [string, Resolved] => [
    word,
    { value: true, type: 'bool' },
  ]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word): [string, Resolved] => [
    word,
    { value: false, type: 'bool' },
  ]),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, Resolved] => [word, { value: null, type: 'null' }]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, Resolved] => [word, { value: Number.NaN, type: 'float' }]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, Resolved] => [
    word,
    { value: Number.POSITIVE_INFINITY, type: 'float' },
  ]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, Resolved] => [
    word,
    { value: Number.NEGATIVE_INFINITY, type: 'float' },
  ]),
]);

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DOTTED = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/** A plain scalar without a tag: null, bool, int, float or string. Timestamps stay strings, as sigs.k8s.io/yaml has it. */
export function resolvePlain(text: string): Resolved {
  const first = text.charCodeAt(0);
  // most scalars begin with a letter that begins no word of the table
  if (text.length > 5 && ((first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a))) {
    return { value: text, type: 'string' };
  }
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  if (first === 0x2e) {
    return DOTTED.test(text) ? finite(text) : { value: text, type: 'string' };
  }
  if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d) return number(text);
  return { value: text, type: 'string' };
}

function finite(text: string, digits = text): Resolved {
  const value = Number(digits);
  return Number.isFinite(value) ? { value, type: 'float' } : { value: text, type: 'string' };
}

function int(value: bigint): Resolved {
  const small = Number(value);
  return { value: Number.isSafeInteger(small) ? small : value, type: 'int' };
}

/** Go's `strconv.ParseInt(text, base, 64)` with base 0 (literal prefixes) or 2; null where it fails. */
function parseInteger(text: string, base: 0 | 2): bigint | null {
  const match = /^([-+]?)(.+)$/.exec(text);
  if (match === null) return null;
  const sign = match[1] ?? '';
  let digits = (match[2] ?? '').toLowerCase();
  if (base === 2) {
    if (!/^[01]+$/.test(digits)) return null;
    digits = `0b${digits}`;
  } else if (/^0[0-7]+$/.test(digits)) digits = `0o${digits.slice(1)}`;
  else if (!/^(?:0|[1-9][0-9]*|0b[01]+|0o[0-7]+|0x[0-9a-f]+)$/.test(digits)) return null;
  if (digits.length > 80) return null;
  const size = BigInt(digits);
  return sign === '-' ? -size : size;
}

function number(text: string): Resolved {
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(plain)) return { value: Number(plain), type: 'int' };
  // the date formats that Go tries first all hold a `-` behind four digits, which no number does
  const value = parseInteger(plain, 0);
  if (value !== null && value >= INT64_MIN && value <= INT64_MAX) return int(value);
  if (value !== null && value <= UINT64_MAX && value > 0n && !plain.startsWith('+')) return int(value);
  if (FLOAT.test(plain)) {
    const float = finite(text, plain);
    if (float.type === 'float') return float;
  }
  if (plain.startsWith('0b') || plain.startsWith('-0b')) {
    const bits = plain.startsWith('-') ? `-${plain.slice(3)}` : plain.slice(2);
    const binary = parseInteger(bits, 2);
    if (binary !== null && binary >= INT64_MIN && binary <= INT64_MAX) return int(binary);
  }
  return { value: text, type: 'string' };
}

const TAG_TYPES: Readonly<Record<string, ScalarNode['type']>> = {
  'tag:yaml.org,2002:null': 'null',
  'tag:yaml.org,2002:bool': 'bool',
  'tag:yaml.org,2002:int': 'int',
  'tag:yaml.org,2002:float': 'float',
};
export const MERGE_TAG = 'tag:yaml.org,2002:merge';
const STRING_TAG = 'tag:yaml.org,2002:str';
const BINARY_TAG = 'tag:yaml.org,2002:binary';
const TIMESTAMP_TAG = 'tag:yaml.org,2002:timestamp';
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:Z|[-+]\d\d:\d\d)?)?$/;

/**
 * A scalar with a tag.
 * @param tag the full tag (`tag:yaml.org,2002:int`), or one of its own (`!local`), which leaves a string
 * @returns what it becomes, or the short name of the type that it cannot be read as
 */
export function resolveTagged(tag: string, text: string): Resolved | { readonly fails: string } {
  if (tag === STRING_TAG) return { value: text, type: 'string' };
  if (tag === BINARY_TAG) {
    const decoded = decodeBase64(text.replace(/[\r\n]/g, ''));
    return decoded === null ? { fails: '!!binary' } : { value: decoded, type: 'string' };
  }
  if (tag === TIMESTAMP_TAG) {
    return TIMESTAMP.test(text) ? { value: text, type: 'string' } : { fails: '!!timestamp' };
  }
  const wanted = TAG_TYPES[tag];
  if (wanted === undefined) return { value: text, type: 'string' };
  const plain = resolvePlain(text);
  if (plain.type === wanted) return plain;
  if (wanted === 'float' && plain.type === 'int') return { value: Number(plain.value), type: 'float' };
  return { fails: `!!${wanted}` };
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding, read as UTF-8; null where it is malformed. */
function decodeBase64(text: string): string | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  let percent = '';
  let bits = 0;
  let held = 0;
  const bytes: number[] = [];
  for (const letter of text.replace(/=+$/, '')) {
    bits = (bits << 6) | BASE64.indexOf(letter);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
      bits &= (1 << held) - 1;
    }
  }
  for (const byte of bytes) percent += `%${byte.toString(16).padStart(2, '0')}`;
  try {
    return decodeURIComponent(percent);
  } catch {
    return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')).join('');
  }
}

/**
 * The JSON key that a scalar becomes: `true` and `1` as written by Go, floats with 32 bits.
 * @returns null for what sigs.k8s.io/yaml refuses as a key: null, and integers beyond 64 bits with sign
 */
export function keyText(resolved: Resolved): string | null {
  const { value } = resolved;
  if (typeof value === 'string') return value;
  if (value === null) return null;
  if (resolved.type === 'float') return formatFloat32(Number(value));
  if (typeof value === 'bigint' && value > INT64_MAX) return null;
  return String(value);
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 32)`, with the names of YAML for what is not finite. */
export function formatFloat32(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const [mantissa = '0', power = '0'] = single.toExponential(digits - 1).split('e');
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 6) {
    const sign = exponent < 0 ? '-' : '+';
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return fixed(mantissa, exponent);
}

/** `1.25`, 1 → `12.5` */
function fixed(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return rest === '' ? sign + whole : `${sign}${whole}.${rest}`;
}
