/** What all parts of the simulator work on: the state, what follows from it, and the journal of what happened. */
import type { DaemonSetIndex } from '../daemonSet/index';
import type { Gates } from '../gates';
import { type ReasonCode, reasonCodes } from '../reasons';
import type { PodRule } from '../scenario';
import type { StatefulSetIndex } from '../statefulSet/index';
import type { Actor, EventType, Reason, ReasonParams, Tie, TraceEvent } from '../trace';
import type { FieldPath, PodTemplate, WorkloadKind } from '../workload';
import { type DueType, push } from './eventQueue';
import type { Pod, State } from './state';

/** What happened to a pod object, as an informer would tell. */
export type PodChange =
  | 'added'
  | 'bound'
  | 'running'
  | 'ready'
  | 'unready'
  | 'available'
  | 'ended'
  | 'deleting'
  | 'stopped'
  | 'owner'
  | 'gone';

/** Seconds that a rule leaves out, for a pod of a template. */
export type PodTiming = (template: PodTemplate) => {
  readonly schedule: number;
  readonly start: number;
  readonly ready: number;
  readonly terminate: number;
};

export interface Problem {
  readonly at: number;
  readonly reason: Reason;
}

export interface World {
  readonly state: State;
  readonly gates: Gates;
  readonly rules: readonly PodRule[];
  readonly timing: PodTiming;
  /** order in which equal nodes are taken: position of each node */
  readonly rank: number[];
  /** the same the other way round: node at each position */
  readonly order: number[];
  readonly journal: TraceEvent[];
  readonly problems: Problem[];
  /** derived from the state; rebuilt when it is restored */
  statefulSet: StatefulSetIndex | null;
  daemonSet: DaemonSetIndex | null;
  /** pod name → id, of pods that exist (StatefulSet) */
  readonly podByName: Map<string, number>;
  /** ordinal → names of its claims */
  readonly claimNames: Map<number, string[]>;
  /** name of the set that the scenario is about */
  readonly setName: string;
  readonly kind: WorkloadKind;
  /** template (index) whose pods never become ready, whatever the rules say; -1: none */
  readonly neverReady: number;
  /** are the alternatives of free choices named in the trace? */
  readonly listTies: boolean;
  /** reason code → field, for the set as it is */
  readonly fields: Map<ReasonCode, FieldPath>;
  /** informers: everybody who watches pods, nodes, claims */
  readonly watch: {
    pod(world: World, pod: Pod, change: PodChange): void;
    /** labels, taints or unschedulable of a node changed, it came or went */
    node(world: World, node: number): void;
    claim(world: World, ordinal: number): void;
  };
}

/** How long the parts of a control plane take to react, in milliseconds: small and fixed, so that order is as in real clusters. */
export const LATENCY = {
  /** a watch event until the controller's worker is at it */
  sync: 9,
  /** a pod is created until the scheduler has bound it */
  schedule: 12,
  /** binding or deletion until the kubelet acts on it */
  kubelet: 6,
  /** the kubelet's report until it is stored */
  report: 8,
  /** the last report of a stopped pod until its object is deleted */
  remove: 12,
  /** an owner goes until the garbage collector deletes what it owned */
  collect: 25,
  /** a finalizer is removed */
  finalize: 20,
  protect: 10,
  /** a node is ready again until its kubelet has taken up its pods; longer than `taints` */
  resume: 20,
  /** conditions of a node until its taints follow */
  taints: 10,
  /** a pod changes until its disruption budgets are worked out */
  budget: 9,
  /** taint eviction; shorter than `sync`: it has always been seen to come first */
  evict: 4,
} as const;

/** API times have whole seconds; the simulated clock stands this many milliseconds after one at time 0. */
const CLOCK_OFFSET = 20;

/** A moment as the API stamps it: cut to whole seconds. */
export function stamp(ms: number): number {
  return Math.floor((ms + CLOCK_OFFSET) / 1000) * 1000 - CLOCK_OFFSET;
}

/** Plans an event `delay` milliseconds from now. */
export function plan(state: State, delay: number, type: DueType, id: number, arg = 0): void {
  push(state.due, { at: state.now + Math.max(0, Math.round(delay)), seq: state.seq++, type, id, arg });
}

/** What follows from the clock alone is true at its very moment: it comes before whatever else is due then. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/** Plans an event that comes before all others of its moment. */
export function planFirst(state: State, delay: number, type: DueType, id: number, arg = 0): void {
  push(state.due, { at: state.now + Math.max(0, Math.round(delay)), seq: BEFORE_ALL + state.seq++, type, id, arg });
}

function seconds(state: State): number {
  return (state.now - state.origin) / 1000;
}

export function reason(code: ReasonCode, params: ReasonParams = {}): Reason {
  return { code, params };
}

/** The manifest field that a reason points at: the first one that a person wrote, else the nearest written parent. */
export function fieldOf(world: World, code: ReasonCode): FieldPath | undefined {
  const known = world.fields.get(code);
  if (known !== undefined) return known === '' ? undefined : known;
  const found = findField(reasonCodes[code].fields, world.state.set?.spec.writtenFields ?? []);
  world.fields.set(code, found ?? '');
  return found;
}

function findField(fields: readonly FieldPath[], written: readonly FieldPath[]): FieldPath | undefined {
  const isWritten = (field: FieldPath): boolean =>
    written.some((path) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`));
  for (const field of fields) if (isWritten(field)) return field;
  for (const field of fields) {
    for (let at = field.lastIndexOf('.'); at > 0; at = field.lastIndexOf('.', at - 1)) {
      const parent = field.slice(0, at);
      if (parent !== 'spec' && parent !== 'spec.template' && parent !== 'spec.template.spec' && isWritten(parent))
        return parent;
    }
  }
  return fields[0];
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes an event about a pod into the journal. */
export function tellPod(world: World, pod: Pod, type: EventType, by: Actor, why: Reason, tie?: Tie): void {
  const at = pod.target >= 0 ? pod.target : pod.node;
  const field = fieldOf(world, why.code);
  const event = podEvent(world, pod, type, by, at < 0 ? undefined : (world.state.nodes[at]?.name ?? ''), why, field);
  if (tie !== undefined && tie.among > 1) event.tie = tie;
  world.journal.push(event);
  world.state.movedAt = world.state.now;
}

/** Whole literals: of thousands of nodes there are hundreds of thousands, and a field that is added later costs an object. */
function podEvent(
  world: World,
  pod: Pod,
  type: EventType,
  by: Actor,
  node: string | undefined,
  why: Reason,
  field: FieldPath | undefined,
): Writable<TraceEvent> {
  const { name: object, ordinal } = pod;
  const t = seconds(world.state);
  const revision = pod.template + 1;
  if (ordinal < 0 && node !== undefined) {
    if (field === undefined) return { t, type, by, object, node, revision, reason: why };
    return { t, type, by, object, node, revision, reason: why, field };
  }
  const event: Writable<TraceEvent> = { t, type, by, object };
  if (ordinal >= 0) event.ordinal = ordinal;
  if (node !== undefined) event.node = node;
  event.revision = revision;
  event.reason = why;
  if (field !== undefined) event.field = field;
  return event;
}

/** Writes any other event into the journal. */
export function tell(world: World, event: Omit<TraceEvent, 't'>): void {
  const code = typeof event.reason === 'object' ? event.reason.code : undefined;
  const field = event.field ?? (code === undefined ? undefined : fieldOf(world, code));
  // The status of thousands of nodes is told thousands of times: written out, without copies on the way.
  const told: Writable<TraceEvent> = { t: seconds(world.state), type: event.type, object: event.object };
  if (event.by !== undefined) told.by = event.by;
  if (event.ordinal !== undefined) told.ordinal = event.ordinal;
  if (event.node !== undefined) told.node = event.node;
  if (event.revision !== undefined) told.revision = event.revision;
  if (event.reason !== undefined) told.reason = event.reason;
  if (field !== undefined) told.field = field;
  if (event.status !== undefined) told.status = event.status;
  if (event.conditions !== undefined) told.conditions = event.conditions;
  if (event.message !== undefined) told.message = event.message;
  world.journal.push(told);
  world.state.movedAt = world.state.now;
}

/** A warning event; the same text is given once. */
export function warn(world: World, by: Actor, word: string, message: string): void {
  const key = `${word}|${message}`;
  if (world.state.warned[key] === true) return;
  world.state.warned[key] = true;
  tell(world, { type: 'warning', by, object: world.setName, reason: word, message });
}
