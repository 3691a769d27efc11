/**
 * What a DaemonSet's controller may do in one sync, judged on a replay alone. Sources: pkg/controller/daemon
 * daemon_controller.go (manage, podsShouldBeOnNode, updateDaemonSetStatus) and update.go (rollingUpdate) of 1.32.9 to
 * 1.37.2; recordings of 1.36.3 and 1.37.2. What cannot be known at a moment (a taint that is on its way, the end of a
 * terminating pod) is carried as two answers, for that moment only.
 */
import { expect } from 'vitest';
import type { TraceEvent } from '../trace';
import type { DaemonSetWorkload, IntOrPercent, Taint } from '../workload';
import {
  isAvailable,
  isDoubtful,
  isTaintedByCondition,
  ownPods,
  type Replay,
  type ReplayPod,
  type ReplaySet,
} from './replay';
import { type Range, within } from './statefulSetRules';

export interface NodeView {
  readonly name: string;
  readonly exists: boolean;
  /** a pod should be there; null: it cannot be known at this moment */
  readonly run: boolean | null;
  /** a pod may stay */
  readonly stay: boolean;
  /** pods as the controller groups them, by age; those that have ended and are being deleted are left out */
  readonly group: readonly ReplayPod[];
  /** those of the group that are not being deleted */
  readonly live: readonly ReplayPod[];
}

export interface DaemonView {
  readonly state: Replay;
  readonly set: ReplaySet;
  readonly spec: DaemonSetWorkload;
  readonly nodes: ReadonlyMap<string, NodeView>;
}

export function daemonViewOf(state: Replay): DaemonView | null {
  const { set } = state;
  if (set === null || set.spec.kind !== 'DaemonSet') return null;
  const spec = set.spec;
  const groups = new Map<string, ReplayPod[]>();
  for (const pod of ownPods(state)) {
    if (pod.deleting && hasEnded(pod)) continue;
    const group = groups.get(pod.target);
    if (group === undefined) groups.set(pod.target, [pod]);
    else group.push(pod);
  }
  const nodes = new Map<string, NodeView>();
  for (const name of new Set([...state.nodes.keys(), ...groups.keys()])) {
    const group = (groups.get(name) ?? []).sort(byAge);
    nodes.set(name, { name, ...placement(state, spec, name), group, live: group.filter((pod) => !pod.deleting) });
  }
  return { state, set, spec, nodes };
}

const hasEnded = (pod: ReplayPod): boolean => pod.phase === 'Failed' || pod.phase === 'Succeeded';

/** podByCreationTimestampAndPhase: bound before unbound, then the older. */
function byAge(a: ReplayPod, b: ReplayPod): number {
  return Number(a.node === '') - Number(b.node === '') || a.createdAt - b.createdAt || a.order - b.order;
}

/** NodeShouldRunDaemonPod, for selectors and taints such as these scenarios have. */
function placement(state: Replay, spec: DaemonSetWorkload, name: string): Pick<NodeView, 'exists' | 'run' | 'stay'> {
  const node = state.nodes.get(name);
  if (node === undefined || !node.exists) return { exists: false, run: false, stay: false };
  const fits = Object.entries(spec.template.nodeSelector ?? {}).every(([key, value]) => node.labels[key] === value);
  const bears = (taint: Taint): boolean =>
    spec.template.tolerations.some((its) => its.key === taint.key && its.effect === taint.effect);
  const pushed = node.taints.filter((taint) => !bears(taint));
  const stay = fits && !pushed.some((taint) => taint.effect === 'NoExecute');
  if (!fits || pushed.some((taint) => taint.effect !== 'PreferNoSchedule')) return { exists: true, run: false, stay };
  const byCondition = isTaintedByCondition(state, node);
  return { exists: true, run: byCondition === null ? null : !byCondition, stay };
}

/** IsPodUpdated: by the template's hash, or by the template generation. */
export function isNew(view: DaemonView, pod: ReplayPod): boolean {
  return pod.revision === view.set.revision || pod.generation === view.set.templateGeneration;
}

const scaled = (value: IntOrPercent, of: number): number =>
  typeof value === 'number' ? value : Math.ceil((value.percent / 100) * of - 1e-9);

/** updatedDesiredNodeCounts: percentages of the nodes that should run a pod, rounded up; not both 0. */
export function limitsOf(view: DaemonView): { readonly unavailable: Range; readonly surge: Range } {
  const nodes = [...view.nodes.values()];
  const desired: Range = [nodes.filter((n) => n.run === true).length, nodes.filter((n) => n.run !== false).length];
  const block = view.spec.updateStrategy.rollingUpdate;
  const surge: Range = [scaled(block?.maxSurge ?? 0, desired[0]), scaled(block?.maxSurge ?? 0, desired[1])];
  const unavailable: Range = [
    scaled(block?.maxUnavailable ?? 0, desired[0]),
    scaled(block?.maxUnavailable ?? 0, desired[1]),
  ];
  if (surge[1] === 0 && unavailable[1] === 0) return { unavailable: [1, 1], surge };
  return { unavailable, surge };
}

function surges(view: DaemonView): boolean {
  const { type, rollingUpdate } = view.spec.updateStrategy;
  return type === 'RollingUpdate' && scaled(rollingUpdate?.maxSurge ?? 0, 1) > 0;
}

type Class = 'none' | 'excess' | 'both' | 'new' | 'old';

function classOf(view: DaemonView, node: NodeView): Class {
  const fresh = node.live.filter((pod) => isNew(view, pod)).length;
  const old = node.live.length - fresh;
  if (fresh > 1 || old > 1) return 'excess';
  if (fresh > 0 && old > 0) return 'both';
  if (fresh > 0) return 'new';
  return old > 0 ? 'old' : 'none';
}

const anyAvailable = (view: DaemonView, pods: readonly ReplayPod[]): boolean =>
  pods.some((pod) => isAvailable(view.state, pod));

export interface DaemonDeeds {
  /** nodes that get a pod because they have none */
  readonly placed: readonly string[];
  /** pods that are misplaced, ended, surplus, or that have their successor */
  readonly pruned: readonly ReplayPod[];
  /** nodes that get a second pod, pods that are deleted for the rollout */
  readonly surged: readonly NodeView[];
  readonly replaced: readonly ReplayPod[];
}

/** Sorts what a sync did by what it found, not by the reasons it gives. */
export function daemonDeedsOf(view: DaemonView, events: readonly TraceEvent[]): DaemonDeeds {
  const placed: string[] = [];
  const pruned: ReplayPod[] = [];
  const surged: NodeView[] = [];
  const replaced: ReplayPod[] = [];
  for (const event of events) {
    const node = view.nodes.get(event.node ?? '');
    if (node === undefined) continue;
    if (event.type === 'pod-created') {
      expect(event.revision, `${event.object} is made from another template`).toBe(view.set.revision);
      if (node.live.some((pod) => !hasEnded(pod))) surged.push(node);
      else placed.push(checkPlaced(view, node));
    } else if (event.type === 'pod-deletion-requested') {
      const pod = node.group.find((other) => other.object === event.object);
      expect(pod, `${event.object} is no pod of the set`).toBeDefined();
      if (pod === undefined) continue;
      if (isPruned(view, node, pod)) pruned.push(pod);
      else replaced.push(pod);
    }
  }
  return { placed, pruned, surged, replaced };
}

function checkPlaced(view: DaemonView, node: NodeView): string {
  expect(node.run, `${node.name} gets a pod, but should run none`).not.toBe(false);
  // Without surge anything that is still there, also on its way out, holds the next one back.
  const inTheWay = node.group.filter((pod) => !isDoubtful(view.state, pod));
  if (!surges(view)) expect(inTheWay, `${node.name} gets a pod beside another`).toEqual([]);
  return node.name;
}

/** Is this pod deleted by podsShouldBeOnNode, whatever the rollout says? */
function isPruned(view: DaemonView, node: NodeView, pod: ReplayPod): boolean {
  if (!node.exists) return pod.node === '';
  if (!node.stay || hasEnded(pod)) return true;
  const running = node.live.filter((other) => !hasEnded(other));
  if (running.length < 2) return false;
  if (!surges(view)) {
    expect(pod.object, 'the oldest pod goes, not the surplus').not.toBe(running[0]?.object);
    return true;
  }
  // The oldest of the newest template and the oldest other one stay, until the first can take over.
  const fresh = running.find((other) => other.revision === view.set.revision);
  const old = running.find((other) => other.revision !== view.set.revision);
  expect(pod, 'the successor goes').not.toBe(fresh);
  if (pod === old && fresh !== undefined) {
    expect(!pod.ready || isAvailable(view.state, fresh), `${pod.object} goes before its successor is available`).toBe(
      true,
    );
  }
  return true;
}

/** Every deed of a sync is one that the releases allow in this situation. */
export function checkDaemonDeeds(view: DaemonView, events: readonly TraceEvent[]): void {
  const deeds = daemonDeedsOf(view, events);
  const rollout = deeds.surged.length + deeds.replaced.length;
  const manage = deeds.placed.length + deeds.pruned.length;
  if (rollout + manage > 0) expect(view.set.deleting).toBe(false);
  expect(new Set(deeds.placed).size).toBe(deeds.placed.length);
  if (rollout === 0) return;
  expect(manage, 'a sync that puts nodes in order takes no step of the rollout').toBe(0);
  expect(view.spec.updateStrategy.type).toBe('RollingUpdate');
  for (const pod of deeds.replaced) expect(isNew(view, pod), `${pod.object} is replaced, but is new`).toBe(false);
  if (surges(view)) checkSurge(view, deeds);
  else checkReplacement(view, deeds);
}

/** maxSurge 0: old pods that are not available go outside the budget; available ones fill what is left of it. */
function checkReplacement(view: DaemonView, deeds: DaemonDeeds): void {
  const { state } = view;
  expect(deeds.surged).toEqual([]);
  let surely = 0;
  let perhaps = 0;
  const broken: string[] = [];
  const candidates: string[] = [];
  for (const node of view.nodes.values()) {
    const its = classOf(view, node);
    const available = anyAvailable(view, node.live);
    if (its === 'old') (available ? candidates : broken).push(node.name);
    if (its === 'none') {
      const there = node.group.some((pod) => !isDoubtful(state, pod));
      if (there || node.run === true) surely++;
      else if (node.group.length > 0 || node.run === null) perhaps++;
    } else if (its === 'excess' || its === 'both' || !available) {
      surely++;
    }
  }
  const { unavailable } = limitsOf(view);
  const targets = deeds.replaced.map((pod) => pod.target);
  expect(
    broken.filter((name) => !targets.includes(name)),
    'old pods that are not available are left',
  ).toEqual([]);
  const sound = targets.filter((name) => !broken.includes(name));
  expect(sound.length, 'more than maxUnavailable').toBeLessThanOrEqual(Math.max(0, unavailable[1] - surely));
  const least = Math.min(candidates.length, Math.max(0, unavailable[0] - surely - perhaps));
  expect(sound.length, 'fewer than the budget allows').toBeGreaterThanOrEqual(least);
}

/** maxSurge above 0: no old available pod of a wanted node goes before its successor is available. */
function checkSurge(view: DaemonView, deeds: DaemonDeeds): void {
  let surging = 0;
  let serving = 0;
  let wanted = 0;
  for (const node of view.nodes.values()) {
    const its = classOf(view, node);
    const [fresh, old] = [true, false].map((is) => node.live.filter((pod) => isNew(view, pod) === is));
    if (its === 'excess' || (its === 'both' && !anyAvailable(view, fresh ?? []))) surging++;
    if (its !== 'excess' && anyAvailable(view, its === 'new' ? (fresh ?? []) : (old ?? []))) serving++;
    if (node.run === true) wanted++;
    expect(node.exists || its !== 'old', 'a node that is no more ends the rollout in an error').toBe(true);
  }
  const sound = deeds.surged.filter((node) => anyAvailable(view, node.live));
  for (const node of deeds.surged) {
    expect(node.run, `${node.name} gets a second pod, but should run none`).not.toBe(false);
    expect(classOf(view, node), `${node.name} gets a second pod`).toBe('old');
  }
  expect(sound.length, 'more than maxSurge').toBeLessThanOrEqual(Math.max(0, limitsOf(view).surge[1] - surging));
  const succeeded = (pod: ReplayPod): boolean => {
    const live = view.nodes.get(pod.target)?.live ?? [];
    return anyAvailable(
      view,
      live.filter((other) => other !== pod && isNew(view, other)),
    );
  };
  const unwanted = deeds.replaced.filter((pod) => !succeeded(pod));
  for (const pod of unwanted) expect(view.nodes.get(pod.target)?.run, `${pod.object} goes`).not.toBe(true);
  const served = unwanted.filter((pod) => isAvailable(view.state, pod));
  expect(served.length, 'more pods of unwanted nodes go than are to spare').toBeLessThanOrEqual(
    Math.max(0, serving - wanted),
  );
}

const COUNTERS = [
  'desiredNumberScheduled',
  'currentNumberScheduled',
  'numberMisscheduled',
  'numberReady',
  'updatedNumberScheduled',
  'numberAvailable',
] as const;

/** updateDaemonSetStatus: each wanted node is judged on its first pod. */
export function checkDaemonStatus(view: DaemonView, events: readonly TraceEvent[]): void {
  const told = events.find((event) => event.type === 'status')?.status;
  if (told === undefined) return;
  const least = COUNTERS.map(() => 0);
  const most = COUNTERS.map(() => 0);
  for (const node of view.nodes.values()) {
    const cases = casesOf(view, node);
    COUNTERS.forEach((_, i) => {
      const values = cases.map((counts) => counts[i] ?? 0);
      least[i] = (least[i] ?? 0) + Math.min(...values);
      most[i] = (most[i] ?? 0) + Math.max(...values);
    });
  }
  COUNTERS.forEach((name, i) => {
    within(told[name], [least[i] ?? 0, most[i] ?? 0], name);
  });
  expect(told['numberUnavailable']).toBe((told['desiredNumberScheduled'] ?? 0) - (told['numberAvailable'] ?? 0));
}

/** What a node may add to the counters: one answer, unless something about it cannot be known. */
function casesOf(view: DaemonView, node: NodeView): number[][] {
  const sure = node.group.filter((pod) => !isDoubtful(view.state, pod));
  const unready = node.group.map((pod) => (isDoubtful(view.state, pod) ? { ...pod, ready: false } : pod));
  const groups = sure.length === node.group.length ? [node.group] : [node.group, sure, unready];
  const runs = node.run === null ? [true, false] : [node.run];
  return groups.flatMap((group) => runs.map((run) => countsOf(view, node, group, run)));
}

function countsOf(view: DaemonView, node: NodeView, group: readonly ReplayPod[], run: boolean): number[] {
  const first = group[0];
  if (!run) return [0, 0, node.exists && first !== undefined ? 1 : 0, 0, 0, 0];
  if (first === undefined) return [1, 0, 0, 0, 0, 0];
  return [1, 1, 0, Number(first.ready), Number(isNew(view, first)), Number(isAvailable(view.state, first))];
}
