/** The second half of a DaemonSet sync: the rollout (update.go, rollingUpdate; 1.37.2). */
import { first, next, type OrdinalSet } from '../core/ordinalSet';
import type { Pod, SetState } from '../core/state';
import { reason, type World } from '../core/world';
import type { Tie } from '../trace';
import type { DaemonSetWorkload } from '../workload';
import { type DaemonSetIndex, isUpdated, mark, NODE_CLASS, scaled, shouldRun } from './index';
import { BURST, type Order, syncNodes } from './manage';

/** updatedDesiredNodeCounts: both limits scaled on the nodes that should run a pod. */
export function limits(
  spec: DaemonSetWorkload,
  desired: number,
): { readonly maxUnavailable: number; readonly maxSurge: number } {
  const block = spec.updateStrategy.rollingUpdate;
  const maxSurge = scaled(block?.maxSurge ?? 0, desired);
  const maxUnavailable = scaled(block?.maxUnavailable ?? 0, desired);
  if (desired > 0 && maxUnavailable === 0 && maxSurge === 0) return { maxUnavailable: 1, maxSurge };
  return { maxUnavailable, maxSurge };
}

/** @returns false: the sync ends in an error (a node that is no more, under surge) */
export function rollingUpdate(world: World, index: DaemonSetIndex): boolean {
  const spec = world.state.set?.spec as DaemonSetWorkload;
  const { maxUnavailable, maxSurge } = limits(spec, index.desired);
  if (maxSurge > 0) return surge(world, index, maxSurge);
  replace(world, index, maxUnavailable);
  return true;
}

function members(world: World, set: OrdinalSet): number[] {
  const found: number[] = [];
  for (let rank = first(set); rank >= 0; rank = next(set, rank + 1)) found.push(world.order[rank] ?? rank);
  return found;
}

function livePods(
  world: World,
  index: DaemonSetIndex,
  node: number,
): { readonly newPod: Pod | null; readonly oldPod: Pod | null } {
  const set = world.state.set as SetState;
  let newPod: Pod | null = null;
  let oldPod: Pod | null = null;
  for (const id of index.pods[node] ?? []) {
    const pod = world.state.pods[id];
    if (pod == null || pod.deletedAt >= 0) continue;
    if (isUpdated(set, pod)) newPod = pod;
    else oldPod = pod;
  }
  return { newPod, oldPod };
}

function count(index: DaemonSetIndex, its: number): number {
  return index.tally[its] ?? 0;
}

/** maxSurge 0: old unavailable pods go in any case, available ones as long as the budget lasts. */
function replace(world: World, index: DaemonSetIndex, maxUnavailable: number): void {
  const unavailable =
    count(index, NODE_CLASS.excess) +
    count(index, NODE_CLASS.empty) +
    count(index, NODE_CLASS.bothNewAvailable) +
    count(index, NODE_CLASS.bothNewUnavailable) +
    count(index, NODE_CLASS.newUnavailable) +
    count(index, NODE_CLASS.oldUnavailable);
  const candidates = index.oldAvailable.size + index.oldAvailableUnwanted.size;
  if (index.oldUnavailable.size === 0 && candidates === 0) return;
  let budget = Math.min(candidates, Math.max(0, maxUnavailable - unavailable));
  if (budget === 0 && candidates > 0) {
    world.state.wait ??= reason('ds-wait-budget', { maxUnavailable, unavailable, left: candidates });
    if (index.oldUnavailable.size === 0) return;
  }
  const order: Order = { creates: [], deletes: [] };
  const params = { maxUnavailable, unavailable, revision: (world.state.set?.template ?? 0) + 1, nodes: index.desired };
  for (const node of members(world, index.oldUnavailable)) {
    const { oldPod } = livePods(world, index, node);
    if (oldPod !== null) {
      order.deletes.push({
        pod: oldPod,
        why: reason('ds-update-broken', { ...params, pod: oldPod.name, node: nodeName(world, node) }),
      });
    }
  }
  // Which of them goes first is the controller's free choice: it walks a Go map.
  const sets = [index.oldAvailable, index.oldAvailableUnwanted];
  const tie = budget < candidates ? tieOf(world, candidates, sets) : undefined;
  let wanted = first(index.oldAvailable);
  let unwanted = first(index.oldAvailableUnwanted);
  // What is beyond the burst is found again in the next sync.
  while (budget > 0 && order.deletes.length < BURST && (wanted >= 0 || unwanted >= 0)) {
    const rank = unwanted < 0 || (wanted >= 0 && wanted < unwanted) ? wanted : unwanted;
    if (rank === wanted) wanted = next(index.oldAvailable, rank + 1);
    else unwanted = next(index.oldAvailableUnwanted, rank + 1);
    budget--;
    const node = world.order[rank] ?? rank;
    const { oldPod } = livePods(world, index, node);
    if (oldPod === null) continue;
    const why = reason('ds-update-budget', { ...params, pod: oldPod.name, node: nodeName(world, node) });
    order.deletes.push({ pod: oldPod, why, ...(tie === undefined ? {} : { tie }) });
  }
  act(world, index, order);
}

/** A choice among the nodes of these sets. */
function tieOf(world: World, among: number, sets: readonly OrdinalSet[]): Tie {
  if (!world.listTies) return { among };
  const nodes = sets.flatMap((set) => members(world, set));
  return { among, alternatives: nodes.map((node) => nodeName(world, node)) };
}

function nodeName(world: World, node: number): string {
  return world.state.nodes[node]?.name ?? '';
}

/** maxSurge above 0: new pods are made beside old ones; the old one goes when the new one is available. */
function surge(world: World, index: DaemonSetIndex, maxSurge: number): boolean {
  if (index.vanished > 0) {
    world.state.wait ??= reason('ds-node-vanished', {});
    return false;
  }
  const { tally } = index;
  const used = (tally[NODE_CLASS.excess] ?? 0) + (tally[NODE_CLASS.bothNewUnavailable] ?? 0);
  const order: Order = { creates: [], deletes: [] };
  const params = { maxSurge, surging: used, revision: (world.state.set?.template ?? 0) + 1, nodes: index.desired };
  for (const node of members(world, index.replaceable)) {
    const { oldPod, newPod } = livePods(world, index, node);
    if (oldPod === null) continue;
    const why = reason('ds-surge-finish', {
      pod: oldPod.name,
      successor: newPod?.name ?? '',
      node: nodeName(world, node),
    });
    order.deletes.push({ pod: oldPod, why });
  }
  for (const node of members(world, index.oldUnavailable)) {
    const { oldPod } = livePods(world, index, node);
    if (oldPod === null) continue;
    const its = { ...params, pod: oldPod.name, node: nodeName(world, node) };
    if (shouldRun(index, node)) order.creates.push({ node, why: reason('ds-surge-create-broken', its) });
    else order.deletes.push({ pod: oldPod, why: reason('ds-delete-misplaced', its) });
  }
  const spare = index.serving - index.desired;
  if (spare > 0) {
    for (const node of members(world, index.oldAvailableUnwanted).slice(0, spare)) {
      const { oldPod } = livePods(world, index, node);
      if (oldPod !== null)
        order.deletes.push({
          pod: oldPod,
          why: reason('ds-sunset', { pod: oldPod.name, node: nodeName(world, node) }),
        });
    }
  }
  let budget = Math.max(0, maxSurge - used);
  const candidates = index.oldAvailable.size;
  const tie = budget < candidates ? tieOf(world, candidates, [index.oldAvailable]) : undefined;
  if (budget === 0 && candidates > 0) {
    world.state.wait ??= reason('ds-wait-surge', { maxSurge, surging: used, left: candidates });
  }
  for (
    let rank = first(index.oldAvailable);
    budget > 0 && order.creates.length < BURST && rank >= 0;
    rank = next(index.oldAvailable, rank + 1)
  ) {
    budget--;
    const node = world.order[rank] ?? rank;
    order.creates.push({
      node,
      why: reason('ds-surge-create', { ...params, node: nodeName(world, node) }),
      ...(tie === undefined ? {} : { tie }),
    });
  }
  act(world, index, order);
  return true;
}

function act(world: World, index: DaemonSetIndex, order: Order): void {
  // What is beyond the burst is found again in the next sync: its nodes keep their class.
  for (const { node } of order.creates) mark(world, index, node);
  syncNodes(world, order);
}
