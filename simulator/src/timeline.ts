/** A trace as rows to draw: one per ordinal (StatefulSet) or node (DaemonSet), and the state of the cluster at a moment. */
import type { Trace, TraceEvent } from './trace';
import { slotOf } from './verdict/measure';

export type SegmentState = 'pending' | 'starting' | 'running' | 'available' | 'terminating' | 'failed';

/** A pod in one state, from `from` (inclusive) to `to` (exclusive; the timeline's end when it lasts), in seconds. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly state: SegmentState;
  /** n-th template applied, from 1 */
  readonly revision: number;
  /** `web-0`, `agent@worker-1#2` */
  readonly pod: string;
  /** the node that the pod is bound to */
  readonly node?: string;
  /** 0, or 1 for a pod beside another one in the same row (DaemonSet surge) */
  readonly lane: number;
  /** index in `trace.events` of the event that began it; -1 for what was there before the trace */
  readonly event: number;
}

export interface TimelineRow {
  /** pod name (StatefulSet) or node name (DaemonSet) */
  readonly name: string;
  readonly ordinal?: number;
  readonly node?: string;
  /** ordered by `from`, then lane */
  readonly segments: readonly Segment[];
  /** indices in `trace.events` of what happened to this row, ascending */
  readonly events: readonly number[];
}

/** Step functions over time: value i holds from `t[i]` to `t[i+1]`. */
export interface AvailabilityCurve {
  readonly t: readonly number[];
  /** rows with an available pod that is not being deleted */
  readonly available: readonly number[];
  /** pods that exist, those being deleted included */
  readonly total: readonly number[];
}

export interface ClaimSpan {
  readonly object: string;
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  readonly from: number;
  /** a second after the trace's last moment, so that the last state can be seen */
  readonly to: number;
  /** StatefulSet: ascending ordinals; DaemonSet: the nodes in the order of the scenario, without those that never had a pod */
  readonly rows: readonly TimelineRow[];
  readonly availability: AvailabilityCurve;
  /** claims over time, by name */
  readonly claims: readonly ClaimSpan[];
  /** row index of each event of the trace; -1 for the set's own events */
  readonly rowOfEvent: readonly number[];
  /** names of the cluster's nodes */
  readonly nodes: readonly string[];
}

export interface PodAt {
  readonly object: string;
  readonly state: SegmentState;
  readonly revision: number;
  readonly node?: string;
}

export interface ClusterAt {
  readonly t: number;
  /** nodes in the order of the scenario, with the pods bound to them */
  readonly nodes: readonly { readonly name: string; readonly pods: readonly PodAt[] }[];
  /** pods that are not bound to a node */
  readonly unbound: readonly PodAt[];
  readonly claims: readonly string[];
  readonly available: number;
  readonly total: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface RowInMaking {
  readonly name: string;
  readonly ordinal: number | undefined;
  readonly node: string | undefined;
  readonly segments: Writable<Segment>[];
  readonly events: number[];
  /** pods of the row that exist: object → the segment that runs */
  readonly open: Map<string, Writable<Segment>>;
  available: number;
}

/** What is shown beyond the last event. */
const TAIL_SECONDS = 1;

/** Rows and curves of a trace, in one pass over its events. */
export function buildTimeline(trace: Trace): Timeline {
  const daemon = trace.kind === 'DaemonSet';
  const end = Math.max(trace.until, trace.events.at(-1)?.t ?? 0) + TAIL_SECONDS;
  const rows = new Map<string, RowInMaking>();
  const rowOfEvent = new Array<RowInMaking | null>(trace.events.length);
  const curve = { t: [0], available: [0], total: [0] };
  let available = 0;
  let total = 0;
  const rowFor = (object: string, node: string | undefined, ordinal: number | undefined): RowInMaking => {
    const name = slotOf(daemon, object, node);
    let row = rows.get(name);
    if (row === undefined) {
      row = {
        name,
        ordinal: daemon ? undefined : (ordinal ?? ordinalOf(object)),
        node: daemon ? name : undefined,
        segments: [],
        events: [],
        open: new Map(),
        available: 0,
      };
      rows.set(name, row);
    }
    return row;
  };
  const begin = (
    row: RowInMaking,
    object: string,
    t: number,
    state: SegmentState,
    revision: number,
    node: string | undefined,
    event: number,
  ): void => {
    const before = row.open.get(object);
    let lane = before?.lane ?? 0;
    if (before === undefined) {
      for (const other of row.open.values()) if (other.lane === lane) lane++;
      total++;
    }
    if (before !== undefined) before.to = t;
    if (before?.state === 'available' && --row.available === 0) available--;
    if (state === 'available' && ++row.available === 1) available++;
    const segment: Writable<Segment> = { from: t, to: end, state, revision, pod: object, lane, event };
    if (node !== undefined) segment.node = node;
    row.open.set(object, segment);
    row.segments.push(segment);
  };
  const close = (row: RowInMaking, object: string, t: number): void => {
    const open = row.open.get(object);
    if (open === undefined) return;
    open.to = t;
    if (open.state === 'available' && --row.available === 0) available--;
    row.open.delete(object);
    total--;
  };
  const sample = (t: number): void => {
    const last = curve.t.length - 1;
    if (curve.available[last] === available && curve.total[last] === total) return;
    if (curve.t[last] === t) {
      curve.available[last] = available;
      curve.total[last] = total;
      return;
    }
    curve.t.push(t);
    curve.available.push(available);
    curve.total.push(total);
  };

  for (const pod of trace.initial.pods) {
    const row = rowFor(pod.object, pod.node, pod.ordinal);
    const state = pod.terminating
      ? 'terminating'
      : pod.ready
        ? 'available'
        : pod.phase === 'Running'
          ? 'running'
          : 'pending';
    begin(row, pod.object, 0, state, pod.revision ?? 1, pod.node, -1);
  }
  sample(0);
  const claims = new Map<string, Writable<ClaimSpan>[]>();
  for (const claim of trace.initial.claims) claims.set(claim.object, [{ object: claim.object, from: 0, to: end }]);

  trace.events.forEach((event, index) => {
    rowOfEvent[index] = null;
    if (event.type === 'claim-created') {
      const spans = claims.get(event.object) ?? [];
      spans.push({ object: event.object, from: event.t, to: end });
      claims.set(event.object, spans);
    }
    if (event.type === 'claim-gone') {
      const span = claims.get(event.object)?.at(-1);
      if (span !== undefined) span.to = event.t;
    }
    if (!event.type.startsWith('pod-')) return;
    const row = rowFor(event.object, event.node, event.ordinal);
    row.events.push(index);
    rowOfEvent[index] = row;
    if (event.type === 'pod-gone') {
      close(row, event.object, event.t);
    } else {
      const open = row.open.get(event.object);
      const state = stateAfter(event, open?.state);
      // A daemon pod's node is known before it is bound; a row shows it all the same.
      const node = event.node ?? open?.node;
      if (state !== null) begin(row, event.object, event.t, state, event.revision ?? 1, node, index);
    }
    sample(event.t);
  });

  const ordered = [...rows.values()];
  if (daemon) {
    const place = new Map(trace.nodes.map((name, at) => [name, at]));
    ordered.sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
  } else {
    ordered.sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0));
  }
  const place = new Map(ordered.map((row, at) => [row, at]));
  return {
    from: 0,
    to: end,
    rows: ordered.map((row) => ({
      name: row.name,
      ...(row.ordinal === undefined ? {} : { ordinal: row.ordinal }),
      ...(row.node === undefined ? {} : { node: row.node }),
      segments: row.segments.filter((segment) => segment.to > segment.from),
      events: row.events,
    })),
    availability: curve,
    claims: [...claims.values()].flat(),
    rowOfEvent: rowOfEvent.map((row) => (row === null || row === undefined ? -1 : (place.get(row) ?? -1))),
    nodes: trace.nodes,
  };
}

function ordinalOf(object: string): number {
  return Number(/-(\d+)$/.exec(object)?.[1] ?? 0);
}

/** The state that an event begins; null: none (a pod that is being deleted stays so). */
function stateAfter(event: TraceEvent, before: SegmentState | undefined): SegmentState | null {
  if (before === 'terminating') return null;
  switch (event.type) {
    case 'pod-created':
      return 'pending';
    case 'pod-scheduled':
      return 'starting';
    case 'pod-running':
    case 'pod-unready':
      return 'running';
    case 'pod-ready':
      return before === 'running' ? null : 'running';
    case 'pod-available':
      return 'available';
    case 'pod-failed':
    case 'pod-succeeded':
      return 'failed';
    case 'pod-deletion-requested':
      return 'terminating';
    default:
      return null;
  }
}

/** Index of the last element of an ascending list that is not after `t`; -1 when all are. */
function lastNotAfter(length: number, at: (index: number) => number, t: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(middle) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The segments of a row that hold at `t` (seconds): one per pod that exists then. */
export function segmentsAt(row: TimelineRow, t: number): readonly Segment[] {
  const { segments } = row;
  const last = lastNotAfter(segments.length, (i) => segments[i]?.from ?? 0, t);
  const found: Segment[] = [];
  for (let i = 0; i <= last; i++) {
    const segment = segments[i];
    if (segment !== undefined && t < segment.to) found.push(segment);
  }
  return found;
}

/** The cluster at `t` (seconds): a binary search per row. */
export function stateAt(timeline: Timeline, t: number): ClusterAt {
  const moment = Math.max(timeline.from, Math.min(t, timeline.to - TAIL_SECONDS / 2));
  const byNode = new Map<string, PodAt[]>(timeline.nodes.map((name) => [name, []]));
  const unbound: PodAt[] = [];
  for (const row of timeline.rows) {
    for (const segment of segmentsAt(row, moment)) {
      const pod: Writable<PodAt> = { object: segment.pod, state: segment.state, revision: segment.revision };
      if (segment.node !== undefined) pod.node = segment.node;
      const list = segment.node === undefined ? unbound : (byNode.get(segment.node) ?? unbound);
      list.push(pod);
    }
  }
  const { t: times, available, total } = timeline.availability;
  const at = Math.max(
    0,
    lastNotAfter(times.length, (i) => times[i] ?? 0, moment),
  );
  return {
    t: moment,
    nodes: [...byNode].map(([name, pods]) => ({ name, pods })),
    unbound,
    claims: timeline.claims.filter((span) => span.from <= moment && moment < span.to).map((span) => span.object),
    available: available[at] ?? 0,
    total: total[at] ?? 0,
  };
}
