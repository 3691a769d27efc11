/** A trace as rows to draw: one per ordinal (StatefulSet) or node (DaemonSet), and the state of the cluster at a moment. */
import type { Trace } from './trace';

export type SegmentState = 'pending' | 'starting' | 'running' | 'available' | 'terminating' | 'failed';

/** A pod in one state, from `from` (inclusive) to `to` (exclusive; the trace's end when it lasts), in seconds. */
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
  /** pods that are available and not being deleted (a node with two counts once) */
  readonly available: readonly number[];
  /** pods that exist, those being deleted included */
  readonly total: readonly number[];
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  /** StatefulSet: ascending ordinals; DaemonSet: the nodes in the order of the scenario */
  readonly rows: readonly TimelineRow[];
  readonly availability: AvailabilityCurve;
  /** claims over time */
  readonly claims: readonly { readonly object: string; readonly from: number; readonly to: number }[];
  /** row index of each event of the trace; -1 for the set's own events */
  readonly rowOfEvent: readonly number[];
}

export interface PodAt {
  readonly object: string;
  readonly state: SegmentState;
  readonly revision: number;
  readonly node?: string;
}

export interface ClusterAt {
  readonly t: number;
  /** nodes in the order of the scenario, with the pods bound to them (or, DaemonSet, meant for them) */
  readonly nodes: readonly { readonly name: string; readonly pods: readonly PodAt[] }[];
  /** pods that are not bound to a node */
  readonly unbound: readonly PodAt[];
  readonly claims: readonly string[];
  readonly available: number;
  readonly total: number;
}

/** Rows and curves of a trace, in one pass over its events. */
export function buildTimeline(trace: Trace): Timeline {
  return {
    from: 0,
    to: trace.until,
    rows: [],
    availability: { t: [], available: [], total: [] },
    claims: [],
    rowOfEvent: [],
  };
}

/** The cluster at `t` (seconds): a binary search per row. */
export function stateAt(_timeline: Timeline, t: number): ClusterAt {
  return { t, nodes: [], unbound: [], claims: [], available: 0, total: 0 };
}
