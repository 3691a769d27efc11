/** The pods and claims of a world as traces show them. */
import type { FinalClaim, FinalPod } from '../trace';
import type { World } from './world';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Pods and claims as they stand: pods by ordinal, or by node and age. */
export function presentState(world: World): { readonly pods: FinalPod[]; readonly claims: FinalClaim[] } {
  const { state } = world;
  const pods: FinalPod[] = [];
  for (const pod of state.pods) {
    if (pod == null) continue;
    const node = state.nodes[pod.target >= 0 ? pod.target : pod.node]?.name;
    const shown: Writable<FinalPod> = {
      object: pod.name,
      revision: pod.template + 1,
      phase: pod.phase,
      ready: pod.ready,
      terminating: pod.deletedAt >= 0,
    };
    if (pod.ordinal >= 0) shown.ordinal = pod.ordinal;
    if (node !== undefined) shown.node = node;
    pods.push(shown);
  }
  if (world.kind === 'StatefulSet') pods.sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0));
  const claims = Object.values(state.claims)
    .map((claim) => ({ object: claim.name, ...(claim.deleting ? { terminating: true as const } : {}) }))
    .sort((a, b) => (a.object < b.object ? -1 : 1));
  return { pods, claims };
}
