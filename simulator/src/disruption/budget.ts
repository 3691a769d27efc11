/**
 * The disruption controller (pkg/controller/disruption, 1.37.2): how many pods of a PodDisruptionBudget may be evicted now.
 */
import type { Budget, Pod, State } from '../core/state';
import { LATENCY, plan, type World } from '../core/world';
import { matchesLabels } from '../placement/selectors';
import type { DisruptionBudget, IntOrPercent, LabelSelector } from '../workload';

/** DeletionTimeout: an evicted pod that is still there after so many milliseconds counts again. */
const DELETION_TIMEOUT = 120_000;

/** PUT of a budget: created, or its spec replaced. */
export function applyBudget(world: World, spec: DisruptionBudget): void {
  const { budgets } = world.state;
  let budget = budgets.find((other) => other.spec.name === spec.name);
  if (budget === undefined) {
    budget = {
      spec,
      generation: 1,
      observedGeneration: 0,
      queued: false,
      expectedPods: 0,
      currentHealthy: 0,
      desiredHealthy: 0,
      disruptionsAllowed: 0,
      counted: true,
      disrupted: {},
    };
    budgets.push(budget);
  } else if (JSON.stringify(budget.spec) !== JSON.stringify(spec)) {
    budget.spec = spec;
    budget.generation++;
  }
  enqueueBudget(world, budget);
}

/** DELETE of a budget. @returns was it there? */
export function deleteBudget(world: World, name: string): boolean {
  const { budgets } = world.state;
  const at = budgets.findIndex((budget) => budget.spec.name === name);
  if (at < 0) return false;
  budgets.splice(at, 1);
  return true;
}

/** addPod, updatePod, deletePod: the budgets that select the pod are worked out anew. */
export function podChanged(world: World, pod: Pod): void {
  for (const budget of budgetsOf(world, pod)) enqueueBudget(world, budget);
}

export function enqueueBudget(world: World, budget: Budget): void {
  if (budget.queued) return;
  budget.queued = true;
  plan(world.state, LATENCY.budget, 'budget', world.state.budgets.indexOf(budget));
}

/** The budgets that select a pod, by the labels that it has as an object. */
export function budgetsOf(world: World, pod: Pod): readonly Budget[] {
  return world.state.budgets.filter((budget) => selects(world, budget, pod));
}

/** Labels that a pod's ordinal decides, beside those of its template. */
const NAME_LABEL = 'statefulset.kubernetes.io/pod-name';
const INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/** What is known of a selector: whether it looks at the ordinal, and which templates' labels it matches. */
interface Selection {
  readonly byOrdinal: boolean;
  readonly matched: WeakMap<object, boolean>;
}
const selections = new WeakMap<LabelSelector, Selection>();

function selectionOf(selector: LabelSelector): Selection {
  const known = selections.get(selector);
  if (known !== undefined) return known;
  const keys = [
    ...Object.keys(selector.matchLabels ?? {}),
    ...(selector.matchExpressions ?? []).map((requirement) => requirement.key),
  ];
  const made = { byOrdinal: keys.includes(NAME_LABEL) || keys.includes(INDEX_LABEL), matched: new WeakMap() };
  selections.set(selector, made);
  return made;
}

/** Is the pod of the budget's namespace, and do its labels match? Pods of one template mostly share the answer. */
function selects({ state }: World, { spec }: Budget, pod: Pod): boolean {
  const { selector } = spec;
  const namespace = state.set?.spec.namespace ?? spec.namespace;
  if (selector === null || spec.namespace !== namespace) return false;
  const labels = state.templates[pod.template]?.labels ?? NONE;
  const selection = selectionOf(selector);
  if (selection.byOrdinal && pod.ordinal >= 0) {
    return matchesLabels(selector, { ...labels, [NAME_LABEL]: pod.name, [INDEX_LABEL]: String(pod.ordinal) });
  }
  const known = selection.matched.get(labels);
  if (known !== undefined) return known;
  const matches = matchesLabels(selector, labels);
  selection.matched.set(labels, matches);
  return matches;
}

const NONE: Readonly<Record<string, string>> = {};

/** trySync: the status is worked out from the pods as they are. */
export function syncBudgets(world: World): void {
  for (const budget of world.state.budgets) {
    if (!budget.queued) continue;
    budget.queued = false;
    syncBudget(world, budget);
  }
}

function syncBudget(world: World, budget: Budget): void {
  const { state } = world;
  const pods = state.pods.filter((pod): pod is Pod => pod != null && selects(world, budget, pod));
  const expected = expectedPods(state, budget.spec, pods);
  if (expected === null) {
    // failSafe: what cannot be counted is not disrupted.
    budget.counted = false;
    budget.disruptionsAllowed = 0;
    return;
  }
  budget.counted = true;
  const disrupted: Record<string, number> = {};
  for (const pod of pods) {
    const since = budget.disrupted[pod.id];
    if (since === undefined || pod.deletedAt >= 0) continue;
    if (since + DELETION_TIMEOUT <= state.now) continue;
    disrupted[pod.id] = since;
    plan(state, since + DELETION_TIMEOUT - state.now, 'budget-recheck', pod.id);
  }
  budget.disrupted = disrupted;
  budget.currentHealthy = pods.filter(
    (pod) => pod.deletedAt < 0 && disrupted[pod.id] === undefined && pod.ready,
  ).length;
  budget.desiredHealthy = expected.desired;
  budget.expectedPods = expected.count;
  budget.disruptionsAllowed = expected.count <= 0 ? 0 : Math.max(0, budget.currentHealthy - budget.desiredHealthy);
  budget.observedGeneration = budget.generation;
}

/** An evicted pod is still there after the timeout: the budgets that wait for it look again. */
export function recheckBudgets(world: World, pod: number): void {
  for (const budget of world.state.budgets) if (budget.disrupted[pod] !== undefined) enqueueBudget(world, budget);
}

/**
 * getExpectedPodCount: a number of pods that must stay needs no more than the pods; a percentage, and maxUnavailable,
 * need the scale of the controllers, which a DaemonSet does not have.
 * @returns null when that cannot be found
 */
function expectedPods(
  state: State,
  spec: DisruptionBudget,
  pods: readonly Pod[],
): { readonly count: number; readonly desired: number } | null {
  if (spec.maxUnavailable === undefined && typeof spec.minAvailable === 'number') {
    return { count: pods.length, desired: spec.minAvailable };
  }
  const count = scaleOf(state, pods);
  if (count === null) return null;
  if (spec.maxUnavailable !== undefined) {
    return { count, desired: Math.max(0, count - scaledUp(spec.maxUnavailable, count)) };
  }
  return { count, desired: spec.minAvailable === undefined ? 0 : scaledUp(spec.minAvailable, count) };
}

/** intstr.GetScaledValueFromIntOrPercent, rounded up. */
function scaledUp(value: IntOrPercent, of: number): number {
  return typeof value === 'number' ? value : Math.ceil((value.percent * of) / 100);
}

/** getExpectedScale: pods without a controller are left out; the StatefulSet counts with its replicas. */
function scaleOf(state: State, pods: readonly Pod[]): number | null {
  const owned = pods.filter((pod) => pod.owner !== 0);
  if (owned.length === 0) return 0;
  const { set } = state;
  if (set?.spec.kind !== 'StatefulSet' || owned.some((pod) => pod.owner !== set.uid)) return null;
  return set.spec.replicas;
}
