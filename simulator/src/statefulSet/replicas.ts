/** Phase R and C of a sync: every ordinal gets its pod, surplus pods go (stateful_set_control.go, 1.37.2). */
import { first, next } from '../core/ordinalSet';
import type { Pod, SetState } from '../core/state';
import { reason, type World } from '../core/world';
import type { StatefulSetWorkload } from '../workload';
import { claimNames, claimsMatchRetention, staleClaim, storageMatches } from './claims';
import { condemnedDescending, isUnavailable, type StatefulSetIndex } from './index';
import { type Plan, waitFor } from './plan';

/** Longest value of a label, and longest name of a pod that has a hostname. */
const LABEL_LIMIT = 63;
/** `-` and a hash of at most ten characters follow the set's name in the revision label. */
const HASH_SUFFIX = 11;

export interface SyncView {
  readonly world: World;
  readonly index: StatefulSetIndex;
  readonly set: SetState;
  readonly spec: StatefulSetWorkload;
  readonly monotonic: boolean;
  readonly current: number;
  readonly update: number;
  readonly plan: Plan;
}

export function podAt(view: SyncView, ordinal: number): Pod | null {
  return view.world.state.pods[view.index.pods.get(ordinal) ?? -1] ?? null;
}

export function podName(view: SyncView, ordinal: number): string {
  return `${view.spec.name}-${ordinal}`;
}

/** newVersionedStatefulSetPod: which template a pod that is missing would be made with. */
export function templateForMissing(
  view: SyncView,
  ordinal: number,
): { readonly template: number; readonly by: 'partition' | 'current' | null } {
  const { spec, set, current, update } = view;
  const { rollingUpdate, type } = spec.updateStrategy;
  if (rollingUpdate !== undefined) {
    if (ordinal < spec.ordinalsStart + rollingUpdate.partition) return { template: current, by: 'partition' };
  } else if (type === 'RollingUpdate' && ordinal < spec.ordinalsStart + (set.status['currentReplicas'] ?? 0)) {
    return { template: current, by: 'current' };
  }
  return { template: update, by: null };
}

/**
 * Phase R: each replica in turn. OrderedReady ends at the first that blocks; Parallel treats all, and an error only
 * skips what comes after its batch.
 * @returns may the sync go on?
 */
export function processReplicas(view: SyncView): boolean {
  const { index, monotonic, plan } = view;
  const slots = monotonic ? index.notFine : index.toDo;
  let batchEnd = 0;
  let batch = 1;
  for (let slot = first(slots); slot >= 0; slot = next(slots, slot + 1)) {
    if (!monotonic && slot > batchEnd) {
      // slowStartBatch: batches of 1, 2, 4 … at most 500 slots; an error ends the round after its batch.
      if (plan.failed) return false;
      while (slot > batchEnd) {
        batch = Math.min(2 * batch, 500);
        batchEnd += batch;
      }
    }
    const blocks = processReplica(view, index.start + slot);
    if (monotonic && (blocks || plan.failed)) return false;
  }
  return !plan.failed;
}

/** processReplica. @returns does it block (OrderedReady)? */
function processReplica(view: SyncView, ordinal: number): boolean {
  const { world, spec, monotonic, plan } = view;
  const pod = podAt(view, ordinal);
  if (pod === null) return createReplica(view, ordinal);
  const params = { pod: pod.name, ordinal };
  if (pod.phase === 'Failed' || pod.phase === 'Succeeded') {
    if (pod.deletedAt < 0) {
      plan.deeds.push({
        verb: 'delete-pod',
        ordinal,
        why: reason('sts-delete-ended', { ...params, phase: pod.phase }),
      });
    } else {
      waitFor(plan, reason('sts-wait-terminate', params));
    }
    return true;
  }
  if (pod.phase === 'Pending' && !createClaims(view, ordinal, pod.name)) return true;
  if (monotonic) {
    if (pod.deletedAt >= 0) {
      waitFor(plan, reason('sts-wait-terminate', params));
      return true;
    }
    if (pod.phase !== 'Running' || !pod.ready) {
      const surplus = view.index.condemned.size;
      waitFor(
        plan,
        surplus > 0 ? reason('sts-wait-scale-down-ready', { ...params, surplus }) : reason('sts-wait-ready', params),
      );
      return true;
    }
    if (!pod.available) {
      waitFor(plan, reason('sts-wait-available', { ...params, minReadySeconds: spec.minReadySeconds }));
      return true;
    }
  }
  return !repair(view, pod, world);
}

/** UpdateStatefulPod: claim owners are set right; volumes of a pod cannot be. @returns went well */
function repair(view: SyncView, pod: Pod, world: World): boolean {
  const { plan } = view;
  if (!claimsMatchRetention(world, pod)) plan.deeds.push({ verb: 'own-claims', ordinal: pod.ordinal });
  if (storageMatches(world, pod)) return true;
  createClaims(view, pod.ordinal, pod.name);
  plan.failed = true;
  plan.deeds.push({
    verb: 'warn',
    word: 'FailedUpdate',
    message: `update Pod ${pod.name} in StatefulSet ${view.spec.name} failed error: the volumes of a pod cannot be changed`,
  });
  return false;
}

/** CreateStatefulPod: the claims, then the pod. @returns does it block? */
function createReplica(view: SyncView, ordinal: number): boolean {
  const { world, spec, plan } = view;
  const name = podName(view, ordinal);
  const stale = staleClaim(world, spec, ordinal);
  if (stale !== null) {
    waitFor(plan, reason('sts-wait-claim-stale', { pod: name, ordinal, claim: stale }));
    return true;
  }
  if (!createClaims(view, ordinal, name)) return true;
  if (world.podByName.has(name)) {
    // AlreadyExists: a pod of this name that is not the set's. No event is given.
    plan.failed = true;
    waitFor(plan, reason('sts-create-exists', { pod: name, ordinal }));
    return true;
  }
  if (name.length > LABEL_LIMIT || spec.name.length + HASH_SUFFIX > LABEL_LIMIT) {
    plan.failed = true;
    waitFor(plan, reason('sts-create-refused', { pod: name, ordinal, length: spec.name.length }));
    plan.deeds.push({
      verb: 'warn',
      word: 'FailedCreate',
      message: `create Pod ${name} in StatefulSet ${spec.name} failed error: Pod "${name}" is invalid: a label value may have at most ${LABEL_LIMIT} characters`,
    });
    return true;
  }
  const { template, by } = templateForMissing(view, ordinal);
  plan.deeds.push({ verb: 'create-pod', ordinal, template, why: creationReason(view, ordinal, template, by) });
  if (view.monotonic) waitFor(plan, reason('sts-wait-ready', { pod: name, ordinal }));
  return view.monotonic;
}

function creationReason(
  view: SyncView,
  ordinal: number,
  template: number,
  by: 'partition' | 'current' | null,
): ReturnType<typeof reason> {
  const { world, spec, update } = view;
  const name = podName(view, ordinal);
  const params = { pod: name, ordinal, revision: template + 1 };
  const replaced = (world.state.instances[name] ?? 0) > 0;
  if (by === 'partition' && template !== update) {
    return reason('sts-replace-old-partition', {
      ...params,
      partition: spec.updateStrategy.rollingUpdate?.partition ?? 0,
    });
  }
  if (by === 'current' && template !== update) return reason('sts-replace-old-current', params);
  if (replaced) return reason(view.current === view.update ? 'sts-replace-same' : 'sts-replace-new', params);
  if (view.monotonic && ordinal > spec.ordinalsStart) {
    return reason('sts-create-next', { ...params, below: podName(view, ordinal - 1) });
  }
  return reason('sts-create-ordinal', { ...params, replicas: spec.replicas });
}

/** createPersistentVolumeClaims: those that are missing; one that is being deleted is an error. @returns went well */
function createClaims(view: SyncView, ordinal: number, pod: string): boolean {
  const { world, spec, plan } = view;
  let well = true;
  for (const name of claimNames(spec, ordinal)) {
    const claim = world.state.claims[name];
    if (claim === undefined) {
      plan.deeds.push({ verb: 'create-claim', name, ordinal, why: reason('sts-claim-create', { claim: name, pod }) });
    } else if (claim.deleting) {
      well = false;
      plan.failed = true;
      waitFor(plan, reason('sts-wait-claim-deleting', { pod, ordinal, claim: name }));
      if (podAt(view, ordinal) === null) {
        plan.deeds.push({
          verb: 'warn',
          word: 'FailedCreate',
          message: `create Pod ${pod} in StatefulSet ${spec.name} failed error: pvc ${name} is being deleted`,
        });
      }
    }
  }
  return well;
}

/** Phases C0 and C: surplus pods, highest ordinal first. @returns may the sync go on to the update? */
export function processCondemned(view: SyncView): boolean {
  const { world, index, monotonic, plan } = view;
  if (index.condemned.size === 0) return true;
  const ordinals = condemnedDescending(index);
  for (const ordinal of ordinals) {
    const pod = podAt(view, ordinal);
    if (pod !== null && !claimsMatchRetention(world, pod)) plan.deeds.push({ verb: 'own-claims', ordinal });
  }
  if (!monotonic) {
    for (const ordinal of ordinals) {
      if ((podAt(view, ordinal)?.deletedAt ?? 0) < 0) condemn(view, ordinal);
    }
    return true;
  }
  const highest = podAt(view, ordinals[0] ?? -1);
  if (highest === null) return true;
  const params = { pod: highest.name, ordinal: highest.ordinal };
  if (highest.deletedAt >= 0) {
    waitFor(plan, reason('sts-wait-terminate', params));
    return false;
  }
  const healthy = highest.phase === 'Running' && highest.ready && highest.available;
  if (!healthy) {
    const firstUnavailable = firstUnavailablePod(view, ordinals);
    if (firstUnavailable !== null && firstUnavailable.id !== highest.id) {
      waitFor(plan, reason('sts-wait-condemned', { ...params, other: firstUnavailable.name }));
      return false;
    }
    if (firstUnavailable === null) {
      waitFor(plan, reason('sts-wait-available', { ...params, minReadySeconds: view.spec.minReadySeconds }));
      return false;
    }
  }
  condemn(view, highest.ordinal);
  return false;
}

/** The first unavailable replica, else the unavailable surplus pod with the lowest ordinal. */
function firstUnavailablePod(view: SyncView, descending: readonly number[]): Pod | null {
  const slot = first(view.index.unavailable);
  if (slot >= 0) return podAt(view, view.index.start + slot);
  for (let i = descending.length - 1; i >= 0; i--) {
    const pod = podAt(view, descending[i] ?? -1);
    if (pod !== null && isUnavailable(view.world, pod)) return pod;
  }
  return null;
}

function condemn(view: SyncView, ordinal: number): void {
  const { spec, plan } = view;
  plan.deeds.push({
    verb: 'delete-pod',
    ordinal,
    why: reason('sts-scale-down', {
      pod: podName(view, ordinal),
      ordinal,
      replicas: spec.replicas,
      start: spec.ordinalsStart,
    }),
  });
}
