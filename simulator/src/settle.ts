/** A set that was installed long ago: built directly where nothing odd can happen, else by running its installation. */
import { applySet } from './core/api';
import { createWorld, emptyState, type WorldOptions } from './core/engine';
import { runUntilQuiet } from './core/run';
import type { Node, Pod, State } from './core/state';
import { enqueue } from './core/workQueue';
import { stamp, type World } from './core/world';
import { placementOn, tolerationsFor } from './daemonSet/placement';

import { specChanged } from './informers';
import { ruleFor } from './kubelet';
import type { PodRule } from './scenario';
import { findNode } from './scheduler';
import { claimNames, wantedOwner } from './statefulSet/claims';
import type { DaemonSetWorkload, StatefulSetWorkload, Workload } from './workload';

type Options = Omit<WorldOptions, 'state' | 'journal' | 'problems'>;

/** The clock at which the change comes, in milliseconds; a multiple of every controller's period. */
export const ORIGIN = 3_600_000;
/** An installation that never settles is watched for so long. */
const LONGEST_INSTALL = 24 * 3600 * 1000;
const MOST_EVENTS = 1_000_000;
const PERIOD = 20_000;

/** @returns a state in which `from` is installed, with the clock at its origin */
export function settle(from: Workload, nodes: Node[], options: Options): State {
  const copies = nodes.map((node) => ({ ...node, pods: [...node.pods] }));
  return direct(from, nodes, options) ?? installed(from, copies, options);
}

/** Could a rule make an installation end otherwise than with every pod available, bound in its order? */
function isOdd(rule: PodRule): boolean {
  const match = rule.match;
  const first =
    (match?.revision === undefined || match.revision.includes(1)) &&
    (match?.instances === undefined || match.instances.includes(1));
  return first && (rule.readySeconds === null || rule.fail !== undefined || (rule.scheduleSeconds ?? 0) > 0);
}

function direct(from: Workload, nodes: Node[], options: Options): State | null {
  if (options.rules.some(isOdd)) return null;
  const state = emptyState(nodes, ORIGIN);
  state.now = 0;
  const world = createWorld({ ...options, state });
  applySet(world, from);
  const set = state.set;
  if (set === null) return null;
  const well = from.kind === 'StatefulSet' ? replicas(world, from) : daemons(world, from);
  if (!well) return null;
  state.revisions.push({ template: 0, number: 1, owner: set.uid, createdAt: stamp(0) });
  set.observedGeneration = 1;
  set.status = from.kind === 'StatefulSet' ? replicaStatus(from) : daemonStatus(world);
  state.now = ORIGIN;
  state.movedAt = ORIGIN;
  return state;
}

function place(world: World, pod: Pod): boolean {
  const node = findNode(world, pod);
  if (typeof node !== 'number') return false;
  pod.node = node;
  const there = world.state.nodes[node];
  if (there === undefined) return false;
  there.pods.push(pod.id);
  there.living++;
  pod.rule = ruleFor(world, pod, node);
  return true;
}

function settledPod(world: World, name: string, ordinal: number, target: number, claims: readonly string[]): Pod {
  const { state } = world;
  const pod: Pod = {
    id: state.pods.length,
    name,
    ordinal,
    target,
    instance: 1,
    template: 0,
    generation: target >= 0 ? 1 : 0,
    owner: state.set?.uid ?? 0,
    createdAt: stamp(0),
    node: -1,
    phase: 'Running',
    ready: true,
    readyAt: stamp(0),
    available: true,
    deletedAt: -1,
    grace: 0,
    rule: -1,
    started: true,
    wantReady: true,
    ended: false,
    evictAt: -1,
    claims,
    unschedulable: null,
    attempts: 0,
    attemptedAt: 0,
  };
  state.pods.push(pod);
  return pod;
}

function replicas(world: World, spec: StatefulSetWorkload): boolean {
  const { state } = world;
  if (spec.name.length > 52 || spec.updateStrategy.type === 'Recreate') return false;
  for (let i = 0; i < spec.replicas; i++) {
    const ordinal = spec.ordinalsStart + i;
    const name = `${spec.name}-${ordinal}`;
    const claims = claimNames(spec, ordinal);
    const pod = settledPod(world, name, ordinal, -1, claims);
    for (const claim of claims)
      state.claims[claim] = { name: claim, ordinal, owner: wantedOwner(world, spec, pod), deleting: false };
    if (!place(world, pod)) return false;
    state.instances[name] = 1;
  }
  return true;
}

function replicaStatus(spec: StatefulSetWorkload): Record<string, number> {
  const n = spec.replicas;
  return {
    replicas: n,
    readyReplicas: n,
    availableReplicas: n,
    currentReplicas: n,
    updatedReplicas: n,
    currentRevision: 1,
    updateRevision: 1,
  };
}

function daemons(world: World, spec: DaemonSetWorkload): boolean {
  const { state } = world;
  if (Object.keys(spec.selector.matchLabels ?? {}).length + (spec.selector.matchExpressions ?? []).length === 0)
    return false;
  const tolerations = tolerationsFor(spec);
  for (const index of world.order) {
    const node = state.nodes[index] as Node;
    if (!placementOn(world, spec, tolerations, node).run) continue;
    const pod = settledPod(world, `${spec.name}@${node.name}#1`, -1, node.index, []);
    if (!place(world, pod)) return false;
    node.instances = 1;
  }
  return true;
}

function daemonStatus(world: World): Record<string, number> {
  const n = world.state.pods.length;
  return {
    desiredNumberScheduled: n,
    currentNumberScheduled: n,
    numberMisscheduled: 0,
    numberReady: n,
    updatedNumberScheduled: n,
    numberAvailable: n,
    numberUnavailable: 0,
  };
}

/** Runs the installation; the trace's clock begins after it. */
function installed(from: Workload, nodes: Node[], options: Options): State {
  const state = emptyState(nodes, 0);
  const world = createWorld({ ...options, state });
  applySet(world, from);
  specChanged(world);
  enqueue(world);
  runUntilQuiet(world, () => undefined, { until: LONGEST_INSTALL, events: MOST_EVENTS });
  const origin = Math.max(ORIGIN, Math.ceil((state.now + 1000) / PERIOD) * PERIOD);
  runUntilQuiet(world, () => undefined, { until: origin - 1, events: MOST_EVENTS });
  state.due = state.due.filter((due) => due.at >= origin).sort((a, b) => a.at - b.at || a.seq - b.seq);
  if (!state.due.some((due) => due.type === 'sync')) state.queue.queued = false;
  if (!state.due.some((due) => due.type === 'wake' && due.arg === state.queue.delayedUntil))
    state.queue.delayedUntil = -1;
  return { ...state, now: origin, origin, movedAt: origin, appliedAt: -1, warned: {} };
}
