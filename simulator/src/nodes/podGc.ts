/** The pod collector (pkg/controller/podgc, 1.37.2): pods of nodes that are no more, and deleted pods that no kubelet will end. */
import { removePod, setEnded } from '../core/api';
import type { Pod } from '../core/state';
import { plan, reason, tellPod, type World } from '../core/world';
import { OUT_OF_SERVICE } from '../placement/taints';
import type { Reason } from '../trace';

/** Milliseconds between two rounds, and for how long a node must have been missing. */
const PERIOD = 20_000;
const QUARANTINE = 40_000;
/** The rounds lie this long after whole periods. */
const PHASE = 16_000;

/** Plans the next round, when there may be something to collect. */
export function planPodGc(world: World): void {
  const { state } = world;
  if (state.podGcAt > state.now) return;
  const at = Math.ceil((state.now + 1 - PHASE) / PERIOD) * PERIOD + PHASE;
  state.podGcAt = at;
  plan(state, at - state.now, 'pod-gc', 0, at);
}

export function podGc(world: World, at: number): void {
  const { state } = world;
  if (state.podGcAt !== at) return;
  state.podGcAt = -1;
  let again = false;
  const ripe = new Set<number>();
  const missing = new Set<number>();
  for (const node of state.nodes) {
    if (node.exists || node.pods.length === 0) continue;
    missing.add(node.index);
    const since = state.quarantine[node.index];
    if (since === undefined) state.quarantine[node.index] = state.now + QUARANTINE;
    else if (since <= state.now) ripe.add(node.index);
    again = true;
  }
  for (const key of Object.keys(state.quarantine)) if (!missing.has(Number(key))) delete state.quarantine[key];
  for (const index of ripe) {
    const node = state.nodes[index];
    for (const id of [...(node?.pods ?? [])]) {
      const pod = state.pods[id];
      if (pod != null) collect(world, pod, reason('pod-gc-orphan', { pod: pod.name, node: node?.name ?? '' }));
    }
    delete state.quarantine[index];
  }
  for (const node of state.nodes) {
    if (!node.exists || node.ready === 'True' || !node.taints.some((taint) => taint.key === OUT_OF_SERVICE)) continue;
    for (const id of [...node.pods]) {
      const pod = state.pods[id];
      if (pod == null) continue;
      if (pod.deletedAt >= 0) collect(world, pod, reason('pod-gc-out-of-service', { pod: pod.name, node: node.name }));
      else again = true;
    }
  }
  if (again) planPodGc(world);
}

/** markFailedAndDeletePod */
function collect(world: World, pod: Pod, why: Reason): void {
  if (pod.phase !== 'Succeeded' && pod.phase !== 'Failed') setEnded(world, pod, 'Failed', 'pod-garbage-collector', why);
  if (world.state.pods[pod.id] !== pod) return;
  if (pod.deletedAt < 0) tellPod(world, pod, 'pod-deletion-requested', 'pod-garbage-collector', why);
  removePod(world, pod, 'pod-garbage-collector', why);
}
