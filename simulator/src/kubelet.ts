/**
 * The kubelets: a bound pod starts, becomes ready, may end, and stops when its deletion is asked for, with the API
 * writes of a real kubelet (pkg/kubelet, 1.37.2). Times come from the scenario's rules.
 */
import { removePod, setEnded, setReady, templateOf } from './core/api';
import type { Node, Pod } from './core/state';
import { LATENCY, plan, reason, stamp, tellPod, type World } from './core/world';
import type { PodRule, PodRuleMatch } from './scenario';

/** Index of the first rule that matches a pod; -1: none. @param node index, or -1 while it is not bound */
export function ruleFor(world: World, pod: Pod, node: number): number {
  const { rules } = world;
  for (let i = 0; i < rules.length; i++) {
    const match = rules[i]?.match;
    if (match === undefined || matches(match, pod, world.state.nodes[node]?.name)) return i;
  }
  return -1;
}

function matches(match: PodRuleMatch, pod: Pod, node: string | undefined): boolean {
  if (match.ordinals !== undefined && !(pod.ordinal >= 0 && match.ordinals.includes(pod.ordinal))) return false;
  if (match.nodes !== undefined && !(node !== undefined && match.nodes.includes(node))) return false;
  if (match.revision !== undefined && !match.revision.includes(pod.template + 1)) return false;
  return match.instances === undefined || match.instances.includes(pod.instance);
}

function rule(world: World, pod: Pod): PodRule | undefined {
  return world.rules[pod.rule];
}

function nodeOf(world: World, pod: Pod): Node | undefined {
  return world.state.nodes[pod.node];
}

/** Is there a kubelet that can do anything for this pod? */
function served(world: World, pod: Pod): boolean {
  const node = nodeOf(world, pod);
  return node?.exists === true && node.lostAt < 0;
}

/** The pod was bound: its rule is chosen, and it will start. */
export function admit(world: World, pod: Pod): void {
  pod.rule = ruleFor(world, pod, pod.node);
  const start = rule(world, pod)?.startSeconds ?? world.timing(templateOf(world, pod)).start;
  plan(world.state, LATENCY.kubelet + start * 1000 + LATENCY.report, 'start', pod.id);
}

/** Containers run. */
export function start(world: World, id: number): void {
  const pod = world.state.pods[id];
  if (pod == null || pod.deletedAt >= 0 || pod.started || pod.ended || !served(world, pod)) return;
  const chosen = rule(world, pod);
  let ready = chosen?.readySeconds === undefined ? world.timing(templateOf(world, pod)).ready : chosen.readySeconds;
  if (pod.template === world.neverReady) ready = null;
  pod.started = true;
  pod.phase = 'Running';
  tellPod(world, pod, 'pod-running', 'kubelet', reason('kubelet-start', { pod: pod.name }));
  if (ready === 0) {
    pod.wantReady = true;
    pod.ready = true;
    pod.readyAt = stamp(world.state.now);
    tellPod(world, pod, 'pod-ready', 'kubelet', reason('kubelet-ready', { pod: pod.name }));
    world.watch.pod(world, pod, 'ready');
  } else {
    world.watch.pod(world, pod, 'running');
    if (ready !== null) plan(world.state, ready * 1000 + LATENCY.report, 'ready', id, 1);
  }
  if (chosen?.fail !== undefined) plan(world.state, chosen.fail.afterSeconds * 1000 + LATENCY.report, 'end', id);
}

/** A readiness probe's answer turns, by its own time or by a step of the scenario. */
export function report(world: World, id: number, ready: boolean): void {
  const pod = world.state.pods[id];
  if (pod == null || pod.deletedAt >= 0 || pod.ended || !pod.started || !served(world, pod)) return;
  if (ready && pod.template === world.neverReady) return;
  pod.wantReady = ready;
  // A kubelet whose node is not ready tells it when the node is.
  if (nodeOf(world, pod)?.kubeletReady !== true) return;
  // The same readiness again is a write all the same, and its watchers hear of it.
  if (pod.ready === ready) world.watch.pod(world, pod, 'running');
  else setReady(world, pod, ready, 'kubelet', reason(ready ? 'kubelet-ready' : 'kubelet-unready', { pod: pod.name }));
}

/** The containers ended by themselves. */
export function end(world: World, id: number): void {
  const pod = world.state.pods[id];
  if (pod == null || pod.deletedAt >= 0 || pod.ended || !served(world, pod)) return;
  pod.ended = true;
  const phase = rule(world, pod)?.fail?.phase ?? 'Failed';
  setEnded(world, pod, phase, 'kubelet', reason('kubelet-ended', { pod: pod.name, phase }));
}

/** Deletion was asked for: the kubelet will have stopped the containers after this time, at most the grace period. */
export function terminate(world: World, pod: Pod): void {
  if (pod.node < 0) return;
  const wanted = rule(world, pod)?.terminateSeconds ?? world.timing(templateOf(world, pod)).terminate;
  const due = pod.deletedAt + Math.min(wanted * 1000, pod.grace) + LATENCY.kubelet + LATENCY.report;
  plan(world.state, due - world.state.now, 'stop', pod.id);
}

/** The containers are gone: the last status is reported, then the object is deleted. */
export function stop(world: World, id: number): void {
  const pod = world.state.pods[id];
  if (pod == null || pod.deletedAt < 0 || !served(world, pod)) return;
  if (!pod.ended) {
    pod.ended = true;
    const phase = pod.started ? 'Succeeded' : 'Failed';
    setEnded(world, pod, phase, 'kubelet', reason('kubelet-stopped', { pod: pod.name }));
  }
  plan(world.state, LATENCY.remove, 'remove', id);
}

export function remove(world: World, id: number): void {
  const pod = world.state.pods[id];
  if (pod == null || !served(world, pod)) return;
  removePod(world, pod, 'kubelet', reason('kubelet-stopped', { pod: pod.name }));
}

/** The machine is back, or its kubelet is ready again. */
export function nodeReady(world: World, node: Node): void {
  plan(world.state, LATENCY.resume, 'resume', node.index);
}

/** It goes on with its pods and reports their readiness anew. */
export function takeUp(world: World, index: number): void {
  const node = world.state.nodes[index];
  if (node === undefined || !node.exists || node.lostAt >= 0 || !node.kubeletReady) return;
  for (const id of node.pods) {
    const pod = world.state.pods[id];
    if (pod == null) continue;
    if (pod.deletedAt >= 0) terminate(world, pod);
    else if (!pod.started && !pod.ended) resume(world, pod);
    else if (pod.wantReady && !pod.ready && pod.started && !pod.ended) report(world, id, true);
  }
}

/** A pod whose start fell into the silence of its machine starts now. */
function resume(world: World, pod: Pod): void {
  if (world.state.due.some((due) => due.type === 'start' && due.id === pod.id)) return;
  plan(world.state, LATENCY.report, 'start', pod.id);
}
