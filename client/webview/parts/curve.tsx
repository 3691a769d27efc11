/** The availability curve: how many pods are available, against how many are wanted, and the fewest. */
import { formatCount } from '../format';
import type { Picture } from '../picture';
import type { TimeScale } from '../timeScale';
import type { Words } from '../words';

interface CurveProps {
  readonly picture: Picture;
  readonly scale: TimeScale;
  /** pixels */
  readonly width: number;
  readonly height: number;
  readonly words: Words;
}

/**
 * A step line as an SVG path. Steps no more than a pixel apart are joined to the lowest of them: a dip of 5,000 nodes is
 * never lost, the path stays short, and whether a moment's rise shows does not hang on where a pixel begins.
 */
export function stepPath(
  steps: readonly { readonly t: number; readonly value: number }[],
  scale: TimeScale,
  width: number,
  y: (value: number) => number,
): string {
  let path = '';
  let column = -1;
  let lowest = Number.POSITIVE_INFINITY;
  let last = steps[0]?.value ?? 0;
  const flush = () => {
    if (column < 0) return;
    if (lowest !== last) path += `V${y(lowest).toFixed(1)}`;
    path += `V${y(last).toFixed(1)}`;
  };
  path += `M0 ${y(last).toFixed(1)}`;
  for (const step of steps) {
    const x = Math.round(scale.x(step.t) * width * 2) / 2;
    if (column < 0 || x - column > 1) {
      flush();
      path += `H${x}`;
      column = x;
      lowest = Number.POSITIVE_INFINITY;
    }
    lowest = Math.min(lowest, step.value);
    last = step.value;
  }
  flush();
  return `${path}H${width}`;
}

/**
 * The range of the curve: from 0, or, where the dips would be too small to see (thousands of nodes), from a little
 * below the fewest.
 */
function rangeOf(picture: Picture): { readonly low: number; readonly high: number } {
  let high = Math.max(1, picture.wanted);
  let low = high;
  for (const { available } of picture.curve) {
    high = Math.max(high, available);
    low = Math.min(low, available);
  }
  const dip = high - low;
  return dip > 0 && dip < high * 0.06 ? { low: Math.max(0, high - dip * 3), high } : { low: 0, high };
}

export function Curve({ picture, scale, width, height, words }: CurveProps) {
  const { low, high } = rangeOf(picture);
  const top = 26;
  const bottom = height - 4;
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const line = stepPath(
    picture.curve.map((step) => ({ t: step.t, value: step.available })),
    scale,
    width,
    y,
  );
  const { fewestAvailable, change } = picture.trace.verdict;
  const dip = change !== 'install' && fewestAvailable.count < picture.wanted;
  const dipX = scale.x(fewestAvailable.at) * width;
  const dipY = y(fewestAvailable.count);
  const leftward = dipX > width - 90;
  return (
    <svg class="curve" width={width} height={height} aria-hidden="true">
      <path class={low === 0 ? 'curve-area' : 'curve-area cut'} d={`${line}V${bottom}H0Z`} />
      <line class="curve-limit" x1={0} x2={width} y1={y(picture.wanted)} y2={y(picture.wanted)} />
      <path class="curve-line" d={line} />
      {dip && (
        <g class="curve-dip">
          <circle cx={dipX} cy={dipY} r={3.5} />
          <text
            x={leftward ? dipX - 9 : dipX + 9}
            y={dipY + 14 < bottom ? dipY + 14 : dipY - 7}
            text-anchor={leftward ? 'end' : 'start'}
          >
            {words.fewest(fewestAvailable.count)}
          </text>
        </g>
      )}
      {low > 0 && (
        <text class="curve-low" x={width - 4} y={bottom - 4} text-anchor="end">
          {formatCount(low)}
        </text>
      )}
    </svg>
  );
}
