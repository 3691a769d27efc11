/** What the page draws: a trace and its timeline, made ready for the eye. Pure; times in seconds. */
import {
  buildTimeline,
  type Segment,
  type SegmentState,
  simulateChange,
  type Timeline,
  type TimelineRow,
  type Trace,
  type TraceEvent,
  type WorkloadKind,
} from '../../simulator/src/index';

export type PodState = SegmentState;
export type Row = TimelineRow;
export type { Segment };
export type Change = Parameters<typeof simulateChange>[0];

export const POD_STATES: readonly PodState[] = ['available', 'running', 'starting', 'pending', 'terminating', 'failed'];

export interface PictureEvent {
  /** type, object and how often it has happened: the same event of the next picture has the same key (`pod-gone|web-2|1`) */
  readonly key: string;
  readonly t: number;
  readonly event: TraceEvent;
  /** name of the row that it belongs to; null for the set itself, claims and revisions */
  readonly row: string | null;
  /** a choice of a controller or a person, not its consequence */
  readonly decision: boolean;
}

/** Available pods from `t` on, until the next step. */
export interface CurveStep {
  readonly t: number;
  readonly available: number;
  readonly total: number;
}

export interface Picture {
  readonly kind: WorkloadKind;
  readonly set: string;
  readonly trace: Trace;
  readonly timeline: Timeline;
  readonly rows: readonly Row[];
  readonly curve: readonly CurveStep[];
  /** how many pods are wanted in the end */
  readonly wanted: number;
  readonly events: readonly PictureEvent[];
  /** seconds at which something happens, ascending, without repetition */
  readonly moments: readonly number[];
  /** what the axis spans, in seconds: from a little before the change to a little after the last event */
  readonly start: number;
  readonly end: number;
  /** the last event */
  readonly last: number;
  /** number of the newest template, from 1 */
  readonly newest: number;
  /** more than one template is in the picture */
  readonly isRevisionChange: boolean;
  /** nothing at all happens to a pod or a claim */
  readonly isStill: boolean;
}

/** Index of the last element whose `at` is not after `t`; -1 when all are after. */
export function lastNotAfter<T>(list: readonly T[], t: number, at: (element: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = list[middle];
    if (element !== undefined && at(element) <= t + 1e-9) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Simulates a change and makes the picture of it. Throws what the simulator throws. */
export function drawChange(change: Change): Picture {
  return pictureOf(simulateChange(change), change);
}

/** The picture of a trace. @param change what the trace is of; says how many pods are wanted */
function pictureOf(trace: Trace, change: Change): Picture {
  const timeline = buildTimeline(trace);
  const events = eventsOf(trace, timeline);
  const last = Math.max(trace.verdict.seconds, events.at(-1)?.t ?? 0, 0);
  let newest = 1;
  let oldest = Number.POSITIVE_INFINITY;
  for (const row of timeline.rows) {
    for (const { revision } of row.segments) {
      newest = Math.max(newest, revision);
      oldest = Math.min(oldest, revision);
    }
  }
  const span = Math.max(1, last);
  return {
    kind: trace.kind,
    set: trace.set,
    trace,
    timeline,
    rows: timeline.rows,
    curve: curveOf(timeline),
    wanted: change.to.kind === 'StatefulSet' ? change.to.replicas : trace.verdict.fewestAvailable.of,
    events,
    moments: momentsOf(events, last),
    start: -0.03 * span,
    end: last === 0 ? span : last + (trace.verdict.stuck ? 0.45 : 0.04) * span,
    last,
    newest,
    isRevisionChange: oldest < newest,
    isStill: events.every(({ event }) => !event.type.startsWith('pod-') && !event.type.startsWith('claim-')),
  };
}

function curveOf({ availability }: Timeline): CurveStep[] {
  return availability.t.map((t, index) => ({
    t,
    available: availability.available[index] ?? 0,
    total: availability.total[index] ?? 0,
  }));
}

const DECISIONS: ReadonlySet<TraceEvent['type']> = new Set([
  'pod-created',
  'pod-deletion-requested',
  'claim-created',
  'claim-deletion-requested',
  'revision-created',
  'set-deletion-requested',
]);

/** An event of the log. Its key is made when it is asked for: of the thousands of a big rollout few are ever shown. */
class LoggedEvent implements PictureEvent {
  readonly t: number;
  readonly event: TraceEvent;
  readonly row: string | null;
  readonly decision: boolean;
  readonly #index: number;
  readonly #trace: Trace;
  readonly #row: Row | undefined;
  #key: string | null = null;

  constructor(trace: Trace, row: Row | undefined, index: number, event: TraceEvent) {
    this.t = event.t;
    this.event = event;
    this.row = row?.name ?? null;
    this.decision = DECISIONS.has(event.type) || event.by === 'user' || event.type === 'warning';
    this.#index = index;
    this.#trace = trace;
    this.#row = row;
  }

  get key(): string {
    this.#key ??= `${this.event.type}|${this.event.object}|${this.#nth()}`;
    return this.#key;
  }

  /** how often the same has happened to the same object until now; a row knows its own events */
  #nth(): number {
    const { type, object } = this.event;
    const { events } = this.#trace;
    let nth = 0;
    const count = (other: TraceEvent | undefined) => {
      if (other?.type === type && other.object === object) nth++;
    };
    if (this.#row) for (const at of this.#row.events) if (at <= this.#index) count(events[at]);
    if (!this.#row) for (let at = 0; at <= this.#index; at++) count(events[at]);
    return nth;
  }
}

/** The events of the log: all but the status counters, which the curve tells better. */
function eventsOf(trace: Trace, timeline: Timeline): PictureEvent[] {
  const events: PictureEvent[] = [];
  trace.events.forEach((event, index) => {
    if (event.type === 'status') return;
    events.push(new LoggedEvent(trace, timeline.rows[timeline.rowOfEvent[index] ?? -1], index, event));
  });
  return events;
}

function momentsOf(events: readonly PictureEvent[], last: number): number[] {
  const moments: number[] = [0];
  let before = 0;
  for (const { t } of [...events, { t: last }]) {
    if (t <= before) continue;
    moments.push(t);
    before = t;
  }
  return moments;
}

/** Availability at a moment. */
export function availabilityAt(picture: Picture, t: number): CurveStep {
  const index = lastNotAfter(picture.curve, t, (step) => step.t);
  return picture.curve[Math.max(0, index)] ?? { t, available: 0, total: 0 };
}

/**
 * The one segment that stands for a row at a moment, where only one fits: failure first, then the better of two pods;
 * null where there is no pod. A row has few segments, so this is a plain walk that makes no list: it runs for thousands
 * of rows in every frame.
 */
export function headAt(picture: Picture, row: Row, t: number): Segment | null {
  const { to } = picture.timeline;
  let head: Segment | null = null;
  for (const segment of row.segments) {
    if (segment.from > t + 1e-9) break;
    if (t + 1e-9 >= segment.to && segment.to < to) continue;
    if (head === null || rank(segment.state) < rank(head.state)) head = segment;
  }
  return head;
}

function rank(state: PodState): number {
  switch (state) {
    case 'failed':
      return 0;
    case 'available':
      return 1;
    case 'running':
      return 2;
    case 'starting':
      return 3;
    case 'pending':
      return 4;
    case 'terminating':
      return 5;
  }
}
