/** Numbers in words and in other units: quantities, seconds, file modes, percentages. */
import type { Localized } from '../../diagnostics/index';

/** Multipliers of quantity suffixes as numerator and denominator (`k8s.io/apimachinery/pkg/api/resource`, suffix.go). */
const SUFFIXES: Readonly<Record<string, readonly [bigint, bigint]>> = {
  n: [1n, 1_000_000_000n],
  u: [1n, 1_000_000n],
  m: [1n, 1_000n],
  '': [1n, 1n],
  k: [1_000n, 1n],
  M: [1_000_000n, 1n],
  G: [1_000_000_000n, 1n],
  T: [1_000_000_000_000n, 1n],
  P: [1_000_000_000_000_000n, 1n],
  E: [1_000_000_000_000_000_000n, 1n],
  Ki: [1n << 10n, 1n],
  Mi: [1n << 20n, 1n],
  Gi: [1n << 30n, 1n],
  Ti: [1n << 40n, 1n],
  Pi: [1n << 50n, 1n],
  Ei: [1n << 60n, 1n],
};

/** An exact amount: `numerator / denominator`, and the suffix it was written with. */
export interface Amount {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly suffix: string;
}

/**
 * Reads a quantity: `500m`, `0.5`, `1Gi`, `1e3`, or a number.
 * @returns null when it is none (`resource.ParseQuantity`)
 */
export function readQuantity(value: string | number | bigint): Amount | null {
  const match = /^([+-]?)(\d{1,40})?(?:\.(\d{0,40}))?(?:([eE][+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i))?$/.exec(
    String(value),
  );
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return null;
  let [numerator, denominator] = SUFFIXES[suffix] ?? [1n, 1n];
  numerator *= BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  denominator *= 10n ** BigInt(fraction.length);
  const power = exponent === undefined ? 0 : Number(exponent.slice(1));
  if (power > 0) numerator *= 10n ** BigInt(power);
  if (power < 0) denominator *= 10n ** BigInt(-power);
  return { numerator, denominator, suffix: exponent ?? suffix };
}

/** A number with at most `digits` digits behind the point, without trailing zeros. */
function decimal(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)));
}

/** Thousands apart: `1,073,741,824`. */
function grouped(value: bigint | number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function toNumber({ numerator, denominator }: Amount): number {
  return Number(numerator) / Number(denominator);
}

/** Rounded up, as the API server does with what it cannot store exactly. */
function ceilDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator > 0n && quotient * denominator !== numerator ? quotient + 1n : quotient;
}

/** CPU in cores and millicores: `0.5 cores (500m)`. */
export function cpuWords(amount: Amount): Localized {
  const millis = ceilDivide(amount.numerator * 1000n, amount.denominator);
  const cores = decimal(Number(millis) / 1000, 3);
  const share = Number(millis) < 1000 && Number(millis) > 0 ? Number(millis) / 10 : null;
  const of =
    share === null
      ? { en: '', ja: '' }
      : { en: `, ${decimal(share, 1)} % of one`, ja: `(1 コアの ${decimal(share, 1)} %)` };
  return {
    en: `**${cores} ${cores === '1' ? 'core' : 'cores'}** = \`${millis}m\`${of.en}`,
    ja: `**${cores} コア** = \`${millis}m\`${of.ja}`,
  };
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;
const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'] as const;

function scaled(value: number, base: number, names: readonly string[]): string {
  let at = 0;
  let rest = Math.abs(value);
  while (rest >= base && at < names.length - 1) {
    rest /= base;
    at += 1;
  }
  return `${value < 0 ? '-' : ''}${decimal(rest, at === 0 ? 3 : 2)} ${names[at]}`;
}

/** Bytes in binary and decimal units: `1 GiB = 1.07 GB (1,073,741,824 bytes)`. */
export function bytesWords(amount: Amount): Localized {
  const value = toNumber(amount);
  const whole = amount.numerator % amount.denominator === 0n;
  const exact = whole ? grouped(amount.numerator / amount.denominator) : decimal(value, 3);
  const units = `**${scaled(value, 1024, BINARY)}** = ${scaled(value, 1000, DECIMAL)}`;
  return { en: `${units} (${exact} bytes)`, ja: `${units}(${exact} バイト)` };
}

/** The amount times a whole number. */
export function times(amount: Amount, count: number): Amount {
  return { ...amount, numerator: amount.numerator * BigInt(Math.max(0, Math.trunc(count))) };
}

/** What of a binary quantity tells GiB from GB: `1G` is less than `1Gi`. */
export function isMilliBytes(amount: Amount): boolean {
  return amount.suffix === 'm' || amount.suffix === 'u' || amount.suffix === 'n';
}

/** `90` → `1 min 30 s`; below a minute seconds only. */
export function secondsWords(seconds: number): Localized {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string, string][] = [
    [Math.floor(whole / 86_400), 'd', '日'],
    [Math.floor((whole % 86_400) / 3600), 'h', '時間'],
    [Math.floor((whole % 3600) / 60), 'min', '分'],
    [whole % 60, 's', '秒'],
  ];
  const shown = parts.filter(([count]) => count > 0);
  if (shown.length === 0) return { en: '0 s', ja: '0 秒' };
  return {
    en: shown.map(([count, unit]) => `${count} ${unit}`).join(' '),
    ja: shown.map(([count, , unit]) => `${count} ${unit}`).join(' '),
  };
}

/** `420` → `0644` and `rw-r--r--`. */
export function modeWords(mode: number): { readonly octal: string; readonly letters: string } | null {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o7777) return null;
  const letters = [6, 3, 0]
    .map((shift) => {
      const bits = (mode >> shift) & 7;
      return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
    })
    .join('');
  return { octal: `0${mode.toString(8).padStart(3, '0')}`, letters };
}

/** An int-or-string count as the API server reads it; null when it is none. */
export function readCount(value: unknown): { readonly percent: boolean; readonly count: number } | null {
  if (typeof value === 'number' && Number.isInteger(value)) return { percent: false, count: value };
  if (typeof value === 'bigint') return { percent: false, count: Number(value) };
  const match = typeof value === 'string' ? /^(\d{1,9})%$/.exec(value) : null;
  return match ? { percent: true, count: Number(match[1]) } : null;
}

/** Pods that a count means among `total` (`intstr.GetScaledValueFromIntOrPercent`). */
export function scaleCount(
  count: { readonly percent: boolean; readonly count: number },
  total: number,
  round: 'up' | 'down',
): number {
  if (!count.percent) return count.count;
  const exact = (count.count * total) / 100;
  return round === 'up' ? Math.ceil(exact - 1e-9) : Math.floor(exact + 1e-9);
}
