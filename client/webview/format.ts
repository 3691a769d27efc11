/** Numbers and times as a reader of either language writes them. */

export type Language = 'en' | 'ja';

/** From this length on, in seconds, moments are written as minutes and seconds. */
const LONG_SPAN = 120;

/** Seconds with one decimal at most, and none from 10 s on: `0`, `1.2`, `31`. */
export function roundSeconds(seconds: number): string {
  const rounded = Math.abs(seconds) < 9.95 ? Math.round(seconds * 10) / 10 : Math.round(seconds);
  return String(rounded === 0 ? 0 : rounded);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * A moment on the clock of the rollout: `31 s` in a short one, `1:05` or `2:03:00` in a long one, so that all moments
 * of one picture are written alike.
 * @param seconds since the change was applied
 * @param span length of the rollout in seconds
 */
export function formatMoment(seconds: number, span: number): string {
  return span < LONG_SPAN ? `${roundSeconds(seconds)} s` : formatClock(seconds);
}

/** Whole seconds as `m:ss` or `h:mm:ss`. */
export function formatClock(seconds: number): string {
  const sign = seconds < 0 ? '-' : '';
  const whole = Math.abs(Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = twoDigits(whole % 60);
  return hours > 0 ? `${sign}${hours}:${twoDigits(minutes)}:${rest}` : `${sign}${minutes}:${rest}`;
}

/**
 * A length of time in words: `1 min 30 s`, `2 h 5 min`; `1分30秒`, `2時間5分`.
 * @param seconds zero or more
 */
export function formatDuration(seconds: number, language: Language): string {
  const unit =
    language === 'ja'
      ? { day: '日', hour: '時間', minute: '分', second: '秒', gap: '' }
      : { day: ' d', hour: ' h', minute: ' min', second: ' s', gap: ' ' };
  if (seconds < 59.5) return `${roundSeconds(seconds)}${unit.second}`;
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), unit.day],
    [Math.floor((whole % 86_400) / 3600), unit.hour],
    [Math.floor((whole % 3600) / 60), unit.minute],
    [whole % 60, unit.second],
  ];
  const first = parts.findIndex(([value]) => value > 0);
  return parts
    .slice(first, first + 2)
    .filter(([value]) => value > 0)
    .map(([value, word]) => `${value}${word}`)
    .join(unit.gap);
}

/** `5,000` */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
