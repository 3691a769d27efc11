/** One sync of the DaemonSet controller (daemon_controller.go, syncDaemonSet; 1.32.9 to 1.37.2). */
import type { SetState } from '../core/state';
import { enqueue, enqueueAfter, enqueueRateLimited, forget } from '../core/workQueue';
import { LATENCY, plan, reason, tell, type World, warn } from '../core/world';
import { isEmptySelector } from '../placement/selectors';
import type { DaemonSetWorkload } from '../workload';
import { cleanupHistory, constructHistory } from './history';
import { buildIndex, type DaemonSetIndex, mayStay, placeNode, shouldRun } from './index';
import { manage } from './manage';
import { rollingUpdate } from './rollingUpdate';

export function sync(world: World): void {
  const { state } = world;
  const set = state.set;
  if (set === null) {
    forget(world);
    return;
  }
  const spec = set.spec as DaemonSetWorkload;
  const index = world.daemonSet ?? buildIndex(world);
  state.wait = null;
  if (isEmptySelector(spec.selector)) {
    const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
    warn(world, 'daemonset-controller', 'SelectingAll', message);
    state.wait = reason('ds-selecting-all', { set: spec.name });
    forget(world);
    return;
  }
  if (set.deleting !== null) {
    forget(world);
    return;
  }
  adoptOrphans(world, index, set);
  const old = constructHistory(world);
  let well = true;
  // manage that does anything leaves expectations open, and then no rollout step is taken in this sync.
  if (!manage(world, index) && spec.updateStrategy.type === 'RollingUpdate') well = rollingUpdate(world, index);
  if (well) cleanupHistory(world, index, old);
  writeStatus(world, index, set, spec);
  if (well) forget(world);
  else enqueueRateLimited(world);
}

function adoptOrphans(world: World, index: DaemonSetIndex, set: SetState): void {
  for (const id of [...index.orphans].sort((a, b) => a - b)) {
    const pod = world.state.pods[id];
    if (pod == null || pod.deletedAt >= 0 || pod.owner !== 0) continue;
    pod.owner = set.uid;
    world.watch.pod(world, pod, 'owner');
  }
}

/** updateDaemonSetStatus and storeDaemonSetStatus */
function writeStatus(world: World, index: DaemonSetIndex, set: SetState, spec: DaemonSetWorkload): void {
  const counters = {
    desiredNumberScheduled: index.desired,
    currentNumberScheduled: index.current,
    numberMisscheduled: index.misscheduled,
    numberReady: index.ready,
    updatedNumberScheduled: index.updated,
    numberAvailable: index.available,
    numberUnavailable: index.desired - index.available,
  };
  const stored = set.status;
  const same =
    stored['desiredNumberScheduled'] === counters.desiredNumberScheduled &&
    stored['currentNumberScheduled'] === counters.currentNumberScheduled &&
    stored['numberMisscheduled'] === counters.numberMisscheduled &&
    stored['numberReady'] === counters.numberReady &&
    stored['updatedNumberScheduled'] === counters.updatedNumberScheduled &&
    stored['numberAvailable'] === counters.numberAvailable &&
    stored['numberUnavailable'] === counters.numberUnavailable;
  if (!same || set.observedGeneration < set.generation) {
    set.observedGeneration = set.generation;
    set.status = counters;
    if (!same) tell(world, { type: 'status', by: 'daemonset-controller', object: spec.name, status: counters });
    enqueue(world);
  }
  if (spec.minReadySeconds > 0 && index.ready !== index.available) enqueueAfter(world, spec.minReadySeconds * 1000);
}

/** A node was added or changed: which syncs follow from it (updateNode, addNode, syncNodeUpdate). */
export function nodeChanged(world: World, node: number): void {
  const index = world.daemonSet;
  if (index === null || world.state.set === null) return;
  const before = index.placement[node] ?? 0;
  placeNode(world, index, node);
  const there = world.state.nodes[node];
  if (there === undefined || !there.exists) return;
  if (world.gates.has('nodeUpdateQueue')) plan(world.state, LATENCY.evict, 'node-update', node);
  else if (index.placement[node] !== before) enqueue(world);
}

/** syncNodeUpdate (from 1.33) */
export function syncNodeUpdate(world: World, node: number): void {
  const { state, daemonSet: index } = world;
  const there = state.nodes[node];
  if (index === null || state.set === null || there === undefined || !there.exists) return;
  const scheduled = there.pods.some((id) => state.pods[id]?.owner === state.set?.uid);
  const run = shouldRun(index, node);
  const misscheduled = world.gates.has('misscheduledWakes') && (state.set.status['numberMisscheduled'] ?? 0) > 0;
  if ((run && !scheduled) || (!mayStay(index, node) && scheduled) || (scheduled && misscheduled)) enqueue(world);
}
