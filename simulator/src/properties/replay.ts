/**
 * A cluster rebuilt from a scenario and its trace alone: nothing of the simulator's state or indexes is used, so that
 * what the controllers counted can be counted again. Times are whole milliseconds.
 */
import { expect } from 'vitest';
import { LATENCY } from '../core/world';
import { gatesOf } from '../gates';
import { parseRelease, type Release } from '../release';
import type { NodeChange, Scenario, Step } from '../scenario';
import type { Trace, TraceEvent } from '../trace';
import type { Taint, Workload, WorkloadKind } from '../workload';

/** API times have whole seconds, and the simulated clock stands so long after one at time 0. */
const CLOCK_OFFSET = 20;
/** Taints follow a node's conditions within this time; between the two nobody outside can know. */
const TAINT_LAG = LATENCY.taints + 5;
/** A machine that is silent for so long is Unknown; the monitor looks every half second. */
const SILENCE = 50_000;
const MONITOR = 600;
/** The last report of a stopped pod comes so long before its object goes. */
const LAST_REPORT = LATENCY.remove;

export interface ReplayPod {
  readonly object: string;
  readonly ordinal: number;
  /** n-th of its name or node, from 1 */
  readonly instance: number;
  /** the node that a daemon pod is made for */
  readonly target: string;
  readonly revision: number;
  /** spec.templateGeneration of the DaemonSet that made it */
  readonly generation: number;
  readonly createdAt: number;
  /** order of creation */
  readonly order: number;
  /** when its object goes; infinite when it outlives the trace */
  readonly goneAt: number;
  owner: number;
  node: string;
  phase: 'Pending' | 'Running' | 'Failed' | 'Succeeded';
  ready: boolean;
  readyAt: number;
  deleting: boolean;
}

export interface ReplayNode {
  readonly name: string;
  exists: boolean;
  labels: Record<string, string>;
  taints: readonly Taint[];
  /** it has, or will in a moment have, the taint not-ready or unreachable with NoSchedule */
  bad: boolean;
  /** since when `bad` is as it is */
  badAt: number;
  /** when it fell silent; -1 */
  silentAt: number;
  /** it has been silent at any time: what its kubelet did with pods that are being deleted cannot be known */
  everSilent: boolean;
}

export interface ReplaySet {
  readonly uid: number;
  spec: Workload;
  /** number of its template */
  revision: number;
  templateGeneration: number;
  deleting: boolean;
  /** its pods are to lose their owner when it goes */
  orphaning: boolean;
  status: Readonly<Record<string, number>> | null;
}

export interface Replay {
  readonly scenario: Scenario;
  readonly release: Release;
  readonly gates: ReturnType<typeof gatesOf>;
  readonly kind: WorkloadKind;
  t: number;
  set: ReplaySet | null;
  readonly pods: Map<string, ReplayPod>;
  /** claim → is it being deleted? */
  readonly claims: Map<string, boolean>;
  readonly nodes: Map<string, ReplayNode>;
  /** fingerprints of the templates applied, in the order of their first appearance */
  readonly templates: string[];
  /** pods made so far, by name or node */
  readonly made: Map<string, number>;
}

export interface Checks {
  /** before the events of one sync of the controller take effect */
  readonly sync?: (before: Replay, events: readonly TraceEvent[]) => void;
  /** after every event */
  readonly event?: (after: Replay, event: TraceEvent) => void;
  readonly end?: (after: Replay) => void;
}

/** Replays a trace, event by event; the order of a pod's life is checked on the way. */
export function replay(scenario: Scenario, trace: Trace, checks: Checks = {}): Replay {
  const release = parseRelease(scenario.kubernetesVersion) as Release;
  const state: Replay = {
    scenario,
    release,
    gates: gatesOf(release, scenario.featureGates),
    kind: trace.kind,
    t: 0,
    set: null,
    pods: new Map(),
    claims: new Map(),
    nodes: new Map((scenario.nodes ?? []).map((node) => [node.name, freshNode(node.name, node.labels, node.taints)])),
    templates: [],
    made: new Map(),
  };
  const steps = [...scenario.steps].sort((a, b) => a.at - b.at);
  const goneAt = endsOf(trace.events);
  const { events } = trace;
  let done = 0;
  let uids = 0;
  const catchUp = (t: number): void => {
    for (let step = steps[done]; step !== undefined && ms(step.at) <= t; step = steps[++done]) {
      state.t = ms(step.at);
      uids = takeStep(state, step, uids);
    }
    state.t = t;
  };
  for (let i = 0; i < events.length; ) {
    const first = events[i] as TraceEvent;
    expect(ms(first.t), 'time runs backwards').toBeGreaterThanOrEqual(state.t);
    catchUp(ms(first.t));
    let end = i + 1;
    if (isController(first)) {
      while (isController(events[end]) && events[end]?.t === first.t) end++;
      adopt(state);
      checks.sync?.(state, events.slice(i, end));
    }
    for (; i < end; i++) {
      const event = events[i] as TraceEvent;
      take(state, event, goneAt.get(i) ?? Number.POSITIVE_INFINITY);
      checks.event?.(state, event);
    }
  }
  catchUp(ms(scenario.until));
  checks.end?.(state);
  return state;
}

export function ms(seconds: number): number {
  return Math.round(seconds * 1000);
}

/** A moment as the API stamps it, cut to whole seconds. */
function stamp(t: number): number {
  return Math.floor((t + CLOCK_OFFSET) / 1000) * 1000 - CLOCK_OFFSET;
}

function isController(event: TraceEvent | undefined): boolean {
  return event?.by === 'statefulset-controller' || event?.by === 'daemonset-controller';
}

/** @returns index of a pod's creation → when it goes */
function endsOf(events: readonly TraceEvent[]): Map<number, number> {
  const open = new Map<string, number>();
  const ends = new Map<number, number>();
  events.forEach((event, i) => {
    if (event.type === 'pod-created') open.set(event.object, i);
    if (event.type === 'pod-gone') ends.set(open.get(event.object) ?? -1, ms(event.t));
  });
  return ends;
}

function freshNode(
  name: string,
  labels: Readonly<Record<string, string>> = {},
  taints: readonly Taint[] = [],
): ReplayNode {
  return {
    name,
    exists: true,
    labels: { ...labels },
    taints,
    bad: false,
    badAt: -1_000_000,
    silentAt: -1,
    everSilent: false,
  };
}

function takeStep(state: Replay, step: Step, uids: number): number {
  if ('apply' in step) {
    const spec = step.apply;
    if (state.set?.deleting === true) {
      // The finalizers are taken off: it goes at once, and nothing is applied (recorded 1.37.2).
      state.set.orphaning = false;
      return uids;
    }
    let revision = state.templates.indexOf(spec.template.fingerprint) + 1;
    if (revision === 0) revision = state.templates.push(spec.template.fingerprint);
    if (state.set === null) {
      state.set = {
        uid: uids + 1,
        spec,
        revision,
        templateGeneration: 1,
        deleting: false,
        orphaning: false,
        status: null,
      };
      return uids + 1;
    }
    if (state.set.revision !== revision) state.set.templateGeneration++;
    state.set.spec = spec;
    state.set.revision = revision;
  } else if ('node' in step) {
    changeNode(state, step.node);
  } else if ('delete' in step && state.set?.deleting === false) {
    state.set.deleting = true;
    state.set.orphaning = step.delete.cascade === 'orphan';
  }
  return uids;
}

function changeNode(state: Replay, change: NodeChange): void {
  const name = change.name ?? (change.of === undefined ? change.add?.name : state.pods.get(change.of)?.node);
  if (name === undefined || name === '') return;
  const { t } = state;
  if (change.add !== undefined && state.nodes.get(name)?.exists !== true) {
    const silent = state.nodes.get(name)?.everSilent ?? false;
    const added = freshNode(name, change.add.labels, change.add.taints);
    // It joins with the taint not-ready, which goes in a moment.
    state.nodes.set(name, { ...added, badAt: t, everSilent: silent });
  }
  const node = state.nodes.get(name);
  if (node === undefined || !node.exists) return;
  if (change.addTaint !== undefined) node.taints = [...node.taints, change.addTaint];
  const gone = change.removeTaint;
  if (gone !== undefined) node.taints = node.taints.filter((taint) => taint.key !== gone.key);
  for (const [key, value] of Object.entries(change.setLabels ?? {})) {
    if (value === null) delete node.labels[key];
    else node.labels[key] = value;
  }
  const turn = (bad: boolean): void => {
    if (node.bad === bad && t >= node.badAt + TAINT_LAG) return;
    node.bad = bad;
    node.badAt = t;
  };
  if (change.ready !== undefined) turn(!change.ready);
  if (change.lost === true) {
    if (node.silentAt < 0) node.silentAt = t;
    node.everSilent = true;
  } else if (change.lost === false) {
    node.silentAt = -1;
    turn(false);
    node.badAt = t;
  }
  if (change.remove === true) node.exists = false;
}

/** @returns has the node the taint not-ready or unreachable with NoSchedule? null: it cannot be known at this moment */
export function isTaintedByCondition(state: Replay, node: ReplayNode): boolean | null {
  if (node.silentAt >= 0 && state.t > node.silentAt + SILENCE) {
    return state.t > node.silentAt + SILENCE + MONITOR + TAINT_LAG ? true : node.bad || null;
  }
  return state.t < node.badAt + TAINT_LAG ? null : node.bad;
}

/** The first sync takes pods that nobody owns, unless they are being deleted (all of this scenario match the selector). */
function adopt(state: Replay): void {
  if (state.set === null || state.set.deleting) return;
  for (const pod of state.pods.values()) if (pod.owner === 0 && !pod.deleting) pod.owner = state.set.uid;
}

function take(state: Replay, event: TraceEvent, goneAt: number): void {
  switch (event.type) {
    case 'pod-created':
      create(state, event, goneAt);
      return;
    case 'claim-created':
      expect(state.claims.has(event.object), `${event.object} is made twice`).toBe(false);
      state.claims.set(event.object, false);
      return;
    case 'claim-deletion-requested':
      expect(state.claims.get(event.object), `${event.object} is asked to go`).toBe(false);
      state.claims.set(event.object, true);
      return;
    case 'claim-gone':
      expect(state.claims.get(event.object), `${event.object} goes`).toBe(true);
      state.claims.delete(event.object);
      return;
    case 'set-deletion-requested':
      expect(state.set?.deleting, 'a set is asked to go').toBe(true);
      return;
    case 'set-gone':
      if (state.set?.orphaning === true)
        for (const pod of state.pods.values()) if (pod.owner === state.set.uid) pod.owner = 0;
      state.set = null;
      return;
    case 'status':
      if (state.set !== null) state.set.status = event.status ?? null;
      return;
    default:
      if (event.type.startsWith('pod-')) live(state, event);
  }
}

function create(state: Replay, event: TraceEvent, goneAt: number): void {
  const { set, pods } = state;
  expect(pods.has(event.object), `${event.object} exists twice`).toBe(false);
  const daemon = state.kind === 'DaemonSet';
  const key = daemon ? (event.node ?? '') : event.object;
  const instance = (state.made.get(key) ?? 0) + 1;
  state.made.set(key, instance);
  if (daemon) expect(event.object).toBe(`${set?.spec.name ?? ''}@${key}#${instance}`);
  pods.set(event.object, {
    object: event.object,
    ordinal: event.ordinal ?? -1,
    instance,
    target: daemon ? key : '',
    revision: event.revision ?? 0,
    generation: set?.templateGeneration ?? 0,
    createdAt: stamp(state.t),
    order: [...state.made.values()].reduce((sum, n) => sum + n, 0),
    goneAt,
    owner: set?.uid ?? 0,
    node: '',
    phase: 'Pending',
    ready: false,
    readyAt: -1,
    deleting: false,
  });
}

/** The order of a pod's life: bound, running, ready or not, ended, asked to go, gone. */
function live(state: Replay, event: TraceEvent): void {
  const pod = state.pods.get(event.object);
  expect(pod, `${event.type} of nothing: ${event.object}`).toBeDefined();
  if (pod === undefined) return;
  const demand = (well: boolean): void => expect(well, `${event.type} of ${JSON.stringify(pod)}`).toBe(true);
  expect(event.revision, `${event.object} changes its revision`).toBe(pod.revision);
  demand(event.type === 'pod-gone' ? pod.deleting : !pod.deleting);
  const ended = pod.phase === 'Failed' || pod.phase === 'Succeeded';
  switch (event.type) {
    case 'pod-scheduled':
      demand(pod.node === '' && !ended && (pod.target === '' || pod.target === event.node));
      pod.node = event.node ?? '';
      return;
    case 'pod-running':
      demand(pod.node !== '' && pod.phase === 'Pending');
      pod.phase = 'Running';
      return;
    case 'pod-ready':
      demand(pod.phase === 'Running' && !pod.ready);
      pod.ready = true;
      pod.readyAt = stamp(state.t);
      return;
    case 'pod-available':
      demand(isAvailable(state, pod));
      return;
    case 'pod-unready':
      demand(pod.phase === 'Running' && pod.ready);
      pod.ready = false;
      return;
    case 'pod-failed':
    case 'pod-succeeded':
      // Only the pod collector ends pods that do not run.
      demand(!ended && (pod.phase === 'Running' || event.by === 'pod-garbage-collector'));
      pod.phase = event.type === 'pod-failed' ? 'Failed' : 'Succeeded';
      pod.ready = false;
      return;
    case 'pod-deletion-requested':
      pod.deleting = true;
      return;
    case 'pod-gone':
      state.pods.delete(event.object);
      return;
    default:
  }
}

/** podutil.IsPodAvailable; up to 1.33 minReadySeconds had to be exceeded */
export function isAvailable(state: Replay, pod: ReplayPod): boolean {
  if (!pod.ready) return false;
  const wait = (state.set?.spec.minReadySeconds ?? 0) * 1000;
  return wait === 0 || state.t >= pod.readyAt + wait + (state.gates.has('availableAtInstant') ? 0 : 1);
}

/**
 * A pod that is being deleted changes unseen: its last report comes a moment before its object goes, and a silent
 * machine's pods turn unready. @returns can its phase and readiness be known now?
 */
export function isDoubtful(state: Replay, pod: ReplayPod): boolean {
  if (!pod.deleting) return false;
  return pod.goneAt - state.t <= LAST_REPORT || (state.nodes.get(pod.node)?.everSilent ?? false);
}

/** The pods that the set owns, of those that exist. */
export function ownPods(state: Replay): ReplayPod[] {
  return [...state.pods.values()].filter((pod) => pod.owner === state.set?.uid);
}
