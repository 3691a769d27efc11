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
 * Counts of rows by state at evenly spaced moments.
 * @param moments seconds, ascending
 */
export function bandsOf(picture: Picture, moments: readonly number[]): readonly Band[] {
  const counts = new Map(ORDER.map(({ state, age }) => [`${state}|${age}`, moments.map(() => 0)]));
  for (const row of picture.rows) {
    // walk the row's segments along the moments; a row has few, so most moments repeat the one before
    let until = Number.NEGATIVE_INFINITY;
    let band: number[] | undefined;
    moments.forEach((t, index) => {
      if (t >= until) {
        const head = headAt(picture, row, t);
        band = head ? counts.get(`${head.state}|${ageOf(head.revision, picture.newest)}`) : undefined;
        until = nextChange(row.segments, t);
      }
      if (band) band[index] = (band[index] ?? 0) + 1;
    });
  }
  return ORDER.map(({ state, age }) => ({ state, age, counts: counts.get(`${state}|${age}`) ?? [] })).filter((band) =>
    band.counts.some((count) => count > 0),
  );
}

function nextChange(segments: readonly { readonly from: number; readonly to: number }[], t: number): number {
  let next = Number.POSITIVE_INFINITY;
  for (const { from, to } of segments) {
    if (from > t) next = Math.min(next, from);
    if (to > t) next = Math.min(next, to);
  }
  return next;
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
