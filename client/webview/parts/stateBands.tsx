/** Many rows over time: how many are in each state, stacked. */
import { useMemo } from 'preact/hooks';
import { headAt, type Picture, type PodState } from '../picture';
import type { TimeScale } from '../timeScale';
import { type Age, ageOf, stateClass } from './patterns';

export interface Band {
  readonly state: PodState;
  readonly age: Age;
  /** rows in that state, one value for each moment */
  readonly counts: readonly number[];
}

const ORDER: readonly { readonly state: PodState; readonly age: Age }[] = [
  { state: 'available', age: 'new' },
  { state: 'running', age: 'new' },
  { state: 'starting', age: 'new' },
  { state: 'pending', age: 'new' },
  { state: 'failed', age: 'new' },
  { state: 'failed', age: 'old' },
  { state: 'terminating', age: 'new' },
  { state: 'terminating', age: 'old' },
  { state: 'pending', age: 'old' },
  { state: 'starting', age: 'old' },
  { state: 'running', age: 'old' },
  { state: 'available', age: 'old' },
];

/**
 * Counts of rows by state at given moments. Each row adds its changes only; one walk over the moments sums them up.
 * @param moments seconds, ascending
 */
function bandsOf(picture: Picture, moments: readonly number[]): readonly Band[] {
  const none = () => new Int32Array(moments.length + 1);
  const ofStates = (): Record<PodState, Int32Array> => ({
    available: none(),
    running: none(),
    starting: none(),
    pending: none(),
    failed: none(),
    terminating: none(),
  });
  const changes: Record<Age, Record<PodState, Int32Array>> = { new: ofStates(), old: ofStates() };
  for (const row of picture.rows) {
    for (let index = 0; index < moments.length; ) {
      const t = moments[index] ?? 0;
      const next = firstNotBefore(moments, nextChange(row.segments, t), index + 1);
      const head = headAt(picture, row, t);
      const change = head && changes[ageOf(head.revision, picture.newest)][head.state];
      if (change) {
        change[index] = (change[index] ?? 0) + 1;
        change[next] = (change[next] ?? 0) - 1;
      }
      index = next;
    }
  }
  const bands = ORDER.map(({ state, age }) => {
    let sum = 0;
    const change = changes[age][state];
    const counts = moments.map((_, index) => {
      sum += change[index] ?? 0;
      return sum;
    });
    return { state, age, counts };
  });
  return bands.filter((band) => band.counts.some((count) => count > 0));
}

/** When the row next changes after `t`, in seconds; infinity when it does not. */
function nextChange(segments: readonly { readonly from: number; readonly to: number }[], t: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { from, to } of segments) {
    if (from > t) next = Math.min(next, from);
    if (to > t) next = Math.min(next, to);
  }
  return next;
}

/** Index of the first moment at or after `t`, from `low` on; the length when there is none. */
function firstNotBefore(moments: readonly number[], t: number, low: number): number {
  let from = low;
  let to = moments.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((moments[middle] ?? 0) < t) from = middle + 1;
    else to = middle;
  }
  return from;
}

interface BandsProps {
  readonly picture: Picture;
  readonly scale: TimeScale;
  /** pixels */
  readonly width: number;
  readonly height: number;
}

export function StateBands({ picture, scale, width, height }: BandsProps) {
  const columns = Math.max(2, Math.min(400, Math.floor(width / 2)));
  const shapes = useMemo(() => {
    const moments = Array.from({ length: columns + 1 }, (_, index) => Math.max(0, scale.t(index / columns)));
    const bands = bandsOf(picture, moments);
    const total = Math.max(1, picture.rows.length);
    const floor = moments.map(() => 0);
    return bands.map((band) => {
      const upper: string[] = [];
      const lower: string[] = [];
      band.counts.forEach((count, index) => {
        const x = ((index / columns) * width).toFixed(1);
        const from = floor[index] ?? 0;
        lower.push(`${x} ${(height - (from / total) * height).toFixed(1)}`);
        upper.push(`${x} ${(height - ((from + count) / total) * height).toFixed(1)}`);
        floor[index] = from + count;
      });
      return { ...band, d: `M${upper.join('L')}L${lower.reverse().join('L')}Z` };
    });
  }, [picture, scale, columns, width, height]);
  return (
    <svg class="bands" width={width} height={height} aria-hidden="true">
      {shapes.map((shape) => (
        <path key={`${shape.state}|${shape.age}`} class={`bar ${stateClass(shape.state, shape.age)}`} d={shape.d} />
      ))}
    </svg>
  );
}
