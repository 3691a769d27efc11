/**
 * What a DaemonSet's controller would count on every sync, kept per node instead: a change marks its node, and a sync
 * looks at marked nodes only, so that a rollout over thousands of nodes costs what changes. Derived from the state alone.
 */
import { add, createOrdinalSet, type OrdinalSet, put } from '../core/ordinalSet';
import type { Pod, SetState } from '../core/state';
import type { World } from '../core/world';
import { matchesLabels } from '../placement/selectors';
import type { DaemonSetWorkload, Toleration } from '../workload';
import { placementOn, tolerationsFor } from './placement';

/** What the pods of a node are for the rollout (update.go, rollingUpdate): pods that are not being deleted count. */
export const NODE_CLASS = {
  /** no pods, and none wanted */
  none: 0,
  /** no pods, or only such as are being deleted */
  empty: 1,
  /** more than one new or more than one old pod */
  excess: 2,
  bothNewUnavailable: 3,
  bothNewAvailable: 4,
  newUnavailable: 5,
  newAvailable: 6,
  oldAvailable: 7,
  oldUnavailable: 8,
} as const;

const FACT = {
  run: 1,
  current: 2,
  ready: 4,
  available: 8,
  updated: 16,
  misscheduled: 32,
  oldOrNewAvailable: 64,
} as const;

export interface DaemonSetIndex {
  /** node → pods of the set made for it, oldest first */
  readonly pods: number[][];
  readonly orphans: Set<number>;
  readonly tolerations: readonly Toleration[];
  /** util.AllowsSurge */
  readonly surge: boolean;
  /** node → 1: should run, 2: may stay */
  readonly placement: Uint8Array;
  readonly classes: Uint8Array;
  readonly facts: Uint8Array;
  /** by rank: nodes to look at in the next sync */
  readonly marked: OrdinalSet;
  /** by rank: nodes with an old available pod, that should run it or not */
  readonly oldAvailable: OrdinalSet;
  readonly oldAvailableUnwanted: OrdinalSet;
  readonly oldUnavailable: OrdinalSet;
  readonly replaceable: OrdinalSet;
  /** nodes per class */
  readonly tally: number[];
  /** nodes whose Node object is gone, but whose only pod is an old one */
  vanished: number;
  desired: number;
  current: number;
  misscheduled: number;
  ready: number;
  available: number;
  updated: number;
  /** nodes whose old pod, or lacking one new pod, is available */
  serving: number;
}

/** intstr.GetScaledValueFromIntOrPercent, rounded up. */
export function scaled(value: number | { readonly percent: number }, of: number): number {
  return typeof value === 'number' ? value : Math.ceil((value.percent * of) / 100);
}

function allowsSurge(spec: DaemonSetWorkload): boolean {
  return (
    spec.updateStrategy.type === 'RollingUpdate' && scaled(spec.updateStrategy.rollingUpdate?.maxSurge ?? 0, 1) > 0
  );
}

/** Builds the index from the state; every node is marked. */
export function buildIndex(world: World): DaemonSetIndex {
  const { state } = world;
  const spec = state.set?.spec as DaemonSetWorkload;
  const size = state.nodes.length;
  const index: DaemonSetIndex = {
    pods: state.nodes.map(() => []),
    orphans: new Set(),
    tolerations: tolerationsFor(spec),
    surge: allowsSurge(spec),
    placement: new Uint8Array(size),
    classes: new Uint8Array(size),
    facts: new Uint8Array(size),
    marked: createOrdinalSet(size),
    oldAvailable: createOrdinalSet(size),
    oldAvailableUnwanted: createOrdinalSet(size),
    oldUnavailable: createOrdinalSet(size),
    replaceable: createOrdinalSet(size),
    tally: [size, 0, 0, 0, 0, 0, 0, 0, 0],
    vanished: 0,
    desired: 0,
    current: 0,
    misscheduled: 0,
    ready: 0,
    available: 0,
    updated: 0,
    serving: 0,
  };
  world.daemonSet = index;
  for (const node of state.nodes) placeNode(world, index, node.index);
  for (const pod of state.pods) if (pod != null) touch(world, index, pod);
  return index;
}

/** A node's labels or taints changed, or it came or went. */
export function placeNode(world: World, index: DaemonSetIndex, at: number): void {
  const node = world.state.nodes[at];
  const spec = world.state.set?.spec as DaemonSetWorkload;
  if (node === undefined) return;
  const { run, stay } = node.exists ? placementOn(world, spec, index.tolerations, node) : { run: false, stay: false };
  index.placement[at] = (run ? 1 : 0) | (stay ? 2 : 0);
  mark(world, index, at);
}

export function mark(world: World, index: DaemonSetIndex, node: number): void {
  add(index.marked, world.rank[node] ?? node);
}

export function shouldRun(index: DaemonSetIndex, node: number): boolean {
  return ((index.placement[node] ?? 0) & 1) !== 0;
}

export function mayStay(index: DaemonSetIndex, node: number): boolean {
  return ((index.placement[node] ?? 0) & 2) !== 0;
}

/** A pod was made or changed: it is filed under its node, and the node is marked. */
export function touch(world: World, index: DaemonSetIndex, pod: Pod): void {
  const { state } = world;
  const set = state.set;
  if (set === null || pod.target < 0) return;
  const list = index.pods[pod.target];
  if (list === undefined) return;
  const exists = state.pods[pod.id] === pod;
  const at = list.indexOf(pod.id);
  const own = exists && pod.owner === set.uid;
  if (own && at < 0) list.push(pod.id);
  if (!own && at >= 0) list.splice(at, 1);
  const orphan =
    exists && pod.owner === 0 && matchesLabels(set.spec.selector, state.templates[pod.template]?.labels ?? {});
  if (orphan) index.orphans.add(pod.id);
  else index.orphans.delete(pod.id);
  mark(world, index, pod.target);
}

/** Pods of a node as the controller groups them: those that have ended and are being deleted are left out. */
export function podsOn(world: World, index: DaemonSetIndex, node: number): Pod[] {
  const found: Pod[] = [];
  for (const id of index.pods[node] ?? []) {
    const pod = world.state.pods[id];
    if (pod == null) continue;
    if (pod.deletedAt >= 0 && (pod.phase === 'Failed' || pod.phase === 'Succeeded')) continue;
    found.push(pod);
  }
  return found;
}

/** podByCreationTimestampAndPhase: bound before unbound, then the older, then the name (here: the one made first). */
export function byAge(a: Pod, b: Pod): number {
  if (a.node >= 0 !== b.node >= 0) return a.node >= 0 ? -1 : 1;
  return a.createdAt - b.createdAt || a.id - b.id;
}

/** util.IsPodUpdated: the hash of the template, or the template generation, is the set's. */
export function isUpdated(set: SetState, pod: Pod): boolean {
  return pod.template === set.template || pod.generation === set.templateGeneration;
}

/** findUpdatedPodsOnNode, and what follows from it. */
function classify(set: SetState, pods: readonly Pod[], wanted: boolean): number {
  let newPod: Pod | null = null;
  let oldPod: Pod | null = null;
  for (const pod of pods) {
    if (pod.deletedAt >= 0) continue;
    if (isUpdated(set, pod)) {
      if (newPod !== null) return NODE_CLASS.excess;
      newPod = pod;
    } else {
      if (oldPod !== null) return NODE_CLASS.excess;
      oldPod = pod;
    }
  }
  if (newPod !== null && oldPod !== null) {
    return newPod.available ? NODE_CLASS.bothNewAvailable : NODE_CLASS.bothNewUnavailable;
  }
  if (newPod !== null) return newPod.available ? NODE_CLASS.newAvailable : NODE_CLASS.newUnavailable;
  if (oldPod !== null) return oldPod.available ? NODE_CLASS.oldAvailable : NODE_CLASS.oldUnavailable;
  return wanted || pods.length > 0 ? NODE_CLASS.empty : NODE_CLASS.none;
}

/** Counts a node anew. @returns its pods as the controller groups them */
export function recount(world: World, index: DaemonSetIndex, node: number): Pod[] {
  const set = world.state.set as SetState;
  const pods = podsOn(world, index, node);
  const run = shouldRun(index, node);
  const next = classify(set, pods, run);
  let facts = 0;
  if (run) {
    facts |= FACT.run;
    const first = pods.length > 1 ? [...pods].sort(byAge)[0] : pods[0];
    if (first !== undefined) {
      facts |= FACT.current;
      if (first.ready) facts |= FACT.ready;
      if (first.ready && first.available) facts |= FACT.available;
      if (isUpdated(set, first)) facts |= FACT.updated;
    }
  } else if (pods.length > 0 && world.state.nodes[node]?.exists === true) {
    facts |= FACT.misscheduled;
  }
  if (next === NODE_CLASS.newAvailable || next === NODE_CLASS.oldAvailable) facts |= FACT.oldOrNewAvailable;
  else if (next === NODE_CLASS.bothNewAvailable || next === NODE_CLASS.bothNewUnavailable) {
    const old = pods.find((pod) => pod.deletedAt < 0 && !isUpdated(set, pod));
    if (old?.available === true) facts |= FACT.oldOrNewAvailable;
  }
  settle(world, index, node, next, facts);
  return pods;
}

function settle(world: World, index: DaemonSetIndex, node: number, next: number, facts: number): void {
  const before = index.facts[node] ?? 0;
  const earlier = index.classes[node] ?? 0;
  const rank = world.rank[node] ?? node;
  const run = (facts & FACT.run) !== 0;
  if (before !== facts) {
    const change = (bit: number): number => ((facts & bit) === 0 ? 0 : 1) - ((before & bit) === 0 ? 0 : 1);
    index.desired += change(FACT.run);
    index.current += change(FACT.current);
    index.ready += change(FACT.ready);
    index.available += change(FACT.available);
    index.updated += change(FACT.updated);
    index.misscheduled += change(FACT.misscheduled);
    index.serving += change(FACT.oldOrNewAvailable);
    index.facts[node] = facts;
  }
  const exists = world.state.nodes[node]?.exists === true;
  put(index.oldAvailable, rank, next === NODE_CLASS.oldAvailable && run);
  put(index.oldAvailableUnwanted, rank, next === NODE_CLASS.oldAvailable && !run);
  put(index.oldUnavailable, rank, next === NODE_CLASS.oldUnavailable);
  put(index.replaceable, rank, next === NODE_CLASS.bothNewAvailable);
  if (earlier !== next) {
    index.tally[earlier] = (index.tally[earlier] ?? 0) - 1;
    index.tally[next] = (index.tally[next] ?? 0) + 1;
    index.classes[node] = next;
  }
  if (!exists) countVanished(world, index);
}

function countVanished(world: World, index: DaemonSetIndex): void {
  index.vanished = 0;
  for (const node of world.state.nodes) {
    if (node.exists) continue;
    const its = index.classes[node.index] ?? 0;
    if (its === NODE_CLASS.oldAvailable || its === NODE_CLASS.oldUnavailable) index.vanished++;
  }
}
