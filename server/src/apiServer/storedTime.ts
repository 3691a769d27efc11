/** Times of the API: RFC 3339 text, read as Go reads it and stored in UTC (upstream: apimachinery `metav1.Time`). */

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** Go's zero time: the API stores it as no time at all (`Time.IsZero`). */
export const ZERO_TIME = '0001-01-01T00:00:00Z';

/** Days of a month; 0 for what is no month. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * A time as it is stored: UTC, whole seconds. Read like Go's `time.Parse`, which takes an hour of one digit, too.
 * @returns null for what is no RFC 3339 time; Go's zero time, which counts as none, is spelled `ZERO_TIME`
 */
export function storedTime(text: string): string | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const offset = match[7] === undefined ? 0 : (match[7] === '-' ? 1 : -1) * (Number(match[8]) * 60 + Number(match[9]));
  if (match[7] !== undefined && (Number(match[8]) > 24 || Number(match[9]) > 60)) return null;
  let total = hour * 60 + minute + offset;
  let [y, m, d] = [year, month, day];
  while (total < 0) {
    total += 1440;
    d -= 1;
    if (d === 0) {
      m -= 1;
      if (m === 0) [y, m] = [y - 1, 12];
      d = daysIn(y, m);
    }
  }
  while (total >= 1440) {
    total -= 1440;
    d += 1;
    if (d > daysIn(y, m)) {
      d = 1;
      m += 1;
      if (m === 13) [y, m] = [y + 1, 1];
    }
  }
  return `${String(y).padStart(4, '0')}-${two(m)}-${two(d)}T${two(Math.floor(total / 60))}:${two(total % 60)}:${two(second)}Z`;
}
