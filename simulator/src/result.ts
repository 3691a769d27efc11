/** A finished simulation as a trace. */
import type { World } from './core/world';
import { formatRelease, type Release } from './release';
import type { FinalClaim, FinalPod, Trace, Verdict } from './trace';

export interface Ending {
  /** seconds */
  readonly until: number;
  readonly release: Release;
  readonly initial: Trace['initial'];
  readonly truncated?: { readonly events: number; readonly at: number };
}

export function finish(world: World, ending: Ending): Trace {
  const { state } = world;
  return {
    source: 'simulator',
    kind: world.kind,
    set: world.setName,
    kubernetesVersion: formatRelease(ending.release),
    events: world.journal,
    final: { ...presentState(world), status: state.set === null ? null : { ...state.set.status } },
    nodes: state.nodes.map((node) => node.name),
    initial: ending.initial,
    changeAt: state.appliedAt < 0 ? 0 : (state.appliedAt - state.origin) / 1000,
    until: ending.until,
    ...(ending.truncated === undefined ? {} : { truncated: ending.truncated }),
    ...(world.problems.length === 0
      ? {}
      : { problems: world.problems.map(({ at, reason }) => ({ t: (at - state.origin) / 1000, reason })) }),
    verdict: {} as Verdict,
  };
}

/** Pods and claims as they stand: pods by ordinal, or by node and age. */
export function presentState(world: World): { readonly pods: FinalPod[]; readonly claims: FinalClaim[] } {
  const { state } = world;
  const pods: FinalPod[] = [];
  for (const pod of state.pods) {
    if (pod == null) continue;
    const node = state.nodes[pod.target >= 0 ? pod.target : pod.node]?.name;
    pods.push({
      object: pod.name,
      ...(pod.ordinal >= 0 ? { ordinal: pod.ordinal } : {}),
      ...(node === undefined ? {} : { node }),
      revision: pod.template + 1,
      phase: pod.phase,
      ready: pod.ready,
      terminating: pod.deletedAt >= 0,
    });
  }
  pods.sort((a, b) => (a.ordinal ?? 0) - (b.ordinal ?? 0));
  const claims = Object.values(state.claims)
    .map((claim) => ({ object: claim.name, ...(claim.deleting ? { terminating: true as const } : {}) }))
    .sort((a, b) => (a.object < b.object ? -1 : 1));
  return { pods, claims };
}
