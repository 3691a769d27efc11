/** Who hears of what: the watches of controllers, scheduler, kubelets and collectors, wired together. */
import type { Pod } from './core/state';
import { enqueue, enqueueAfter } from './core/workQueue';
import { type PodChange, planFirst, reason, tellPod, type World } from './core/world';
import { buildIndex as buildDaemonSetIndex, touch as touchDaemonPod } from './daemonSet/index';
import { nodeChanged as daemonNodeChanged } from './daemonSet/sync';
import { podChanged } from './disruption/budget';
import { podLeftDrains } from './disruption/drain';
import { podLeft } from './garbageCollector';
import { admit, terminate } from './kubelet';
import { planNode } from './nodes/eviction';
import { taintsOf } from './placement/fits';
import { queuePod, retryUnschedulable } from './scheduler';
import { buildIndex as buildStatefulSetIndex, touchOrdinal, touch as touchStatefulPod } from './statefulSet/index';

export const watch: World['watch'] = {
  pod(world: World, pod: Pod, change: PodChange): void {
    switch (change) {
      case 'added':
        queuePod(world, pod);
        break;
      case 'bound': {
        admit(world, pod);
        const node = world.state.nodes[pod.node];
        if (node !== undefined && taintsOf(node).some((taint) => taint.effect === 'NoExecute'))
          planNode(world, pod.node);
        break;
      }
      case 'ready':
      case 'owner':
        judgeAvailability(world, pod);
        break;
      case 'deleting':
        terminate(world, pod);
        break;
      case 'ended':
      case 'stopped':
        retryUnschedulable(world);
        break;
      case 'gone':
        podLeft(world, pod);
        retryUnschedulable(world);
        break;
      case 'running':
      case 'unready':
      case 'available':
        break;
    }
    if (world.state.budgets.length > 0 && change !== 'available') podChanged(world, pod);
    if (world.state.drains.length > 0 && change === 'gone') podLeftDrains(world);
    tellController(world, pod, change);
  },
  node(world: World, node: number): void {
    daemonNodeChanged(world, node);
    planNode(world, node);
    retryUnschedulable(world);
  },
  claim(world: World, ordinal: number): void {
    // The StatefulSet controller does not watch claims; only what it would find in the next sync changes.
    if (world.statefulSet !== null) touchOrdinal(world, world.statefulSet, ordinal);
    retryUnschedulable(world);
  },
};

/** addPod, updatePod, deletePod of the two controllers: the owner's key is queued. */
function tellController(world: World, pod: Pod, change: PodChange): void {
  const set = world.state.set;
  if (set === null) return;
  if (world.statefulSet !== null) touchStatefulPod(world, world.statefulSet, pod);
  if (world.daemonSet !== null) touchDaemonPod(world, world.daemonSet, pod);
  if (pod.owner !== set.uid || change === 'available') return;
  enqueue(world);
  if (change !== 'ready' || set.spec.minReadySeconds <= 0) return;
  const exact = set.spec.kind === 'StatefulSet' && world.gates.has('exactAvailabilityCheck');
  enqueueAfter(world, set.spec.minReadySeconds * 1000 + (exact ? 0 : 1000));
}

/** podutil.IsPodAvailable: at once without minReadySeconds, else planned for the moment when it will be so. */
function judgeAvailability(world: World, pod: Pod): void {
  const { state } = world;
  if (!pod.ready) {
    pod.available = false;
    return;
  }
  const seconds = state.set?.spec.minReadySeconds ?? 0;
  const at = seconds === 0 ? state.now : pod.readyAt + seconds * 1000 + (world.gates.has('availableAtInstant') ? 0 : 1);
  if (at <= state.now) {
    becomeAvailable(world, pod);
    return;
  }
  pod.available = false;
  planFirst(state, at - state.now, 'available', pod.id, pod.readyAt);
}

function becomeAvailable(world: World, pod: Pod): void {
  if (pod.available) return;
  pod.available = true;
  if (pod.deletedAt < 0)
    tellPod(
      world,
      pod,
      'pod-available',
      'kubelet',
      reason('available-after', { pod: pod.name, seconds: world.state.set?.spec.minReadySeconds ?? 0 }),
    );
}

/** minReadySeconds after a pod became ready. */
export function checkAvailability(world: World, id: number, readyAt: number): void {
  const pod = world.state.pods[id];
  if (pod == null || !pod.ready || pod.available || pod.readyAt !== readyAt) return;
  judgeAvailability(world, pod);
  if (pod.available) watch.pod(world, pod, 'available');
}

/** The set was made, or its spec replaced: what is derived from it is derived anew. */
export function specChanged(world: World): void {
  const { state } = world;
  world.statefulSet = null;
  world.daemonSet = null;
  if (state.set === null) return;
  for (const pod of state.pods) if (pod?.ready === true) judgeAvailability(world, pod);
  if (state.set.spec.kind === 'StatefulSet') buildStatefulSetIndex(world);
  else buildDaemonSetIndex(world);
}
