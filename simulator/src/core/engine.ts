/** The engine: takes what is due, one event after the other, and hands it to the part that it concerns. */

import { buildIndex as buildDaemonSetIndex } from '../daemonSet/index';
import { sync as syncDaemonSet, syncNodeUpdate } from '../daemonSet/sync';
import { recheckBudgets, syncBudgets } from '../disruption/budget';
import { drainPod } from '../disruption/drain';
import { collect, finalizeOrphan, protect } from '../garbageCollector';
import type { Gates } from '../gates';
import { checkAvailability, watch } from '../informers';
import { end, remove, report, start, stop, takeUp } from '../kubelet';
import { evict, evictNode } from '../nodes/eviction';
import { monitor, reconcileNoSchedule, taintNext } from '../nodes/lifecycle';
import { podGc } from '../nodes/podGc';
import type { PodRule } from '../scenario';
import { reschedule, schedulePod } from '../scheduler';
import { buildIndex as buildStatefulSetIndex } from '../statefulSet/index';
import { sync as syncStatefulSet } from '../statefulSet/sync';
import type { TraceEvent } from '../trace';
import { type Due, peek, pop } from './eventQueue';
import { rankNodes } from './nodes';
import type { Node, State } from './state';
import { wake } from './workQueue';
import type { PodTiming, Problem, World } from './world';

export function emptyState(nodes: Node[], origin: number): State {
  return {
    now: origin,
    origin,
    seq: 0,
    uids: 0,
    due: [],
    nodes,
    pods: [],
    claims: {},
    templates: [],
    revisions: [],
    set: null,
    queue: { queued: false, delayedUntil: -1, failures: 0 },
    instances: {},
    unschedulable: [],
    rescheduleAt: -1,
    backoff: {},
    zones: [],
    monitorAt: -1,
    podGcAt: -1,
    quarantine: {},
    budgets: [],
    drains: [],
    warned: {},
    mostInstances: 0,
    mostEndings: 0,
    wait: null,
    movedAt: origin,
    appliedAt: -1,
  };
}

export interface WorldOptions {
  readonly state: State;
  readonly gates: Gates;
  readonly rules: readonly PodRule[];
  readonly timing: PodTiming;
  readonly seed: number;
  readonly setName: string;
  readonly kind: World['kind'];
  readonly neverReady?: number;
  readonly listTies?: boolean;
  readonly journal?: TraceEvent[];
  readonly problems?: Problem[];
}

/** A world around a state: what is derived from it is built here. */
export function createWorld(options: WorldOptions): World {
  const { state } = options;
  const world: World = {
    state,
    gates: options.gates,
    rules: options.rules,
    timing: options.timing,
    rank: [],
    order: [],
    journal: options.journal ?? [],
    problems: options.problems ?? [],
    statefulSet: null,
    daemonSet: null,
    podByName: new Map(),
    claimNames: new Map(),
    setName: options.setName,
    kind: options.kind,
    neverReady: options.neverReady ?? -1,
    listTies: options.listTies ?? false,
    fields: new Map(),
    watch,
  };
  rankNodes(state.nodes, options.seed, world.rank, world.order);
  for (const pod of state.pods) if (pod != null && pod.target < 0) world.podByName.set(pod.name, pod.id);
  for (const claim of Object.values(state.claims)) {
    const names = world.claimNames.get(claim.ordinal);
    if (names === undefined) world.claimNames.set(claim.ordinal, [claim.name]);
    else names.push(claim.name);
  }
  if (state.set?.spec.kind === 'StatefulSet') buildStatefulSetIndex(world);
  if (state.set?.spec.kind === 'DaemonSet') buildDaemonSetIndex(world);
  return world;
}

/** When the next event is due, in simulated milliseconds; null: never. */
export function nextDue(world: World): Due | null {
  return peek(world.state.due) ?? null;
}

/** Takes the next event. @param step carries out a step of the scenario */
export function advance(world: World, step: (index: number) => void): Due | null {
  const { state } = world;
  const due = pop(state.due);
  if (due === undefined) return null;
  state.now = due.at;
  switch (due.type) {
    case 'step':
      step(due.id);
      break;
    case 'sync':
      state.queue.queued = false;
      if (state.set?.spec.kind === 'DaemonSet') syncDaemonSet(world);
      else syncStatefulSet(world);
      break;
    case 'wake':
      wake(world, due.arg);
      break;
    case 'schedule':
      schedulePod(world, due.id);
      break;
    case 'reschedule':
      reschedule(world, due.arg);
      break;
    case 'start':
      start(world, due.id);
      break;
    case 'ready':
      report(world, due.id, true);
      break;
    case 'end':
      end(world, due.id);
      break;
    case 'stop':
      stop(world, due.id);
      break;
    case 'remove':
      remove(world, due.id);
      break;
    case 'resume':
      takeUp(world, due.id);
      break;
    case 'available':
      checkAvailability(world, due.id, due.arg);
      break;
    case 'collect':
      collect(world, due.id, due.arg);
      break;
    case 'finalize':
      finalizeOrphan(world, due.id);
      break;
    case 'protect':
      protect(world, due.id);
      break;
    case 'node-update':
      syncNodeUpdate(world, due.id);
      break;
    case 'node-taints':
      reconcileNoSchedule(world, due.id);
      break;
    case 'node-monitor':
      monitor(world, due.arg);
      break;
    case 'zone-taint':
      taintNext(world, due.id);
      break;
    case 'evict':
      evict(world, due.id, due.arg);
      break;
    case 'evict-node':
      evictNode(world, due.id);
      break;
    case 'budget':
      syncBudgets(world);
      break;
    case 'budget-recheck':
      recheckBudgets(world, due.id);
      break;
    case 'drain':
      drainPod(world, due.id, due.arg);
      break;
    case 'pod-gc':
      podGc(world, due.arg);
      break;
  }
  return due;
}
