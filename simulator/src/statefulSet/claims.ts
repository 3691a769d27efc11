/** The claims of a StatefulSet's pods: names, ownership by retention policy, staleness (stateful_set_utils.go, 1.37.2). */
import type { Claim, Pod } from '../core/state';
import type { World } from '../core/world';
import type { StatefulSetWorkload } from '../workload';

/** getPersistentVolumeClaimName: `<template>-<set>-<ordinal>` */
function claimName(template: string, set: string, ordinal: number): string {
  return `${template}-${set}-${ordinal}`;
}

export function claimNames(spec: StatefulSetWorkload, ordinal: number): readonly string[] {
  if (spec.claimTemplates.length === 0) return NONE;
  return [...new Set(spec.claimTemplates.map((template) => claimName(template.name, spec.name, ordinal)))];
}

const NONE: readonly string[] = [];

function specOf(world: World): StatefulSetWorkload | null {
  const spec = world.state.set?.spec;
  return spec?.kind === 'StatefulSet' ? spec : null;
}

/** storageMatches: the pod's volumes refer to the claims that the set's templates name. */
export function storageMatches(world: World, pod: Pod): boolean {
  const spec = specOf(world);
  if (spec === null || spec.claimTemplates.length === 0) return true;
  return claimNames(spec, pod.ordinal).every((name) => pod.claims.includes(name));
}

/** Does a pod that is Pending wait for claims that must be made (or are being deleted)? */
export function claimsMissingOrDeleting(world: World, pod: Pod): boolean {
  const spec = specOf(world);
  if (spec === null) return false;
  return claimNames(spec, pod.ordinal).some((name) => world.state.claims[name]?.deleting !== false);
}

/** Who should own a claim of this pod: the table of persistentVolumeClaimRetentionPolicy. */
export function wantedOwner(
  world: World,
  spec: StatefulSetWorkload,
  pod: { readonly id: number; readonly ordinal: number; readonly name: string },
): Claim['owner'] {
  const { whenDeleted, whenScaled } = spec.claimRetention;
  const condemned = pod.ordinal < spec.ordinalsStart || pod.ordinal >= spec.ordinalsStart + spec.replicas;
  if (whenScaled === 'Delete' && condemned) return { kind: 'pod', id: pod.id, name: pod.name };
  if (whenDeleted === 'Delete' && (whenScaled === 'Retain' || !condemned)) {
    return { kind: 'set', id: world.state.set?.uid ?? 0, name: spec.name };
  }
  return null;
}

/** hasStaleOwnerRef: owned by a set or pod of that name that is another object. */
function isStale(world: World, claim: Claim, podId: number): boolean {
  if (claim.owner === null) return false;
  if (claim.owner.kind === 'set') return claim.owner.id !== world.state.set?.uid;
  return claim.owner.id !== podId;
}

function sameOwner(a: Claim['owner'], b: Claim['owner']): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);
}

/** isClaimOwnerUpToDate for all claims of a pod; those that are missing, or stale, are left alone. */
export function claimsMatchRetention(world: World, pod: Pod): boolean {
  const spec = specOf(world);
  if (spec === null || spec.claimTemplates.length === 0) return true;
  const wanted = wantedOwner(world, spec, pod);
  return claimNames(spec, pod.ordinal).every((name) => {
    const claim = world.state.claims[name];
    return claim === undefined || isStale(world, claim, pod.id) || sameOwner(claim.owner, wanted);
  });
}

/** UpdatePodClaimForRetentionPolicy */
export function setClaimOwners(world: World, pod: Pod): void {
  const spec = specOf(world);
  if (spec === null) return;
  const wanted = wantedOwner(world, spec, pod);
  for (const name of claimNames(spec, pod.ordinal)) {
    const claim = world.state.claims[name];
    if (claim === undefined || isStale(world, claim, pod.id)) continue;
    claim.owner = wanted;
  }
  world.watch.claim(world, pod.ordinal);
}

/** PodClaimIsStale: with whenScaled Delete, a claim that an earlier pod of this name owns blocks the ordinal. @returns its name */
export function staleClaim(world: World, spec: StatefulSetWorkload, ordinal: number): string | null {
  if (spec.claimRetention.whenScaled === 'Retain') return null;
  for (const name of claimNames(spec, ordinal)) {
    if (world.state.claims[name]?.owner?.kind === 'pod') return name;
  }
  return null;
}
