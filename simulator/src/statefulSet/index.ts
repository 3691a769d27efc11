/**
 * What a StatefulSet's controller would count on every sync, kept up to date with every change of a pod instead: which
 * ordinals need attention, which are outdated, and the status counters. Derived from the state alone.
 */

import { add, createOrdinalSet, type OrdinalSet, put } from '../core/ordinalSet';
import type { Pod } from '../core/state';
import type { World } from '../core/world';
import { matchesLabels } from '../placement/selectors';
import type { StatefulSetWorkload } from '../workload';
import { claimsMatchRetention, claimsMissingOrDeleting, storageMatches } from './claims';

/** Facts about a pod that are counted. */
interface Counted {
  readonly readyRun: boolean;
  readonly available: boolean;
  readonly terminating: boolean;
  readonly template: number;
}

export interface StatefulSetIndex {
  readonly start: number;
  /** spec.replicas */
  readonly size: number;
  /** ordinal → pod of the set (its own; orphans are adopted in a sync) */
  readonly pods: Map<number, number>;
  /** pods that match the selector and the name, but have no owner */
  readonly orphans: Set<number>;
  /** ordinals of pods outside the range, in no order */
  readonly condemned: Set<number>;
  /** slots without a pod */
  readonly missing: OrdinalSet;
  /** slots where OrderedReady would stop, or where something must be repaired */
  readonly notFine: OrdinalSet;
  /** slots where Parallel would do something */
  readonly toDo: OrdinalSet;
  /** slots that are unavailable in the sense of the rollout (missing and terminating ones too) */
  readonly unavailable: OrdinalSet;
  /** slots with a living pod whose revision is not the update revision */
  readonly outdated: OrdinalSet;
  readonly counted: Map<number, Counted>;
  readyReplicas: number;
  availableReplicas: number;
  /** pods that are not being deleted, by template index */
  readonly living: Map<number, number>;
}

/** Builds the index from the state. */
export function buildIndex(world: World): StatefulSetIndex {
  const spec = world.state.set?.spec as StatefulSetWorkload;
  const index: StatefulSetIndex = {
    start: spec.ordinalsStart,
    size: spec.replicas,
    pods: new Map(),
    orphans: new Set(),
    condemned: new Set(),
    missing: createOrdinalSet(spec.replicas),
    notFine: createOrdinalSet(spec.replicas),
    toDo: createOrdinalSet(spec.replicas),
    unavailable: createOrdinalSet(spec.replicas),
    outdated: createOrdinalSet(spec.replicas),
    counted: new Map(),
    readyReplicas: 0,
    availableReplicas: 0,
    living: new Map(),
  };
  for (let slot = 0; slot < spec.replicas; slot++) {
    add(index.missing, slot);
    add(index.notFine, slot);
    add(index.toDo, slot);
    add(index.unavailable, slot);
  }
  world.statefulSet = index;
  for (const pod of world.state.pods) if (pod != null) touch(world, index, pod);
  return index;
}

function inRange(index: StatefulSetIndex, ordinal: number): boolean {
  return ordinal >= index.start && ordinal < index.start + index.size;
}

/** Is a pod available in the sense of the rollout? stateful_set_utils.isUnavailable; up to 1.33 isHealthy, which knows no minReadySeconds. */
export function isUnavailable(world: World, pod: Pod): boolean {
  if (pod.deletedAt >= 0) return true;
  const readyRun = pod.phase === 'Running' && pod.ready;
  return !(readyRun && (pod.available || !world.gates.has('unavailableUntilMinReady')));
}

/** A pod was made or changed: the index follows. */
export function touch(world: World, index: StatefulSetIndex, pod: Pod): void {
  const { state } = world;
  const set = state.set;
  if (set === null || pod.target >= 0) return;
  const exists = state.pods[pod.id] === pod;
  if (pod.owner !== set.uid || !exists) {
    forgetPod(index, pod);
    const orphan =
      exists && pod.owner === 0 && matchesLabels(set.spec.selector, state.templates[pod.template]?.labels ?? {});
    if (orphan) index.orphans.add(pod.id);
    else index.orphans.delete(pod.id);
    return;
  }
  index.orphans.delete(pod.id);
  index.pods.set(pod.ordinal, pod.id);
  count(index, pod);
  const slot = pod.ordinal - index.start;
  if (!inRange(index, pod.ordinal)) {
    index.condemned.add(pod.ordinal);
    return;
  }
  const terminal = pod.phase === 'Failed' || pod.phase === 'Succeeded';
  const terminating = pod.deletedAt >= 0;
  const readyRun = pod.phase === 'Running' && pod.ready;
  const repair = !storageMatches(world, pod) || !claimsMatchRetention(world, pod);
  const waitingForClaims = pod.phase === 'Pending' && claimsMissingOrDeleting(world, pod);
  put(index.missing, slot, false);
  put(index.notFine, slot, terminal || terminating || !readyRun || !pod.available || repair);
  put(index.toDo, slot, (terminal && !terminating) || (!terminal && (waitingForClaims || repair)));
  put(index.unavailable, slot, isUnavailable(world, pod));
  put(index.outdated, slot, !terminating && pod.template !== set.template);
}

/** A claim changed: whether its ordinal's pod needs attention may change. */
export function touchOrdinal(world: World, index: StatefulSetIndex, ordinal: number): void {
  const pod = world.state.pods[index.pods.get(ordinal) ?? -1];
  if (pod != null) touch(world, index, pod);
}

function forgetPod(index: StatefulSetIndex, pod: Pod): void {
  uncount(index, pod);
  if (index.pods.get(pod.ordinal) !== pod.id) return;
  index.pods.delete(pod.ordinal);
  index.condemned.delete(pod.ordinal);
  const slot = pod.ordinal - index.start;
  if (!inRange(index, pod.ordinal)) return;
  put(index.missing, slot, true);
  put(index.notFine, slot, true);
  put(index.toDo, slot, true);
  put(index.unavailable, slot, true);
  put(index.outdated, slot, false);
}

function count(index: StatefulSetIndex, pod: Pod): void {
  uncount(index, pod);
  const facts: Counted = {
    readyRun: pod.phase === 'Running' && pod.ready,
    available: pod.phase === 'Running' && pod.ready && pod.available,
    terminating: pod.deletedAt >= 0,
    template: pod.template,
  };
  index.counted.set(pod.id, facts);
  if (facts.readyRun) index.readyReplicas++;
  if (facts.available) index.availableReplicas++;
  if (!facts.terminating) index.living.set(facts.template, (index.living.get(facts.template) ?? 0) + 1);
}

function uncount(index: StatefulSetIndex, pod: Pod): void {
  const facts = index.counted.get(pod.id);
  if (facts === undefined) return;
  index.counted.delete(pod.id);
  if (facts.readyRun) index.readyReplicas--;
  if (facts.available) index.availableReplicas--;
  if (facts.terminating) return;
  const left = (index.living.get(facts.template) ?? 0) - 1;
  if (left > 0) index.living.set(facts.template, left);
  else index.living.delete(facts.template);
}

/** Ordinals outside the range, highest first. */
export function condemnedDescending(index: StatefulSetIndex): number[] {
  return [...index.condemned].sort((a, b) => b - a);
}
