/** The default scheduler, as far as these workloads need it: one pod after the other, spread over the nodes that fit. */
import { templateOf } from './core/api';
import type { Node, Pod } from './core/state';
import { LATENCY, plan, reason, tellPod, type World } from './core/world';
import { ruleFor } from './kubelet';
import { misfit, tolerationsOf } from './placement/fits';
import type { ReasonCode } from './reasons';
import type { Reason, Tie } from './trace';

/** podInitialBackoffSeconds and podMaxBackoffSeconds, in milliseconds. */
const INITIAL_BACKOFF = 1000;
const MAX_BACKOFF = 10_000;

/** A pod was created: it will be looked at. */
export function queuePod(world: World, pod: Pod): void {
  const rule = world.rules[ruleFor(world, pod, pod.target)];
  const extra = rule?.scheduleSeconds ?? world.timing(templateOf(world, pod)).schedule;
  plan(world.state, LATENCY.schedule + extra * 1000, 'schedule', pod.id);
}

/** Scheduler.ScheduleOne: binds the pod, or puts it with those that fit nowhere. */
export function schedulePod(world: World, id: number): void {
  const { state } = world;
  const pod = state.pods[id];
  if (pod == null || pod.node >= 0 || pod.deletedAt >= 0) return;
  const equals: number[] = [];
  const found = findNode(world, pod, equals);
  if (typeof found === 'number') {
    bind(world, pod, found, equals);
    return;
  }
  pod.unschedulable = found;
  pod.attempts++;
  pod.attemptedAt = state.now;
  if (!state.unschedulable.includes(id)) state.unschedulable.push(id);
}

/** @param equals the nodes that would have done as well; the scheduler picks one of them at random (selectHost) */
function bind(world: World, pod: Pod, node: number, equals: readonly number[]): void {
  const { state } = world;
  pod.node = node;
  pod.unschedulable = null;
  const at = state.unschedulable.indexOf(pod.id);
  if (at >= 0) state.unschedulable.splice(at, 1);
  const target = state.nodes[node];
  if (target !== undefined) {
    target.pods.push(pod.id);
    target.living++;
  }
  tellPod(
    world,
    pod,
    'pod-scheduled',
    'scheduler',
    reason('scheduler-bind', { pod: pod.name, node: target?.name ?? '' }),
    tieAmong(world, equals),
  );
  world.watch.pod(world, pod, 'bound');
}

/**
 * The node for a pod: among those that fit the one with the fewest pods of the set that are not being deleted, then
 * with the fewest pods, then the first one. Daemon pods have one node to go to.
 * @param equals filled with the nodes that are as good as the one that is returned, which is one of them
 */
export function findNode(world: World, pod: Pod, equals?: number[]): number | Reason {
  const { state } = world;
  const tolerations = tolerationsOf(templateOf(world, pod), pod.target >= 0);
  if (pod.target >= 0) {
    const node = state.nodes[pod.target];
    if (node === undefined) return reason('scheduler-no-node', { pod: pod.name, node: '' });
    return misfit(world, pod, node, tolerations) ?? node.index;
  }
  let best: Node | null = null;
  let bestOwn = 0;
  const refusals: Reason[] = [];
  for (const node of state.nodes) {
    if (!node.exists) continue;
    const no = misfit(world, pod, node, tolerations);
    if (no !== null) {
      refusals.push(no);
      continue;
    }
    const own = node.living;
    const order = best === null ? -1 : own - bestOwn || node.pods.length - best.pods.length;
    if (equals !== undefined && order <= 0) {
      if (order < 0) equals.length = 0;
      equals.push(node.index);
    }
    if (best === null || order < 0 || (order === 0 && rankOf(world, node) < rankOf(world, best))) {
      best = node;
      bestOwn = own;
    }
  }
  if (best !== null) return best.index;
  return commonest(refusals) ?? reason('scheduler-no-node', { pod: pod.name, node: '' });
}

/** What says most, where as many nodes give one reason as another: a tainted node is often not meant for the pod at all. */
const TELLING: readonly ReasonCode[] = [
  'scheduler-resources',
  'scheduler-affinity',
  'scheduler-spread',
  'scheduler-pod-affinity',
  'scheduler-ports',
  'scheduler-taints',
];

/** So many nodes are named. */
const MOST_NAMED = 3;

/**
 * The reason that most nodes give, as the scheduler counts them (FitError.Error), with the names of those nodes; a cordoned
 * node is one with the taint of cordoned nodes.
 * @returns null when no node was refused
 */
function commonest(refusals: readonly Reason[]): Reason | null {
  const alike = new Map<string, Reason[]>();
  for (const refusal of refusals) {
    const { code, params } = refusal;
    const key = `${code} ${params['taint'] ?? params['resource'] ?? params['port'] ?? ''}`;
    const group = alike.get(key);
    if (group === undefined) alike.set(key, [refusal]);
    else group.push(refusal);
  }
  const rank = ({ code }: Reason): number => {
    const at = TELLING.indexOf(code);
    return at < 0 ? TELLING.length : at;
  };
  let best: readonly [Reason, ...Reason[]] | null = null;
  for (const group of alike.values()) {
    const [first, ...more] = group;
    if (first === undefined) continue;
    const order = best === null ? 1 : group.length - best.length || rank(best[0]) - rank(first);
    if (order > 0) best = [first, ...more];
  }
  if (best === null) return null;
  const [first] = best;
  if (refusals.length === 1) return first;
  const holder = first.params['holder'] === undefined ? {} : { holder: listed(best, 'holder', best.length) };
  return { code: first.code, params: { ...first.params, node: listed(best, 'node', refusals.length), ...holder } };
}

/** `a, b`, `a, b (2/5)` where there are more nodes than those, `a, b, c, … (97/100)` */
function listed(reasons: readonly Reason[], key: 'node' | 'holder', all: number): string {
  const names = reasons.slice(0, MOST_NAMED).map(({ params }) => String(params[key] ?? ''));
  const more = reasons.length > MOST_NAMED ? ', …' : '';
  const count = reasons.length === all && (more === '' || key === 'holder') ? '' : ` (${reasons.length}/${all})`;
  return `${names.join(', ')}${more}${count}`;
}

function rankOf(world: World, node: Node): number {
  return world.rank[node.index] ?? node.index;
}

function tieAmong(world: World, equals: readonly number[]): Tie | undefined {
  if (equals.length < 2) return undefined;
  if (!world.listTies) return { among: equals.length };
  return { among: equals.length, alternatives: equals.map((at) => world.state.nodes[at]?.name ?? '') };
}

/** Something changed that may make room: the pods that fit nowhere are tried again. */
export function retryUnschedulable(world: World): void {
  const { state } = world;
  if (state.unschedulable.length === 0) return;
  let at = state.now + LATENCY.schedule;
  if (!world.gates.has('schedulerPopsBackoff')) {
    // moveAllToActiveOrBackoffQueue: what failed lately serves its backoff first.
    let soonest = Number.POSITIVE_INFINITY;
    for (const id of state.unschedulable) {
      const pod = state.pods[id];
      if (pod != null) soonest = Math.min(soonest, pod.attemptedAt + backoff(pod.attempts));
    }
    if (Number.isFinite(soonest)) at = Math.max(at, soonest);
  }
  if (state.rescheduleAt >= state.now && state.rescheduleAt <= at) return;
  state.rescheduleAt = at;
  plan(state, at - state.now, 'reschedule', 0, at);
}

function backoff(attempts: number): number {
  return Math.min(MAX_BACKOFF, INITIAL_BACKOFF * 2 ** Math.max(0, attempts - 1));
}

export function reschedule(world: World, at: number): void {
  const { state } = world;
  if (state.rescheduleAt !== at) return;
  state.rescheduleAt = -1;
  for (const id of [...state.unschedulable]) schedulePod(world, id);
}
