/**
 * `kubectl drain --ignore-daemonsets --delete-emptydir-data --force` (k8s.io/kubectl/pkg/drain, 0.37.2): the node is
 * cordoned, all its pods but those of a DaemonSet are evicted at once, and who is refused for the sake of a budget is
 * asked again every five seconds.
 */
import { deletePod } from '../core/api';
import type { Drain, Node, Pod } from '../core/state';
import { LATENCY, plan, reason, tell, type World } from '../core/world';
import type { DrainOptions } from '../scenario';
import type { Reason } from '../trace';
import { evictPod } from './eviction';

/** Milliseconds between two tries. */
const RETRY = 5000;

/** Starts a drain; the node is cordoned by the caller. */
export function startDrain(world: World, node: Node, options: DrainOptions): void {
  const { state } = world;
  const set = state.set;
  const targets = node.pods.filter((id) => {
    const pod = state.pods[id];
    return pod != null && !(pod.target >= 0 && pod.owner !== 0 && pod.owner === set?.uid);
  });
  const drain: Drain = {
    node: node.name,
    options,
    startedAt: state.now,
    doneAt: -1,
    pods: targets.map((id) => ({ id, name: state.pods[id]?.name ?? '', asked: false, refused: null, failed: null })),
  };
  state.drains.push(drain);
  const index = state.drains.length - 1;
  drain.pods.forEach((_, at) => {
    plan(state, LATENCY.report, 'drain', index, at);
  });
  finish(world, drain);
}

/** One try to evict one of a drain's pods. Like kubectl, by name: a pod that has taken the name since is meant, too. */
export function drainPod(world: World, index: number, at: number): void {
  const { state } = world;
  const drain = state.drains[index];
  const target = drain?.pods[at];
  if (drain === undefined || target === undefined || target.asked) return;
  const pod = namedPod(world, target.id, target.name);
  if (pod === null) {
    target.asked = true;
    finish(world, drain);
    return;
  }
  const { disableEviction, graceSeconds } = drain.options;
  if (disableEviction === true) {
    target.asked = true;
    deletePod(world, pod, 'user', reason('drain-delete', { pod: pod.name, node: drain.node }), graceSeconds);
    finish(world, drain);
    return;
  }
  const result = evictPod(world, pod, drain.node, graceSeconds);
  if (result.answer === 'taken') {
    target.asked = true;
    target.refused = null;
    finish(world, drain);
    return;
  }
  tellRefusal(world, pod, target.refused, result.why);
  if (result.answer === 'error') {
    target.asked = true;
    target.failed = result.why;
    return;
  }
  target.refused = result.why;
  plan(state, RETRY, 'drain', index, at);
}

/** The same refusal is told once. */
function tellRefusal(world: World, pod: Pod, before: Reason | null, why: Reason): void {
  if (before !== null && JSON.stringify(before) === JSON.stringify(why)) return;
  const node = world.state.nodes[pod.node]?.name;
  tell(world, {
    type: 'eviction-refused',
    by: 'user',
    object: pod.name,
    ...(pod.ordinal >= 0 ? { ordinal: pod.ordinal } : {}),
    ...(node === undefined ? {} : { node }),
    revision: pod.template + 1,
    reason: why,
  });
}

function namedPod(world: World, id: number, name: string): Pod | null {
  const { state } = world;
  return state.pods[id] ?? state.pods[world.podByName.get(name) ?? -1] ?? null;
}

/** A pod is gone: a drain that waited for it may be done. */
export function podLeftDrains(world: World): void {
  for (const drain of world.state.drains) finish(world, drain);
}

function finish(world: World, drain: Drain): void {
  if (drain.doneAt >= 0) return;
  const { state } = world;
  const open = drain.pods.some(({ id, asked, failed }) => !asked || failed !== null || state.pods[id] != null);
  if (!open) drain.doneAt = state.now;
}
