/** The first half of a DaemonSet sync: every node has the pods it should (daemon_controller.go, manage and podsShouldBeOnNode; 1.37.2). */
import { createPod, deletePod } from '../core/api';
import { first, next, remove } from '../core/ordinalSet';
import type { BackoffEntry, Pod, SetState } from '../core/state';
import { enqueueAfter } from '../core/workQueue';
import { reason, type World, warn } from '../core/world';
import type { Reason, Tie } from '../trace';
import { byAge, type DaemonSetIndex, mark, mayStay, recount, shouldRun } from './index';

/** BurstReplicas: at most so many creations and so many deletions in one go. */
export const BURST = 250;
/** Backoff of failed daemon pods, in milliseconds: from 1 s to 15 min, forgotten after twice the longest. */
const INITIAL_BACKOFF = 1000;
const MAX_BACKOFF = 900_000;

export interface Order {
  readonly creates: { readonly node: number; readonly why: Reason; readonly tie?: Tie }[];
  readonly deletes: { readonly pod: Pod; readonly why: Reason; readonly tie?: Tie }[];
}

/** Looks at all marked nodes, counts them anew, and does what they need. @returns was anything done? */
export function manage(world: World, index: DaemonSetIndex): boolean {
  if (index.marked.size === 0) return false;
  const order: Order = { creates: [], deletes: [] };
  const keep: number[] = [];
  for (let rank = first(index.marked); rank >= 0; rank = next(index.marked, rank + 1)) {
    remove(index.marked, rank);
    const node = world.order[rank] ?? rank;
    const pods = recount(world, index, node);
    if (!podsShouldBeOnNode(world, index, node, pods, order)) keep.push(node);
  }
  for (let i = BURST; i < order.deletes.length; i++) keep.push(order.deletes[i]?.pod.target ?? 0);
  for (let i = BURST; i < order.creates.length; i++) keep.push(order.creates[i]?.node ?? 0);
  syncNodes(world, order);
  for (const node of keep) mark(world, index, node);
  return order.creates.length > 0 || order.deletes.length > 0;
}

/** syncNodes: at most 250 creations and 250 deletions. */
export function syncNodes(world: World, order: Order): void {
  const set = world.state.set as SetState;
  for (let i = 0; i < Math.min(BURST, order.creates.length); i++) {
    const create = order.creates[i];
    if (create === undefined) break;
    createPod(
      world,
      { ordinal: -1, target: create.node, template: set.template, generation: set.templateGeneration, claims: [] },
      'daemonset-controller',
      create.why,
      create.tie,
    );
  }
  for (let i = 0; i < Math.min(BURST, order.deletes.length); i++) {
    const gone = order.deletes[i];
    if (gone !== undefined) deletePod(world, gone.pod, 'daemonset-controller', gone.why, undefined, gone.tie);
  }
}

/** @returns false: the node must be looked at in every sync (a failed pod in backoff) */
function podsShouldBeOnNode(
  world: World,
  index: DaemonSetIndex,
  node: number,
  pods: readonly Pod[],
  order: Order,
): boolean {
  const run = shouldRun(index, node);
  const there = world.state.nodes[node];
  const name = there?.name ?? '';
  if (there?.exists !== true) {
    // getUnscheduledPodsWithoutNode
    for (const pod of pods) {
      if (pod.node < 0) order.deletes.push({ pod, why: reason('ds-delete-unbound', { pod: pod.name, node: name }) });
    }
    return true;
  }
  if (run && pods.length === 0) {
    order.creates.push({ node, why: creation(world, node) });
    return true;
  }
  if (!mayStay(index, node)) {
    for (const pod of pods) {
      if (pod.deletedAt < 0)
        order.deletes.push({ pod, why: reason('ds-delete-misplaced', { pod: pod.name, node: name }) });
    }
    return true;
  }
  let settled = true;
  const running: Pod[] = [];
  for (const pod of pods) {
    if (pod.deletedAt >= 0) continue;
    if (pod.phase === 'Failed') {
      if (!deleteFailed(world, pod, name, order)) settled = false;
    } else if (pod.phase === 'Succeeded') {
      order.deletes.push({ pod, why: reason('ds-delete-succeeded', { pod: pod.name, node: name }) });
    } else {
      running.push(pod);
    }
  }
  if (index.surge) {
    if (running.length === 0 && run) order.creates.push({ node, why: creation(world, node) });
    else if (running.length > 1) settleSurge(world, running, name, order);
    return settled;
  }
  if (running.length > 1) {
    for (const pod of running.sort(byAge).slice(1)) {
      order.deletes.push({ pod, why: reason('ds-delete-excess', { pod: pod.name, node: name }) });
    }
  }
  return settled;
}

function creation(world: World, node: number): Reason {
  const there = world.state.nodes[node];
  const set = world.state.set as SetState;
  const again = (there?.instances ?? 0) > 0;
  return reason(again ? 'ds-replace' : 'ds-create', { node: there?.name ?? '', revision: set.template + 1 });
}

/** Two or more pods under surge: the oldest new and the oldest old one stay, until the new one can take over. */
function settleSurge(world: World, running: Pod[], node: string, order: Order): void {
  const set = world.state.set as SetState;
  let newest: Pod | null = null;
  let old: Pod | null = null;
  for (const pod of running.sort(byAge)) {
    if (pod.template === set.template && newest === null) newest = pod;
    else if (pod.template !== set.template && old === null) old = pod;
    else order.deletes.push({ pod, why: reason('ds-delete-excess', { pod: pod.name, node }) });
  }
  if (newest === null || old === null) return;
  const params = { pod: old.name, successor: newest.name, node };
  if (!old.ready) order.deletes.push({ pod: old, why: reason('ds-surge-old-unready', params) });
  else if (newest.available) order.deletes.push({ pod: old, why: reason('ds-surge-finish', params) });
}

/** A failed pod is deleted at once, unless its node's backoff runs (flowcontrol.Backoff). @returns is it deleted? */
function deleteFailed(world: World, pod: Pod, node: string, order: Order): boolean {
  const { state } = world;
  const set = state.set as SetState;
  const key = `${set.uid}/${set.observedGeneration}/${node}`;
  const entry = state.backoff[key];
  const expired = (e: BackoffEntry): boolean => state.now - e.updatedAt > 2 * MAX_BACKOFF;
  if (entry !== undefined && !expired(entry) && state.now - entry.updatedAt < entry.delay) {
    enqueueAfter(world, entry.delay);
    state.wait ??= reason('ds-wait-backoff', { pod: pod.name, node, seconds: entry.delay / 1000 });
    return false;
  }
  const delay = entry === undefined || expired(entry) ? INITIAL_BACKOFF : Math.min(MAX_BACKOFF, entry.delay * 2);
  state.backoff[key] = { delay, updatedAt: state.now };
  warn(
    world,
    'daemonset-controller',
    'FailedDaemonPod',
    `Found failed daemon pod ${set.spec.namespace}/${pod.name} on node ${node}, will try to kill it`,
  );
  order.deletes.push({ pod, why: reason('ds-delete-failed', { pod: pod.name, node, seconds: delay / 1000 }) });
  return true;
}
