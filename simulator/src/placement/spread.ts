/**
 * topologySpreadConstraints that must hold (pkg/scheduler/framework/plugins/podtopologyspread, 1.37.2): how many pods a
 * topology may have more than the one that has fewest.
 */
import { templateOf } from '../core/api';
import type { Node, Pod } from '../core/state';
import { reason, type World } from '../core/world';
import type { Reason } from '../trace';
import type { PodTemplate, SpreadConstraint, Taint, Toleration } from '../workload';
import { matchesLabels, matchesNodeSelector, matchesNodeTerms } from './selectors';
import { untolerated } from './taints';

/** One constraint, with the pods that count in each topology. */
interface Counted {
  readonly constraint: SpreadConstraint;
  /** does the pod itself count? */
  readonly self: 0 | 1;
  readonly pods: ReadonlyMap<string, number>;
  readonly least: number;
}

interface SpreadView {
  readonly pod: number;
  readonly seq: number;
  readonly events: number;
  readonly counted: readonly Counted[];
}

const views = new WeakMap<World, SpreadView>();

/** @returns null when the node keeps all constraints */
export function spreadConflict(
  world: World,
  pod: Pod,
  node: Node,
  taintsOf: (node: Node) => readonly Taint[],
  tolerations: readonly Toleration[],
): Reason | null {
  const constraints = templateOf(world, pod).topologySpread ?? [];
  if (constraints.length === 0) return null;
  for (const { constraint, self, pods, least } of viewOf(world, pod, constraints, taintsOf, tolerations).counted) {
    const value = node.labels[constraint.topologyKey];
    const skew = value === undefined ? Number.POSITIVE_INFINITY : (pods.get(value) ?? 0) + self - least;
    if (skew > constraint.maxSkew) {
      return reason('scheduler-spread', { pod: pod.name, node: node.name, key: constraint.topologyKey });
    }
  }
  return null;
}

/** Worked out once for all nodes of one look. */
function viewOf(
  world: World,
  pod: Pod,
  constraints: readonly SpreadConstraint[],
  taintsOf: (node: Node) => readonly Taint[],
  tolerations: readonly Toleration[],
): SpreadView {
  const { seq } = world.state;
  const events = world.journal.length;
  const known = views.get(world);
  if (known !== undefined && known.pod === pod.id && known.seq === seq && known.events === events) return known;
  const template = templateOf(world, pod);
  const comparisons = world.gates.enabled('TaintTolerationComparisonOperators');
  const counted = constraints.map((constraint): Counted => {
    const counts = (other: PodTemplate): boolean =>
      constraint.labelSelector !== undefined &&
      matchesLabels(constraint.labelSelector, other.labels) &&
      (!constraint.sameRevision || other === template) &&
      constraint.matchLabelKeys.every((key) => other.labels[key] === template.labels[key]);
    const pods = new Map<string, number>();
    for (const node of world.state.nodes) {
      if (!node.exists || !constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined)) continue;
      if (constraint.honorAffinity && !matches(template, node)) continue;
      if (constraint.honorTaints && !tolerated(taintsOf(node), tolerations, comparisons)) continue;
      const value = node.labels[constraint.topologyKey] ?? '';
      let found = pods.get(value) ?? 0;
      for (const id of node.pods) {
        const other = world.state.pods[id];
        if (other != null && other.id !== pod.id && other.deletedAt < 0 && counts(templateOf(world, other))) found++;
      }
      pods.set(value, found);
    }
    const least = pods.size < constraint.minDomains ? 0 : Math.min(...pods.values());
    return { constraint, self: counts(template) ? 1 : 0, pods, least: Number.isFinite(least) ? least : 0 };
  });
  const view: SpreadView = { pod: pod.id, seq, events, counted };
  views.set(world, view);
  return view;
}

function matches(template: PodTemplate, node: Node): boolean {
  const { requiredNodeAffinity, nodeSelector } = template;
  if (!matchesNodeSelector(nodeSelector, node.labels)) return false;
  return requiredNodeAffinity === undefined || matchesNodeTerms(requiredNodeAffinity, node.name, node.labels);
}

function tolerated(taints: readonly Taint[], tolerations: readonly Toleration[], comparisons: boolean): boolean {
  return untolerated(taints, tolerations, ['NoSchedule', 'NoExecute'], comparisons) === null;
}
