/** The last phase of a sync: pods of an old revision are deleted, as the strategy allows (stateful_set_control.go). */
import { has, last, previous } from '../core/ordinalSet';
import { reason } from '../core/world';
import type { IntOrPercent } from '../workload';
import { waitFor } from './plan';
import { podAt, podName, type SyncView, templateForMissing } from './replicas';

/** getStatefulSetMaxUnavailable (1.36.3, 1.37.2): percentages are rounded down, and it is never below 1. */
export function maxUnavailable(value: IntOrPercent | undefined, replicas: number): number {
  if (value === undefined) return 1;
  return Math.max(1, typeof value === 'number' ? value : Math.floor((value.percent * replicas) / 100));
}

/** Slots of the range whose pod (or whose pod that would be made now) has an old revision, highest first. */
function* oldSlots(view: SyncView, lowest: number): Generator<number> {
  const { index } = view;
  let real = last(index.outdated);
  let made = lastOldPlaceholder(view, index.size - 1);
  while (real >= lowest || made >= lowest) {
    if (real > made) {
      yield real;
      real = previous(index.outdated, real - 1);
    } else {
      yield made;
      made = lastOldPlaceholder(view, made - 1);
    }
  }
}

/** Highest missing slot at or below `from` whose pod would be made with an old template; -1. */
function lastOldPlaceholder(view: SyncView, from: number): number {
  const { index, spec } = view;
  if (spec.updateStrategy.type !== 'RollingUpdate' || view.current === view.update) return -1;
  for (let slot = previous(index.missing, from); slot >= 0; slot = previous(index.missing, slot - 1)) {
    if (templateForMissing(view, index.start + slot).template !== view.update) return slot;
  }
  return -1;
}

/** The rolling update, by release and gate. */
export function rollingUpdate(view: SyncView): void {
  if (!view.world.gates.enabled('MaxUnavailableStatefulSet')) oneByOne(view);
  else if (!view.monotonic && view.world.gates.has('parallelTwoPasses')) brokenFirst(view);
  else withBudget(view);
}

function partitionOf(view: SyncView): number {
  return view.spec.updateStrategy.rollingUpdate?.partition ?? 0;
}

function params(view: SyncView, ordinal: number): { pod: string; ordinal: number; from: number; revision: number } {
  const pod = podAt(view, ordinal);
  return {
    pod: podName(view, ordinal),
    ordinal,
    from: (pod?.template ?? view.current) + 1,
    revision: view.update + 1,
  };
}

/** Gate off (updateStatefulSet, 1.36.3): from the top, the first old pod is deleted, the first unavailable one waited for. */
function oneByOne(view: SyncView): void {
  const { index, plan } = view;
  const lowest = partitionOf(view);
  const old = oldSlots(view, lowest).next();
  const oldSlot = old.done === true ? -1 : old.value;
  const unavailable = last(index.unavailable);
  if (oldSlot >= unavailable && oldSlot >= lowest) {
    const ordinal = index.start + oldSlot;
    plan.deeds.push({ verb: 'delete-pod', ordinal, why: reason('sts-update-next', params(view, ordinal)) });
    plan.outdatedDeleted++;
  } else if (unavailable >= lowest) {
    const ordinal = index.start + unavailable;
    if (oldSlot >= 0 || podAt(view, ordinal)?.template === view.update) {
      waitFor(plan, reason('sts-wait-update', { pod: podName(view, ordinal), ordinal }));
    }
  }
}

/** Gate on (updateStatefulSetAfterInvariantEstablished, 1.36.3; OrderedReady in 1.37.2): as many as the budget allows. */
function withBudget(view: SyncView): void {
  const { index, spec, plan } = view;
  const allowed = maxUnavailable(spec.updateStrategy.rollingUpdate?.maxUnavailable, spec.replicas);
  const unavailable = index.unavailable.size;
  if (unavailable >= allowed) {
    waitForBudget(view, allowed, unavailable);
    return;
  }
  let budget = allowed - unavailable;
  for (const slot of oldSlots(view, partitionOf(view))) {
    if (budget-- <= 0) break;
    const ordinal = index.start + slot;
    plan.deeds.push({
      verb: 'delete-pod',
      ordinal,
      why: reason('sts-update-budget', { ...params(view, ordinal), maxUnavailable: allowed, unavailable }),
    });
    plan.outdatedDeleted++;
  }
}

function waitForBudget(view: SyncView, allowed: number, unavailable: number): void {
  const { index, plan } = view;
  if (index.outdated.size === 0 && podAt(view, index.start + last(index.unavailable)) === null) return;
  const top = last(index.unavailable);
  const ordinal = index.start + top;
  const old = podAt(view, ordinal)?.template !== view.update;
  const values = { pod: podName(view, ordinal), ordinal, maxUnavailable: allowed, unavailable };
  waitFor(plan, reason(old && !view.monotonic ? 'sts-wait-frozen' : 'sts-wait-budget', values));
}

/** Gate on, Parallel, 1.37: old pods that are not available go first, whatever the budget; then available ones within it. */
function brokenFirst(view: SyncView): void {
  const { index, spec, plan } = view;
  const allowed = maxUnavailable(spec.updateStrategy.rollingUpdate?.maxUnavailable, spec.replicas);
  const unavailable = index.unavailable.size;
  const broken = brokenSlots(view);
  if (unavailable >= allowed && broken.length === 0) {
    waitForBudget(view, allowed, unavailable);
    return;
  }
  const lowest = partitionOf(view);
  for (const slot of broken) {
    if (slot < lowest) break;
    const ordinal = index.start + slot;
    plan.deeds.push({ verb: 'delete-pod', ordinal, why: reason('sts-update-broken', params(view, ordinal)) });
    plan.outdatedDeleted++;
  }
  let budget = allowed - unavailable;
  for (const slot of oldSlots(view, lowest)) {
    if (budget <= 0) break;
    if (has(index.unavailable, slot)) continue;
    budget--;
    const ordinal = index.start + slot;
    plan.deeds.push({
      verb: 'delete-pod',
      ordinal,
      why: reason('sts-update-budget', { ...params(view, ordinal), maxUnavailable: allowed, unavailable }),
    });
    plan.outdatedDeleted++;
  }
}

/** Slots with an old pod that is neither available nor being deleted, or where one would be made now; highest first. */
function brokenSlots(view: SyncView): number[] {
  const { index } = view;
  const found: number[] = [];
  for (let slot = last(index.unavailable); slot >= 0; slot = previous(index.unavailable, slot - 1)) {
    const ordinal = index.start + slot;
    const pod = podAt(view, ordinal);
    if (pod === null ? templateForMissing(view, ordinal).template !== view.update : has(index.outdated, slot))
      found.push(slot);
  }
  return found;
}

/**
 * Recreate (recreateDeleteAndWait, 1.37.2): all pods of another revision go together.
 * @returns are they all gone?
 */
export function recreateOld(view: SyncView): boolean {
  const { index, world, plan } = view;
  let waiting: string | null = null;
  const ordinals = [...index.pods.keys()].sort((a, b) => a - b);
  for (const ordinal of ordinals) {
    const pod = podAt(view, ordinal);
    if (pod === null || pod.template === view.update) continue;
    waiting ??= pod.name;
    if (pod.deletedAt >= 0) continue;
    plan.deeds.push({ verb: 'delete-pod', ordinal, why: reason('sts-recreate-old', params(view, ordinal)) });
  }
  if (waiting !== null) waitFor(plan, reason('sts-wait-recreate', { pod: waiting }));
  return waiting === null && world.state.set !== null;
}
