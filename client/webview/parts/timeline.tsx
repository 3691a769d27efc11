/** The timeline: availability curve, a row per pod or node (bands for many), time axis and playhead. */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { formatDuration, formatMoment } from '../format';
import { useSize } from '../hooks';
import { memo } from '../memo';
import { availabilityAt, headAt, type Picture, type PodState } from '../picture';
import type { Action, Session } from '../session';
import { type TimeScale, timeScale } from '../timeScale';
import type { Words } from '../words';
import { Curve } from './curve';
import { type Age, ageOf, StateMark } from './patterns';
import { StateBands } from './stateBands';
import { type RowSize, rowSize, TimelineRows } from './timelineRows';

/** More rows than this become bands over time, and cells in the cluster at the playhead. */
export const MOST_ROWS = 200;
/** Pixels. */
const CURVE_HEIGHT = 74;
const BANDS_HEIGHT = 150;
const ROWS_GAP = 4;

interface TimelineProps {
  readonly picture: Picture;
  readonly session: Session;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

export function Timeline({ picture, session, words, dispatch }: TimelineProps) {
  const surface = useRef<HTMLDivElement>(null);
  const { width } = useSize(surface);
  const scale = useMemo(
    () => timeScale(picture.start, picture.end, picture.moments, Math.max(1, width)),
    [picture, width],
  );
  const many = picture.rows.length > MOST_ROWS;
  const longest = useMemo(
    () => Math.max(0, ...picture.rows.slice(0, MOST_ROWS).map(({ name }) => name.length)),
    [picture],
  );
  const selectedEvent = session.event;
  const still = useMemo(
    () =>
      width === 0 ? null : (
        <>
          <Curve picture={picture} scale={scale} width={width} height={CURVE_HEIGHT} words={words} />
          {many ? (
            <StateBands picture={picture} scale={scale} width={width} height={BANDS_HEIGHT} />
          ) : (
            <TimelineRows picture={picture} scale={scale} width={width} words={words} />
          )}
          {!picture.isStill && (
            <Axis
              scale={scale}
              width={width}
              stuckAt={picture.trace.verdict.stuck ? picture.last : null}
              words={words}
            />
          )}
        </>
      ),
    [picture, scale, width, words, many],
  );

  const scrubTo = (event: PointerEvent) => {
    const box = surface.current?.getBoundingClientRect();
    if (!box || box.width === 0) return;
    const t = scale.t((event.clientX - box.left) / box.width);
    dispatch({ type: 'scrub', t: Math.max(0, Math.min(picture.last, t)) });
  };
  const now = availabilityAt(picture, session.t);
  return (
    <section class={`timeline ${many ? 'many' : ''}`} aria-label={words.timeline}>
      <div class="plot" style={many ? {} : { '--longest-name': String(longest) }}>
        <div class="labels">
          <div class="curve-label" style={{ height: `${CURVE_HEIGHT}px` }}>
            <span class="quiet">{words.availability}</span>
            <span class="now">
              <b>{words.availableOf(now.available, picture.wanted)}</b>
            </span>
          </div>
          {many ? (
            <div class="bands-label quiet">{words.timelineHint(picture.rows.length, picture.kind)}</div>
          ) : (
            <RowLabels picture={picture} session={session} words={words} dispatch={dispatch} />
          )}
        </div>
        <div
          class="surface"
          ref={surface}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            scrubTo(event);
            const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
            const name = row?.getAttribute('data-row');
            if (name) dispatch({ type: 'select-row', row: name });
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) scrubTo(event);
          }}
        >
          {still}
          {width > 0 && !many && (
            <Marks picture={picture} session={session} scale={scale} width={width} selected={selectedEvent} />
          )}
          {!picture.isStill && <Playhead {...{ scale, width, picture, session, words, dispatch }} />}
        </div>
      </div>
    </section>
  );
}

function RowLabels({ picture, session, words, dispatch }: TimelineProps) {
  const size = useMemo(() => rowSize(picture.rows.length), [picture]);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    // the row that an arrow key selects takes the focus along, when the list has it
    if (!list.current?.contains(document.activeElement)) return;
    list.current.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }, [session.row]);
  const reachable = session.row ?? picture.rows[0]?.name;
  return (
    <ul class="row-labels" ref={list}>
      {picture.rows.map((row, index) => {
        const named = size.named || row.name === session.row || isNamed(index, picture, session.row);
        const head = headAt(picture, row, session.t);
        return (
          <RowLabel
            key={row.name}
            name={row.name}
            named={named}
            size={size}
            state={head?.state ?? 'absent'}
            age={head ? ageOf(head.revision, picture.newest) : 'new'}
            selected={session.row === row.name}
            reachable={row.name === reachable}
            words={words}
            dispatch={dispatch}
          />
        );
      })}
    </ul>
  );
}

interface RowLabelProps {
  readonly name: string;
  readonly named: boolean;
  readonly size: RowSize;
  readonly state: PodState | 'absent';
  readonly age: Age;
  readonly selected: boolean;
  readonly reachable: boolean;
  readonly words: Words;
  readonly dispatch: (action: Action) => void;
}

const RowLabel = memo(function RowLabel(props: RowLabelProps) {
  const { name, named, size, state, age, selected, reachable, words, dispatch } = props;
  return (
    <li style={{ height: `${size.pitch}px` }}>
      <button
        type="button"
        class={`row-label ${size.named ? '' : 'thin'} ${selected ? 'selected' : ''}`}
        aria-pressed={selected}
        aria-label={`${name}: ${words.states[state]}`}
        title={name}
        tabIndex={reachable ? 0 : -1}
        onClick={() => dispatch({ type: 'select-row', row: selected ? null : name })}
      >
        {named && <span class="name">{name}</span>}
        {size.named && <StateMark state={state} age={age} />}
      </button>
    </li>
  );
});

/** Thin rows have room for every fifth name, and none next to the selected one. */
function isNamed(index: number, picture: Picture, selected: string | null): boolean {
  if (index % 5 !== 0) return false;
  return ![index - 1, index + 1].some((near) => selected !== null && picture.rows[near]?.name === selected);
}

/** What is laid over the rows and changes with the selection: the selected row, the chosen event, a field's events. */
function Marks(props: {
  readonly picture: Picture;
  readonly session: Session;
  readonly scale: TimeScale;
  readonly width: number;
  readonly selected: string | null;
}) {
  const { picture, session, scale, width, selected } = props;
  const size = rowSize(picture.rows.length);
  const index = new Map(picture.rows.map((row, at) => [row.name, at]));
  const selectedRow = session.row === null ? undefined : index.get(session.row);
  return (
    <svg
      class="marks"
      style={{ top: `${CURVE_HEIGHT + ROWS_GAP}px` }}
      width={width}
      height={size.pitch * picture.rows.length}
      aria-hidden="true"
    >
      {selectedRow !== undefined && (
        <rect
          class="selected-row"
          x={0.5}
          y={selectedRow * size.pitch + 0.5}
          width={width - 1}
          height={size.pitch - 1}
        />
      )}
      {picture.events.map((event) => {
        const row = event.row === null ? undefined : index.get(event.row);
        if (row === undefined) return null;
        const chosen = event.key === selected;
        const ofField = session.cursorField !== null && concerns(event.event.field, session.cursorField);
        if (!chosen && !ofField) return null;
        return (
          <circle
            key={event.key}
            class={chosen ? 'mark-chosen' : 'mark-field'}
            cx={scale.x(event.t) * width}
            cy={row * size.pitch + size.pitch / 2}
            r={Math.min(chosen ? 6 : 4, size.pitch / 2)}
          />
        );
      })}
    </svg>
  );
}

/** Is a field responsible for what `cursor` points at: the same field, one inside it, or one around it? */
export function concerns(field: string | undefined, cursor: string): boolean {
  if (field === undefined) return false;
  const inside = (inner: string, outer: string) =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return inside(field, cursor) || inside(cursor, field);
}

interface AxisProps {
  readonly scale: TimeScale;
  readonly width: number;
  /** seconds; null when the rollout ends */
  readonly stuckAt: number | null;
  readonly words: Words;
}

function Axis({ scale, width, stuckAt, words }: AxisProps) {
  const stuckX = stuckAt === null ? null : scale.x(stuckAt) * width;
  return (
    <svg class="axis" width={width} height={26} aria-hidden="true">
      <line class="axis-line" x1={0} x2={width} y1={0.5} y2={0.5} />
      {scale.ticks.map((tick) => (
        <g key={tick.t}>
          <line class="axis-tick" x1={tick.x * width} x2={tick.x * width} y1={0} y2={5} />
          {tick.x * width < width - 14 && (
            <text x={tick.x * width} y={18} text-anchor={tick.x * width < 14 ? 'start' : 'middle'}>
              {tick.label}
            </text>
          )}
        </g>
      ))}
      {scale.breaks.map((gap) => {
        const middle = ((gap.x0 + gap.x1) / 2) * width;
        return (
          <g key={gap.from} class="axis-break">
            <path d={`M${middle - 5} 6 L${middle - 1} -5 M${middle + 1} 6 L${middle + 5} -5`} />
            <text x={middle} y={18} text-anchor="middle">
              {formatDuration(gap.to - gap.from, words.language)}
            </text>
          </g>
        );
      })}
      {stuckX !== null && (
        <g class="axis-stuck">
          <path d={`M${stuckX} 0.5 H${width - 7} M${width - 10} -4 L${width - 3} 0.5 L${width - 10} 5`} />
          <text x={width - 2} y={18} text-anchor="end">
            {words.stuck}
          </text>
        </g>
      )}
    </svg>
  );
}

interface PlayheadProps extends TimelineProps {
  readonly scale: TimeScale;
  readonly width: number;
}

function Playhead({ scale, width, picture, session, words }: PlayheadProps) {
  const now = availabilityAt(picture, session.t);
  const x = Math.round(scale.x(session.t) * width);
  return (
    <div
      class="playhead"
      role="slider"
      tabIndex={0}
      aria-label={words.playhead}
      aria-valuemin={0}
      aria-valuemax={Math.round(picture.last * 10) / 10}
      aria-valuenow={Math.round(session.t * 10) / 10}
      aria-valuetext={words.moment(formatMoment(session.t, picture.last), now.available, picture.wanted)}
      style={{ transform: `translateX(${x}px)` }}
    >
      <span class={`playhead-time ${x < 30 ? 'at-left' : x > width - 30 ? 'at-right' : ''}`}>
        {formatMoment(session.t, picture.last)}
      </span>
    </div>
  );
}
