/** Taint eviction (pkg/controller/tainteviction, 1.37.2): pods leave nodes whose NoExecute taints they do not bear. */
import { deletePod, templateOf } from '../core/api';
import type { Pod } from '../core/state';
import { LATENCY, plan, reason, type World } from '../core/world';
import { taintsOf, tolerationsOf } from '../placement/fits';
import { bearsFor } from '../placement/taints';

/** A node's NoExecute taints changed, or a pod was bound to it. */
export function planNode(world: World, node: number): void {
  const there = world.state.nodes[node];
  if (there === undefined || there.pods.length === 0) return;
  plan(world.state, LATENCY.evict, 'evict-node', node);
}

/** handleNodeUpdate: a look at every pod of the node. */
export function evictNode(world: World, index: number): void {
  const node = world.state.nodes[index];
  if (node === undefined || !node.exists) return;
  for (const id of [...node.pods]) {
    const pod = world.state.pods[id];
    if (pod != null) processPod(world, pod);
  }
}

/** processPodOnNode: now, later, or not at all. */
function processPod(world: World, pod: Pod): void {
  const { state } = world;
  const node = state.nodes[pod.node];
  if (node === undefined || !node.exists) return;
  const taints = taintsOf(node).filter((taint) => taint.effect === 'NoExecute');
  if (taints.length === 0) {
    pod.evictAt = -1;
    return;
  }
  const comparisons = world.gates.enabled('TaintTolerationComparisonOperators');
  const time = bearsFor(taints, tolerationsOf(templateOf(world, pod), pod.target >= 0), comparisons);
  if (time === null) {
    pod.evictAt = -1;
  } else if (time === 0) {
    pod.evictAt = state.now;
    evict(world, pod.id, state.now);
  } else {
    // What is planned stays, whatever comes: its creation lies before now, and so does the moment that is compared.
    if (pod.evictAt > state.now) return;
    const at = state.now + time * 1000;
    pod.evictAt = at;
    plan(state, time * 1000, 'evict', pod.id, at);
  }
}

export function evict(world: World, id: number, at: number): void {
  const pod = world.state.pods[id];
  if (pod == null || pod.evictAt !== at || pod.deletedAt >= 0) return;
  const node = world.state.nodes[pod.node];
  const taint = node === undefined ? undefined : taintsOf(node).find((other) => other.effect === 'NoExecute');
  deletePod(
    world,
    pod,
    'node-lifecycle',
    reason('taint-evict', {
      pod: pod.name,
      node: node?.name ?? '',
      taint: taint === undefined ? '' : `${taint.key}:NoExecute`,
    }),
  );
}
