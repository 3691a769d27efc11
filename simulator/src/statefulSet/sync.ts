/** One sync of the StatefulSet controller (StatefulSetController.sync, UpdateStatefulSet; 1.32.9 to 1.37.2). */
import { createClaim, createPod, deletePod } from '../core/api';
import type { SetState } from '../core/state';
import { enqueue, enqueueAfter, enqueueRateLimited, forget } from '../core/workQueue';
import { reason, tell, type World, warn } from '../core/world';
import type { StatusCondition } from '../trace';
import type { StatefulSetWorkload } from '../workload';
import { claimNames, setClaimOwners, wantedOwner } from './claims';
import { settleRevisions, truncateHistory } from './history';
import { buildIndex, type StatefulSetIndex } from './index';
import { type Deed, emptyPlan } from './plan';
import { processCondemned, processReplicas, type SyncView } from './replicas';
import { recreateOld, rollingUpdate } from './update';

export function sync(world: World): void {
  const { state } = world;
  const set = state.set;
  if (set === null) {
    forget(world);
    return;
  }
  const spec = set.spec as StatefulSetWorkload;
  const index = world.statefulSet ?? buildIndex(world);
  if (set.deleting === null) adoptOrphans(world, index, set);
  const { current, update } = settleRevisions(world);
  const plan = emptyPlan();
  state.wait = null;
  if (spec.updateStrategy.type === 'Recreate' && !world.gates.enabled('StatefulSetRecreateStrategy')) {
    warn(
      world,
      'statefulset-controller',
      'UnknownStrategy',
      `statefulset ${spec.namespace}/${spec.name} uses Recreate strategy but feature gate StatefulSetRecreateStrategy is disabled`,
    );
    state.wait = reason('sts-strategy-unknown', { set: spec.name });
    enqueueRateLimited(world);
    return;
  }
  const view: SyncView = {
    world,
    index,
    set,
    spec,
    monotonic: spec.podManagementPolicy === 'OrderedReady',
    current,
    update,
    plan,
  };
  const counters = countersOf(index, current, update);
  const before = counters['currentReplicas'] ?? 0;
  let conditions = set.conditions;
  if (set.deleting === null) conditions = decide(view);
  counters['currentReplicas'] = before - plan.outdatedDeleted;
  state.wait = plan.wait;
  for (const deed of plan.deeds) perform(world, deed);
  if (state.set !== set) return;
  writeStatus(world, set, spec, counters, conditions);
  truncateHistory(world, current, update, () => liveTemplates(index));
  if (plan.failed) {
    enqueueRateLimited(world);
    return;
  }
  forget(world);
  requeueForAvailability(world, spec, index, counters);
}

/** Phases R, C0, C and the update, in their order. @returns the conditions as they then stand */
function decide(view: SyncView): StatusCondition[] {
  const { spec, set, current, update } = view;
  let { conditions } = set;
  if (spec.updateStrategy.type === 'Recreate') {
    if (!recreateOld(view)) return withProgressing(conditions, 'True', 'RecreateInProgress');
    if (current !== update) conditions = withProgressing(conditions, 'True', 'RecreateInProgress');
  }
  if (!processReplicas(view) || !processCondemned(view)) return conditions;
  if (spec.updateStrategy.type === 'RollingUpdate') rollingUpdate(view);
  return conditions;
}

function withProgressing(
  conditions: readonly StatusCondition[],
  status: 'True' | 'False',
  why: string,
): StatusCondition[] {
  return [
    ...conditions.filter((condition) => condition.type !== 'Progressing'),
    { type: 'Progressing', status, reason: why },
  ];
}

/** ClaimPods: orphans that match the selector and the name are adopted, unless they are being deleted. */
function adoptOrphans(world: World, index: StatefulSetIndex, set: SetState): void {
  for (const id of [...index.orphans].sort((a, b) => a - b)) {
    const pod = world.state.pods[id];
    if (pod == null || pod.deletedAt >= 0 || pod.owner !== 0) continue;
    pod.owner = set.uid;
    world.watch.pod(world, pod, 'owner');
  }
}

/** computeReplicaStatus over all pods as they stood when the sync began. */
function countersOf(index: StatefulSetIndex, current: number, update: number): Record<string, number> {
  return {
    replicas: index.counted.size,
    readyReplicas: index.readyReplicas,
    availableReplicas: index.availableReplicas,
    currentReplicas: index.living.get(current) ?? 0,
    updatedReplicas: index.living.get(update) ?? 0,
    currentRevision: current + 1,
    updateRevision: update + 1,
  };
}

function perform(world: World, deed: Deed): void {
  const { state } = world;
  const spec = state.set?.spec as StatefulSetWorkload;
  switch (deed.verb) {
    case 'create-claim': {
      if (state.claims[deed.name] !== undefined) return;
      const owner = wantedOwner(world, spec, { id: -1, ordinal: deed.ordinal, name: '' });
      createClaim(world, deed.name, deed.ordinal, owner?.kind === 'set' ? owner : null, deed.why);
      return;
    }
    case 'create-pod': {
      const wanted = {
        ordinal: deed.ordinal,
        target: -1,
        template: deed.template,
        generation: 0,
        claims: claimNames(spec, deed.ordinal),
      };
      createPod(world, wanted, 'statefulset-controller', deed.why);
      return;
    }
    case 'delete-pod': {
      const pod = state.pods[world.podByName.get(`${spec.name}-${deed.ordinal}`) ?? -1];
      if (pod != null) deletePod(world, pod, 'statefulset-controller', deed.why);
      return;
    }
    case 'own-claims': {
      const pod = state.pods[world.podByName.get(`${spec.name}-${deed.ordinal}`) ?? -1];
      if (pod == null) return;
      setClaimOwners(world, pod);
      // UpdatePod follows the claims, and the informer tells of it.
      enqueue(world);
      return;
    }
    case 'warn':
      warn(world, 'statefulset-controller', deed.word, deed.message);
      return;
  }
}

/** completeUpdate (up to 1.36 completeRollingUpdate), then the status is stored if it differs (inconsistentStatus). */
function writeStatus(
  world: World,
  set: SetState,
  spec: StatefulSetWorkload,
  counters: Record<string, number>,
  conditions: StatusCondition[],
): void {
  const wanted = spec.replicas;
  const completes = spec.updateStrategy.type === 'RollingUpdate' || world.gates.has('onDeleteCompletes');
  let after = conditions;
  if (
    completes &&
    counters['updatedReplicas'] === wanted &&
    counters['readyReplicas'] === wanted &&
    counters['replicas'] === wanted
  ) {
    counters['currentReplicas'] = wanted;
    counters['currentRevision'] = counters['updateRevision'] ?? 0;
    if (spec.updateStrategy.type === 'Recreate' && conditions.some((condition) => condition.type === 'Progressing')) {
      after = withProgressing(conditions, 'False', 'RecreateCompleted');
    }
  }
  const same =
    Object.entries(counters).every(([key, value]) => (set.status[key] ?? 0) === value) &&
    JSON.stringify(after) === JSON.stringify(set.conditions);
  const counted = !same || Object.keys(set.status).length === 0;
  if (!counted && set.observedGeneration >= set.generation) return;
  set.observedGeneration = set.generation;
  set.status = counters;
  set.conditions = after;
  if (counted) {
    tell(world, {
      type: 'status',
      by: 'statefulset-controller',
      object: spec.name,
      status: { ...counters },
      ...(after.length > 0 ? { conditions: after } : {}),
    });
  }
  // The informer tells of the status write too.
  enqueue(world);
}

function liveTemplates(index: StatefulSetIndex): ReadonlySet<number> {
  const live = new Set<number>();
  for (const facts of index.counted.values()) live.add(facts.template);
  return live;
}

/**
 * syncStatefulSet: with minReadySeconds the set is looked at again. From 1.35.1 at the moment when the next pod becomes
 * available; before, minReadySeconds later, as long as not all replicas are available.
 */
function requeueForAvailability(
  world: World,
  spec: StatefulSetWorkload,
  index: StatefulSetIndex,
  counters: Record<string, number>,
): void {
  if (spec.minReadySeconds <= 0) return;
  const { state } = world;
  const period = spec.minReadySeconds * 1000;
  if (!world.gates.has('exactAvailabilityCheck')) {
    if (counters['availableReplicas'] !== spec.replicas) enqueueAfter(world, period);
    return;
  }
  if (counters['readyReplicas'] === counters['availableReplicas']) return;
  let soonest = Number.POSITIVE_INFINITY;
  for (const [id, facts] of index.counted) {
    const pod = state.pods[id];
    if (pod == null || !facts.readyRun || facts.available) continue;
    const left = pod.readyAt + period - state.now;
    if (left > 0) soonest = Math.min(soonest, left);
  }
  enqueueAfter(world, Number.isFinite(soonest) ? soonest : period);
}
