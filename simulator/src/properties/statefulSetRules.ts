/**
 * What a StatefulSet's controller may do in one sync, release by release, written down from what the controller is
 * documented and recorded to do and judged on a replay alone. Sources: pkg/controller/statefulset/stateful_set_control.go,
 * stateful_set_utils.go and stateful_set_status_updater.go of the releases named; recordings of 1.34.4, 1.36.3, 1.37.2.
 */
import { expect } from 'vitest';
import type { TraceEvent } from '../trace';
import type { StatefulSetWorkload } from '../workload';
import { isAvailable, isDoubtful, ownPods, type Replay, type ReplayPod } from './replay';

/** A set as a sync finds it. */
interface View {
  readonly state: Replay;
  readonly spec: StatefulSetWorkload;
  readonly pods: ReadonlyMap<number, ReplayPod>;
  /** number of the newest template */
  readonly update: number;
  /** status.currentRevision as stored, else `update` */
  readonly current: number;
  /** OrderedReady */
  readonly monotonic: boolean;
}

export function viewOf(state: Replay): View | null {
  const { set } = state;
  if (set === null || set.spec.kind !== 'StatefulSet') return null;
  return {
    state,
    spec: set.spec,
    pods: new Map(ownPods(state).map((pod) => [pod.ordinal, pod])),
    update: set.revision,
    current: set.status?.['currentRevision'] ?? set.revision,
    monotonic: set.spec.podManagementPolicy === 'OrderedReady',
  };
}

export function ordinalsOf(spec: StatefulSetWorkload): number[] {
  return Array.from({ length: spec.replicas }, (_, slot) => spec.ordinalsStart + slot);
}

const hasEnded = (pod: ReplayPod): boolean => pod.phase === 'Failed' || pod.phase === 'Succeeded';
const isReady = (pod: ReplayPod): boolean => pod.phase === 'Running' && pod.ready;

/** Ready, available, and not about to go: what OrderedReady asks of every ordinal before the next (processReplica). */
export function isFine(state: Replay, pod: ReplayPod | undefined): boolean {
  return pod !== undefined && !pod.deleting && isReady(pod) && isAvailable(state, pod);
}

/**
 * Unavailable in the sense of the rollout (isUnavailable). Up to 1.33 minReadySeconds did not count (isHealthy: running,
 * ready, not terminating); since 1.34 it does (recorded 1.34.4).
 */
export function isUnavailable(state: Replay, pod: ReplayPod | undefined): boolean {
  if (pod === undefined || pod.deleting || !isReady(pod)) return true;
  return state.release.minor >= 34 && !isAvailable(state, pod);
}

/** getStatefulSetMaxUnavailable: a percentage of all replicas, rounded down, at least 1; without the gate always 1. */
export function budgetOf(state: Replay, spec: StatefulSetWorkload): number {
  const wanted = spec.updateStrategy.rollingUpdate?.maxUnavailable ?? 1;
  if (!state.gates.enabled('MaxUnavailableStatefulSet')) return 1;
  return Math.max(1, typeof wanted === 'number' ? wanted : Math.floor((wanted.percent / 100) * spec.replicas + 1e-9));
}

export interface Deeds {
  readonly created: readonly TraceEvent[];
  /** surplus pods, pods that have ended, and pods deleted for the update (ordinals) */
  readonly surplus: readonly number[];
  readonly ended: readonly number[];
  readonly outdated: readonly number[];
}

/** Sorts what a sync did by what it found, not by the reasons it gives. */
export function deedsOf(view: View, events: readonly TraceEvent[]): Deeds {
  const range = ordinalsOf(view.spec);
  const deleted = events.filter((event) => event.type === 'pod-deletion-requested').map((event) => event.ordinal ?? -1);
  const endedAt = (ordinal: number): boolean => {
    const pod = view.pods.get(ordinal);
    return pod !== undefined && hasEnded(pod);
  };
  const inRange = deleted.filter((ordinal) => range.includes(ordinal));
  return {
    created: events.filter((event) => event.type === 'pod-created'),
    surplus: deleted.filter((ordinal) => !range.includes(ordinal)),
    ended: inRange.filter(endedAt),
    outdated: inRange.filter((ordinal) => !endedAt(ordinal)),
  };
}

/** Every deed of a sync is one that the release allows in this situation. */
export function checkDeeds(view: View, events: readonly TraceEvent[]): void {
  const { state, spec, monotonic } = view;
  const deeds = deedsOf(view, events);
  const all = deeds.created.length + deeds.surplus.length + deeds.ended.length + deeds.outdated.length;
  if (all === 0) return;
  expect(state.set?.deleting, 'a set that is being deleted does nothing').toBe(false);
  const range = ordinalsOf(spec);
  checkCreations(view, deeds, events);
  const fineBelow = (end: number): boolean => range.every((n) => n >= end || isFine(state, view.pods.get(n)));
  if (monotonic && deeds.ended.length > 0) {
    expect(deeds.ended).toHaveLength(1);
    expect(fineBelow(deeds.ended[0] ?? 0), `an ended pod is deleted before its turn: ${deeds.ended[0]}`).toBe(true);
  }
  if (spec.updateStrategy.type === 'Recreate') {
    checkRecreate(view, deeds);
    return;
  }
  if (deeds.surplus.length > 0) checkSurplus(view, deeds.surplus);
  if (deeds.outdated.length > 0) {
    expect(spec.updateStrategy.type).toBe('RollingUpdate');
    checkUpdate(view, deeds);
  }
}

function checkCreations(view: View, deeds: Deeds, events: readonly TraceEvent[]): void {
  const { state, spec, monotonic, pods } = view;
  const range = ordinalsOf(spec);
  if (monotonic) expect(deeds.created.length).toBeLessThanOrEqual(1);
  for (const event of deeds.created) {
    const ordinal = event.ordinal ?? -1;
    expect(range, `${event.object} is outside the range`).toContain(ordinal);
    expect(state.pods.has(event.object)).toBe(false);
    expect(event.revision, `${event.object} is made from another template`).toBe(revisionFor(view, ordinal));
    for (const template of spec.claimTemplates) {
      const claim = `${template.name}-${event.object}`;
      const made = events.some((other) => other.type === 'claim-created' && other.object === claim);
      expect(made || state.claims.get(claim) === false, `${event.object} is made without ${claim}`).toBe(true);
    }
    if (!monotonic) continue;
    const missing = range.find((below) => below < ordinal && !isFine(state, pods.get(below)));
    expect(missing, `${event.object} is made before all below are available`).toBeUndefined();
  }
}

/**
 * newVersionedStatefulSetPod: below the partition the current revision; without a rollingUpdate block below
 * status.currentReplicas (recorded 1.36.3); else the newest.
 */
function revisionFor(view: View, ordinal: number): number {
  const { spec, state } = view;
  const { type, rollingUpdate } = spec.updateStrategy;
  if (type !== 'RollingUpdate') return view.update;
  const old = rollingUpdate === undefined ? (state.set?.status?.['currentReplicas'] ?? 0) : rollingUpdate.partition;
  return ordinal < spec.ordinalsStart + old ? view.current : view.update;
}

/** processCondemned: OrderedReady takes the highest surplus pod alone, when every replica is fine. */
function checkSurplus(view: View, surplus: readonly number[]): void {
  const { state, spec, pods, monotonic } = view;
  if (!monotonic) return;
  const range = ordinalsOf(spec);
  const outside = [...pods.keys()].filter((ordinal) => !range.includes(ordinal));
  expect(surplus).toEqual([Math.max(...outside)]);
  expect(
    range.every((ordinal) => isFine(state, pods.get(ordinal))),
    'scaled down before every replica is available',
  ).toBe(true);
  const top = pods.get(surplus[0] ?? -1);
  // An unavailable one goes only when no other unavailable surplus pod is below it.
  if (!isFine(state, top))
    expect(outside.filter((n) => isUnavailable(state, pods.get(n)) && n < (top?.ordinal ?? 0))).toEqual([]);
}

/** recreateDeleteAndWait (1.37): all pods of another revision together, and nothing is made while one is left. */
function checkRecreate(view: View, deeds: Deeds): void {
  const { pods, update, state } = view;
  expect(state.gates.enabled('StatefulSetRecreateStrategy'), 'Recreate without its gate').toBe(true);
  const old = [...pods.values()].filter((pod) => pod.revision !== update);
  const deleted = [...deeds.surplus, ...deeds.outdated, ...deeds.ended];
  if (old.length === 0) {
    expect(deeds.outdated).toEqual([]);
    if (deeds.surplus.length > 0) checkSurplus(view, deeds.surplus);
    return;
  }
  expect(deeds.created).toEqual([]);
  const wanted = old.filter((pod) => !pod.deleting).map((pod) => pod.ordinal);
  expect(deleted.sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
}

/** What the update takes, and when: updateStatefulSet and its successors. */
function checkUpdate(view: View, deeds: Deeds): void {
  const { state, spec, pods, monotonic, update } = view;
  const range = ordinalsOf(spec);
  const lowest = spec.ordinalsStart + (spec.updateStrategy.rollingUpdate?.partition ?? 0);
  const made = new Map(deeds.created.map((event) => [event.ordinal ?? -1, event.revision ?? 0]));
  // A pod that this very sync has made (Parallel) is judged like one that was there.
  const revisionAt = (n: number): number => made.get(n) ?? pods.get(n)?.revision ?? update;
  const isOld = (n: number): boolean => revisionAt(n) !== update && pods.get(n)?.deleting !== true;
  const unavailable = range.filter((n) => isUnavailable(state, pods.get(n)));
  const victims = deeds.outdated;
  for (const n of victims) {
    expect(isOld(n), `web-${n} is deleted for the update, but is new`).toBe(true);
    expect(n, `web-${n} is below the partition`).toBeGreaterThanOrEqual(lowest);
  }
  const budget = budgetOf(state, spec);
  const passedOver = (taken: readonly number[], candidates: readonly number[]): number[] =>
    candidates.filter((n) => n > Math.min(...taken) && n >= lowest && isOld(n) && !taken.includes(n));
  if (monotonic) {
    // Phase R comes first, and lets nothing pass while any replica, also below the partition, is not available.
    expect(range.filter((n) => !isFine(state, pods.get(n)))).toEqual([]);
    expect([...pods.keys()].filter((n) => !range.includes(n))).toEqual([]);
  }
  if (!state.gates.enabled('MaxUnavailableStatefulSet')) {
    // Gate off: one by one from the top. Only what is above the victim is looked at, so Parallel minds no health below.
    expect(victims).toHaveLength(1);
    const above = range.filter((n) => n > (victims[0] ?? 0));
    expect(above.filter((n) => isOld(n) || unavailable.includes(n))).toEqual([]);
    return;
  }
  if (monotonic || state.release.minor < 37) {
    expect(victims.length + unavailable.length, 'more than maxUnavailable').toBeLessThanOrEqual(budget);
    expect(passedOver(victims, range)).toEqual([]);
    return;
  }
  // Gate on, Parallel, 1.37: old pods that are not available all go, outside the budget; sound ones within it.
  const broken = victims.filter((n) => unavailable.includes(n));
  const sound = victims.filter((n) => !unavailable.includes(n));
  expect(broken.length).toBe(range.filter((n) => n >= lowest && isOld(n) && unavailable.includes(n)).length);
  if (sound.length === 0) return;
  expect(sound.length + unavailable.length, 'more than maxUnavailable').toBeLessThanOrEqual(budget);
  const isSound = (n: number): boolean => !unavailable.includes(n);
  expect(passedOver(sound, range.filter(isSound))).toEqual([]);
}

/** Counts that may be one of several, because the end of a terminating pod is not seen. */
export type Range = readonly [least: number, most: number];

/** computeReplicaStatus and completeUpdate, as the sync found the pods; what it deleted for the update is taken off. */
export function checkStatus(view: View, events: readonly TraceEvent[]): void {
  const told = events.find((event) => event.type === 'status')?.status;
  if (told === undefined) return;
  const { state, spec, update } = view;
  // Of a set that is being deleted the collector takes the revisions too, and then the newest stands for the current one.
  const forgotten = state.set?.deleting === true && told['currentRevision'] === update;
  const current = forgotten ? update : view.current;
  const pods = [...view.pods.values()];
  const range = (test: (pod: ReplayPod) => boolean): Range => [
    pods.filter((pod) => test(pod) && !isDoubtful(state, pod)).length,
    pods.filter(test).length,
  ];
  const living = (revision: number): number => pods.filter((pod) => !pod.deleting && pod.revision === revision).length;
  const ready = range(isReady);
  const available = range((pod) => isReady(pod) && isAvailable(state, pod));
  const rolling = spec.updateStrategy.type === 'RollingUpdate';
  const deeds = deedsOf(view, events);
  const outdated = rolling ? deeds.outdated.length : 0;
  // Parallel: an old pod that has ended goes for that, and in the same sync for the update, which counts it off.
  const twice =
    view.monotonic || !rolling ? 0 : deeds.ended.filter((n) => view.pods.get(n)?.revision !== update).length;
  const complete =
    (rolling || state.release.minor >= 37) && [living(update), ready[0], pods.length].every((n) => n === spec.replicas);
  expect(told['replicas']).toBe(pods.length);
  within(told['readyReplicas'], ready, 'readyReplicas');
  within(told['availableReplicas'], available, 'availableReplicas');
  expect(told['updatedReplicas']).toBe(living(update));
  expect(told['updateRevision']).toBe(update);
  const left = living(current) - outdated;
  within(told['currentReplicas'], complete ? [spec.replicas, spec.replicas] : [left - twice, left], 'currentReplicas');
  expect(told['currentRevision']).toBe(complete ? update : current);
}

export function within(value: number | undefined, [least, most]: Range, name: string): void {
  expect(value, name).toBeGreaterThanOrEqual(least);
  expect(value, name).toBeLessThanOrEqual(most);
}
