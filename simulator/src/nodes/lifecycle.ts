/**
 * Node lifecycle: what a node's conditions and its silence do to its taints and pods (pkg/controller/nodelifecycle,
 * 1.37.2). The default grace period and eviction rates; the monitor looks every half second.
 */
import { setReady } from '../core/api';
import type { Node, ZoneTainter } from '../core/state';
import { LATENCY, plan, reason, type World } from '../core/world';
import { NOT_READY, OUT_OF_SERVICE, UNREACHABLE, UNSCHEDULABLE } from '../placement/taints';
import type { Taint } from '../workload';
import { planPodGc } from './podGc';

/** --node-monitor-grace-period, in milliseconds. */
const GRACE_PERIOD = 50_000;
/** How often all nodes are looked at, in milliseconds (a default control plane looks every 5 s). */
const MONITOR_PERIOD = 500;
/** The monitor's rounds lie this long after whole periods. */
const MONITOR_PHASE = 240;
/** --node-eviction-rate: one node in ten seconds gets its NoExecute taint, in a zone that is healthy or wholly down. */
const TAINT_INTERVAL = 10_000;
/** --secondary-node-eviction-rate in a large zone that is partly down; a small one gets none. */
const SECONDARY_TAINT_INTERVAL = 100_000;
const LARGE_ZONE = 50;
/** --unhealthy-zone-threshold */
const UNHEALTHY_SHARE = 0.55;
/** scheduler.NodeEvictionPeriod: how often the tainting queues are looked at, in milliseconds. */
const TAINT_PERIOD = 100;

function sameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect;
}

/** Plans the next look at all nodes, when there is something to see. @param notBefore simulated milliseconds */
export function planMonitor(world: World, notBefore: number): void {
  const { state } = world;
  const at =
    Math.ceil((Math.max(notBefore, state.now + 1) - MONITOR_PHASE) / MONITOR_PERIOD) * MONITOR_PERIOD + MONITOR_PHASE;
  if (state.monitorAt > state.now && state.monitorAt <= at) return;
  state.monitorAt = at;
  plan(state, at - state.now, 'node-monitor', 0, at);
}

/** A node's conditions or its unschedulable flag changed: its NoSchedule taints follow (doNoScheduleTaintingPass). */
export function conditionsChanged(world: World, node: Node): void {
  if (node.taints.some((taint) => taint.key === OUT_OF_SERVICE)) planPodGc(world);
  plan(world.state, LATENCY.taints, 'node-taints', node.index);
}

export function reconcileNoSchedule(world: World, index: number): void {
  const node = world.state.nodes[index];
  if (node === undefined || !node.exists) return;
  const wanted: Taint[] = [];
  if (node.ready === 'False') wanted.push({ key: NOT_READY, effect: 'NoSchedule' });
  if (node.ready === 'Unknown') wanted.push({ key: UNREACHABLE, effect: 'NoSchedule' });
  if (node.unschedulable) wanted.push({ key: UNSCHEDULABLE, effect: 'NoSchedule' });
  const kept = node.systemTaints.filter(
    (taint) => taint.effect !== 'NoSchedule' || wanted.some((w) => sameTaint(w, taint)),
  );
  const added = wanted.filter((w) => !kept.some((taint) => sameTaint(w, taint)));
  if (added.length === 0 && kept.length === node.systemTaints.length) return;
  node.systemTaints = [...kept, ...added];
  world.watch.node(world, index);
}

/** monitorNodeHealth: silent nodes become Unknown, unhealthy ones queue for a NoExecute taint, healthy ones lose it. */
export function monitor(world: World, at: number): void {
  const { state } = world;
  if (state.monitorAt !== at) return;
  state.monitorAt = -1;
  const zones = new Map<string, { ready: number; unready: number }>();
  const turned: Node[] = [];
  for (const node of state.nodes) {
    if (!node.exists) continue;
    if (node.lostAt >= 0 && node.ready !== 'Unknown') {
      if (state.now > node.lostAt + GRACE_PERIOD) {
        if (node.ready === 'True') turned.push(node);
        node.ready = 'Unknown';
        conditionsChanged(world, node);
      } else {
        planMonitor(world, node.lostAt + GRACE_PERIOD + 1);
      }
    }
    const zone = zones.get(zoneOf(node)) ?? { ready: 0, unready: 0 };
    if (node.ready === 'True') zone.ready++;
    else zone.unready++;
    zones.set(zoneOf(node), zone);
  }
  const allDown = [...zones.values()].every((zone) => zone.ready === 0);
  for (const node of state.nodes) {
    if (!node.exists) continue;
    if (node.ready === 'True' || allDown) markReachable(world, node);
    else markForTainting(world, node);
  }
  for (const node of turned) markPodsUnready(world, node);
  for (const tainter of state.zones) {
    if (tainter.waiting.length > 0)
      planTainting(world, tainter, allDown, zones.get(tainter.zone) ?? { ready: 0, unready: 0 });
  }
}

/** GetZoneKey: region and zone; nodes without either share one zone. */
function zoneOf(node: Node): string {
  return `${node.labels['topology.kubernetes.io/region'] ?? ''}/${node.labels['topology.kubernetes.io/zone'] ?? ''}`;
}

/** MarkPodsNotReady */
function markPodsUnready(world: World, node: Node): void {
  for (const id of [...node.pods]) {
    const pod = world.state.pods[id];
    if (pod != null)
      setReady(world, pod, false, 'node-lifecycle', reason('node-pod-unready', { pod: pod.name, node: node.name }));
  }
}

function noExecuteOf(node: Node): Taint {
  return { key: node.ready === 'False' ? NOT_READY : UNREACHABLE, effect: 'NoExecute' };
}

function hasNoExecute(node: Node, key: string): boolean {
  return node.systemTaints.some((taint) => taint.key === key && taint.effect === 'NoExecute');
}

function markReachable(world: World, node: Node): void {
  for (const tainter of world.state.zones) tainter.waiting = tainter.waiting.filter((index) => index !== node.index);
  const kept = node.systemTaints.filter((taint) => taint.effect !== 'NoExecute');
  if (kept.length === node.systemTaints.length) return;
  node.systemTaints = kept;
  world.watch.node(world, node.index);
}

/** processTaintBaseEviction: a taint of the other kind is swapped at once, otherwise the node queues for one. */
function markForTainting(world: World, node: Node): void {
  const wanted = noExecuteOf(node);
  if (hasNoExecute(node, wanted.key)) return;
  if (node.systemTaints.some((taint) => taint.effect === 'NoExecute')) {
    node.systemTaints = [...node.systemTaints.filter((taint) => taint.effect !== 'NoExecute'), wanted];
    world.watch.node(world, node.index);
    return;
  }
  const zone = zoneOf(node);
  let tainter = world.state.zones.find((other) => other.zone === zone);
  if (tainter === undefined) {
    tainter = { zone, waiting: [], tokenAt: -1 };
    world.state.zones.push(tainter);
  }
  if (!tainter.waiting.includes(node.index)) tainter.waiting.push(node.index);
}

function planTainting(
  world: World,
  tainter: ZoneTainter,
  allDown: boolean,
  zone: { readonly ready: number; readonly unready: number },
): void {
  if (allDown) return;
  const partly = zone.ready > 0 && zone.unready > 2 && zone.unready / (zone.ready + zone.unready) >= UNHEALTHY_SHARE;
  if (partly && zone.ready + zone.unready <= LARGE_ZONE) return;
  const interval = partly ? SECONDARY_TAINT_INTERVAL : TAINT_INTERVAL;
  const token = tainter.tokenAt < 0 ? 0 : tainter.tokenAt + interval;
  const at = Math.max(world.state.now + TAINT_PERIOD / 2, token);
  plan(world.state, at - world.state.now, 'zone-taint', world.state.zones.indexOf(tainter));
}

/** doNoExecuteTaintingPass: one node of a zone, as the rate allows. */
export function taintNext(world: World, zone: number): void {
  const { state } = world;
  const tainter = state.zones[zone];
  const index = tainter?.waiting.shift();
  if (tainter === undefined || index === undefined) return;
  const node = state.nodes[index];
  if (node === undefined || !node.exists || node.ready === 'True') return;
  tainter.tokenAt = state.now;
  if (!hasNoExecute(node, noExecuteOf(node).key)) {
    node.systemTaints = [...node.systemTaints.filter((taint) => taint.effect !== 'NoExecute'), noExecuteOf(node)];
    world.watch.node(world, index);
  }
  if (tainter.waiting.length > 0) planMonitor(world, state.now + TAINT_INTERVAL - MONITOR_PERIOD);
}
