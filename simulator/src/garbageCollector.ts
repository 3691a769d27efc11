/** The garbage collector: what an owner leaves behind goes (pkg/controller/garbagecollector, 1.37.2). */
import { deleteClaim, deletePod } from './core/api';
import type { Pod } from './core/state';
import { LATENCY, plan, reason, tell, type World } from './core/world';

/** The set went, or is being deleted in the foreground: the collector looks at what it owned. */
function setLeaves(world: World): void {
  plan(world.state, LATENCY.collect, 'collect', -1);
}

/** A pod went: the collector looks at the claims that it owned, the protection at those that it used. */
export function podLeft(world: World, pod: Pod): void {
  for (const name of world.claimNames.get(pod.ordinal) ?? []) {
    const claim = world.state.claims[name];
    if (claim === undefined) continue;
    if (claim.owner?.kind === 'pod' && claim.owner.id === pod.id)
      plan(world.state, LATENCY.collect, 'collect', pod.id, pod.ordinal);
    if (claim.deleting) plan(world.state, LATENCY.protect, 'protect', pod.ordinal);
  }
  finalizeForeground(world);
}

/**
 * attemptToDeleteItem for the dependents of what is gone, or of a set that is being deleted in the foreground.
 * @param id the pod that went, or -1 for the set
 * @param ordinal of that pod
 */
export function collect(world: World, id: number, ordinal: number): void {
  const { state } = world;
  if (id >= 0) {
    for (const name of world.claimNames.get(ordinal) ?? []) {
      const claim = state.claims[name];
      if (claim?.owner?.kind === 'pod' && claim.owner.id === id) {
        deleteClaim(
          world,
          claim,
          'garbage-collector',
          reason('gc-claim-pod-gone', { claim: claim.name, pod: claim.owner.name }),
        );
      }
    }
    return;
  }
  const alive = state.set !== null && state.set.deleting !== 'foreground' ? state.set.uid : 0;
  for (const pod of state.pods) {
    if (pod != null && pod.owner !== 0 && pod.owner !== alive && pod.deletedAt < 0) {
      deletePod(world, pod, 'garbage-collector', reason('gc-owner-gone', { pod: pod.name }));
    }
  }
  for (const claim of Object.values(state.claims)) {
    if (claim.owner?.kind === 'set' && claim.owner.id !== alive) {
      deleteClaim(
        world,
        claim,
        'garbage-collector',
        reason('gc-claim-set-gone', { claim: claim.name, set: claim.owner.name }),
      );
    }
  }
  state.revisions = state.revisions.filter((revision) => revision.owner === 0 || revision.owner === alive);
  finalizeForeground(world);
}

/** DELETE of the set. */
export function deleteSet(world: World, cascade: 'background' | 'foreground' | 'orphan'): void {
  const { state } = world;
  const set = state.set;
  if (set === null) return;
  tell(world, {
    type: 'set-deletion-requested',
    by: 'user',
    object: set.spec.name,
    reason: reason('user-deleted', { object: set.spec.name }),
  });
  if (cascade === 'background') {
    setGone(world);
    setLeaves(world);
    return;
  }
  set.deleting = cascade;
  if (cascade === 'foreground') setLeaves(world);
  else plan(state, LATENCY.collect, 'finalize', set.uid);
}

/**
 * The finalizers of a set that is being deleted are taken off from outside: it goes at once, and what it owned is
 * collected as after a deletion in the background (recorded on 1.37.2).
 * @returns was it being deleted?
 */
export function endDeletion(world: World): boolean {
  if (world.state.set?.deleting == null) return false;
  setGone(world);
  setLeaves(world);
  return true;
}

/** orphanDependents: owner references are taken off, then the set goes. */
export function finalizeOrphan(world: World, uid: number): void {
  const { state } = world;
  if (state.set?.uid !== uid || state.set.deleting !== 'orphan') return;
  for (const pod of state.pods) if (pod != null && pod.owner === uid) pod.owner = 0;
  for (const claim of Object.values(state.claims))
    if (claim.owner?.kind === 'set' && claim.owner.id === uid) claim.owner = null;
  for (const revision of state.revisions) if (revision.owner === uid) revision.owner = 0;
  setGone(world);
}

/** Foreground: the set goes when the last thing that it owned is gone. */
function finalizeForeground(world: World): void {
  const { state } = world;
  const set = state.set;
  if (set?.deleting !== 'foreground') return;
  if (state.pods.some((pod) => pod != null && pod.owner === set.uid)) return;
  if (Object.values(state.claims).some((claim) => claim.owner?.kind === 'set' && claim.owner.id === set.uid)) return;
  setGone(world);
}

function setGone(world: World): void {
  const { state } = world;
  const name = state.set?.spec.name ?? '';
  state.set = null;
  world.statefulSet = null;
  world.daemonSet = null;
  tell(world, {
    type: 'set-gone',
    object: name,
    by: 'garbage-collector',
    reason: reason('gc-owner-gone', { pod: name }),
  });
}

/** pvcprotection.podUsesPVC: a claim that is being deleted goes when no bound pod refers to it. */
export function protect(world: World, ordinal: number): void {
  const { state } = world;
  const pod = state.pods[world.podByName.get(`${world.setName}-${ordinal}`) ?? -1];
  for (const name of [...(world.claimNames.get(ordinal) ?? [])]) {
    const claim = state.claims[name];
    if (claim === undefined || !claim.deleting) continue;
    if (pod != null && pod.node >= 0 && pod.claims.includes(claim.name)) continue;
    delete state.claims[claim.name];
    dropName(world, ordinal, name);
    tell(world, {
      type: 'claim-gone',
      by: 'garbage-collector',
      object: claim.name,
      ordinal: claim.ordinal,
      reason: reason('claim-in-use', { claim: claim.name }),
    });
    world.watch.claim(world, claim.ordinal);
  }
  finalizeForeground(world);
}

function dropName(world: World, ordinal: number, name: string): void {
  const rest = (world.claimNames.get(ordinal) ?? []).filter((other) => other !== name);
  if (rest.length === 0) world.claimNames.delete(ordinal);
  else world.claimNames.set(ordinal, rest);
}
