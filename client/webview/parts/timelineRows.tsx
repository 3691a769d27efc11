/** One bar row per pod or node, drawn as SVG: labels in the bars where they fit. For up to 200 rows. */
import { explainReason } from '../../../simulator/src/index';
import type { Picture, Row, Segment } from '../picture';
import type { TimeScale } from '../timeScale';
import type { Words } from '../words';
import { ageOf, Clock, stateClass } from './patterns';

export interface RowSize {
  /** distance from row to row, in pixels */
  readonly pitch: number;
  /** height of a bar, in pixels */
  readonly bar: number;
  readonly named: boolean;
}

/** Up to 12 rows carry text in their bars, up to 40 their names, more are thin. */
export function rowSize(rows: number): RowSize {
  if (rows <= 12) return { pitch: 28, bar: 18, named: true };
  if (rows <= 40) return { pitch: 18, bar: 11, named: true };
  return { pitch: 9, bar: 7, named: false };
}

interface RowsProps {
  readonly picture: Picture;
  readonly scale: TimeScale;
  /** pixels */
  readonly width: number;
  readonly words: Words;
}

/**
 * All rows. Costly for many rows, so the caller keeps the result until the picture or the width changes.
 */
export function TimelineRows({ picture, scale, width, words }: RowsProps) {
  const size = rowSize(picture.rows.length);
  const height = size.pitch * picture.rows.length;
  const { stuck } = picture.trace.verdict;
  const excluded = new Map(
    picture.trace.verdict.excludedNodes.map(({ node, reason }) => [node, explainReason(reason, words.language)]),
  );
  return (
    <svg class={size.named ? 'rows' : 'rows thin'} width={width} height={height} aria-hidden="true">
      {scale.breaks.map((gap) => (
        <g key={gap.from} class="break">
          <rect x={gap.x0 * width} y={0} width={(gap.x1 - gap.x0) * width} height={height} />
        </g>
      ))}
      {picture.rows.map((row, index) => (
        <RowBars
          key={row.name}
          row={row}
          y={index * size.pitch}
          size={size}
          excluded={excluded.get(row.name) ?? null}
          stuck={stuck?.object === row.name ? explainReason(stuck.codes.reason, words.language) : null}
          {...{ picture, scale, width, words }}
        />
      ))}
    </svg>
  );
}

interface RowBarsProps extends RowsProps {
  readonly row: Row;
  readonly y: number;
  readonly size: RowSize;
  /** why the node gets no pod; null when nothing keeps it out */
  readonly excluded: string | null;
  /** why everything waits for this row; null when it does not */
  readonly stuck: string | null;
}

function RowBars(props: RowBarsProps) {
  const { row, y, size, excluded, stuck, picture, scale, width, words } = props;
  const lanes = row.segments.some((segment) => segment.lane > 0) ? 2 : 1;
  const laneHeight = (size.bar - (lanes - 1)) / lanes;
  return (
    <g data-row={row.name}>
      <rect class="row-ground" x={0} y={y} width={width} height={size.pitch} />
      {excluded !== null && row.segments.length === 0 && size.pitch >= 18 && (
        <text class="row-note" x={scale.x(0) * width + 7} y={y + size.pitch / 2} dominant-baseline="central">
          {excluded}
        </text>
      )}
      {row.segments.map((segment) => (
        <Bar
          key={`${segment.pod}|${segment.lane}|${segment.from}|${segment.state}`}
          segment={segment}
          x0={segment.event < 0 ? 0 : scale.x(segment.from) * width}
          x1={segment.to >= picture.timeline.to ? width : scale.x(segment.to) * width}
          y={y + (size.pitch - size.bar) / 2 + segment.lane * (laneHeight + 1)}
          height={laneHeight}
          newest={picture.newest}
          label={
            size.pitch >= 28 && lanes === 1 && picture.isRevisionChange && segment.state === 'available'
              ? words.revisions[ageOf(segment.revision, picture.newest)]
              : null
          }
        />
      ))}
      {stuck !== null && (
        <>
          <path class="open-end" d={`M${width - 1} ${y + 3} V${y + size.pitch - 3}`} />
          {size.pitch >= 18 && (
            <text class="row-stuck" x={width - 8} y={y + size.pitch / 2} text-anchor="end" dominant-baseline="central">
              {stuck}
            </text>
          )}
        </>
      )}
    </g>
  );
}

interface BarProps {
  readonly segment: Segment;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly height: number;
  readonly newest: number;
  readonly label: string | null;
}

function Bar({ segment, x0, x1, y, height, newest, label }: BarProps) {
  const width = Math.max(1, x1 - x0 - 1);
  const age = ageOf(segment.revision, newest);
  const inset = height > 8 ? 0.5 : 0;
  return (
    <>
      <rect
        class={`bar ${stateClass(segment.state, age)}`}
        x={x0 + inset}
        y={y + inset}
        width={Math.max(1, width - 2 * inset)}
        height={Math.max(1, height - 2 * inset)}
        rx={Math.min(2.5, height / 3, width / 3)}
      />
      {segment.state === 'pending' && width >= 14 && height >= 10 && (
        <Clock x={x0 + width / 2} y={y + height / 2} r={Math.min(5, height / 2 - 2.5)} />
      )}
      {label !== null && width >= 34 && (
        <text class={`bar-label age-${age}`} x={x0 + 7} y={y + height / 2} dominant-baseline="central">
          {label}
        </text>
      )}
    </>
  );
}
