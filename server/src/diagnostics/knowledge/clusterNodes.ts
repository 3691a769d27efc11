/** Which nodes of the inventory a workload's pods may run on, and what keeps them off the others. */
import { daemonTolerations, matchesNodeTerms, tolerates } from '../../../../simulator/src/index';
import { parseQuantity } from '../../apiServer/index';
import type { JsonObject } from '../read';
import type { ClusterNode, RuleContext } from '../rule';
import {
  ARCH,
  HOSTNAME,
  type NodeRequirement,
  OS,
  type Placement,
  POD,
  placementOf,
  placementOfPod,
  presentName,
} from './placement';
import { podRequests } from './requests';

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** The first thing that keeps the pods off a node, in the scheduler's order. */
export type Misfit =
  | { readonly node: ClusterNode; readonly because: 'name' | 'selector' | 'affinity' | 'cordon' }
  | { readonly node: ClusterNode; readonly because: 'taint'; readonly taint: Taint }
  | { readonly node: ClusterNode; readonly because: 'resource'; readonly resource: string };

export interface NodeFit {
  readonly fitting: readonly ClusterNode[];
  readonly misfits: readonly Misfit[];
}

const fits = new WeakMap<object, { readonly nodes: readonly ClusterNode[]; readonly fit: NodeFit }>();

/**
 * Each node of the inventory held against the workload: node name, selector, required affinity, cordon (of sets), taints
 * that stay, requests of one pod on an empty node. Other pods are not looked at.
 * Upstream: the scheduler's filters NodeName, NodeAffinity, NodeUnschedulable, TaintToleration and NodeResourcesFit
 * (1.32 to 1.37), with the tolerations that the DaemonSet controller adds.
 * @returns undefined where the workspace knows no nodes; the rule declares the kind Node
 */
export function nodeFit(context: Pick<RuleContext, 'nodes' | 'judgement' | 'object'>): NodeFit | undefined {
  const { nodes } = context;
  if (nodes.length === 0) return undefined;
  const { effective } = context.judgement;
  if (effective === null || typeof effective !== 'object') return undefined;
  const before = fits.get(effective);
  if (before && before.nodes.length === nodes.length && before.nodes.every((node, i) => node === nodes[i])) {
    return before.fit;
  }
  const placement = placementOf(effective);
  const daemon = context.object.kind === 'DaemonSet';
  const tolerations = daemon
    ? daemonTolerations({ tolerations: placement.tolerations, hostNetwork: placement.spec['hostNetwork'] === true })
    : placement.tolerations;
  const fitting: ClusterNode[] = [];
  const misfits: Misfit[] = [];
  for (const node of nodes) {
    const misfit = misfitOf(node, placement, tolerations, daemon);
    if (misfit) misfits.push(misfit);
    else fitting.push(node);
  }
  const fit = { fitting, misfits };
  fits.set(effective, { nodes, fit });
  return fit;
}

/** The nodes that {@link nodeFit} leaves. */
export function fittingNodes(
  context: Pick<RuleContext, 'nodes' | 'judgement' | 'object'>,
): readonly ClusterNode[] | undefined {
  return nodeFit(context)?.fitting;
}

function misfitOf(
  node: ClusterNode,
  placement: Placement,
  tolerations: Parameters<typeof untolerated>[1],
  daemon: boolean,
): Misfit | null {
  if (placement.nodeName !== '' && placement.nodeName !== node.name) return { node, because: 'name' };
  if (!placement.nodeSelector.every((requirement) => holds(requirement, node))) return { node, because: 'selector' };
  const { terms } = placement;
  if (
    terms !== null &&
    !terms.some((term) => term.requirements.length > 0 && term.requirements.every((each) => holds(each, node)))
  ) {
    return { node, because: 'affinity' };
  }
  if (!daemon && node.unschedulable && !tolerations.some((each) => tolerates(each, CORDON, false))) {
    return { node, because: 'cordon' };
  }
  const taint = untolerated(node, tolerations);
  if (taint) return { node, because: 'taint', taint };
  for (const [resource, { nano }] of podRequests(placement.spec, POD)) {
    const free = allocatableOf(node, resource);
    if (nano > 0n && free !== undefined && nano > free) return { node, because: 'resource', resource };
  }
  return null;
}

/** Does a DaemonSet with a pod of that spec run on the node? (`nodeShouldRunDaemonPod`: resources are not looked at) */
export function runsDaemon(node: ClusterNode, spec: JsonObject): boolean {
  const placement = { ...placementOfPod(spec, []), labels: {}, replicas: 1 };
  const tolerations = daemonTolerations({
    tolerations: placement.tolerations,
    hostNetwork: spec['hostNetwork'] === true,
  });
  const misfit = misfitOf(node, placement, tolerations, true);
  return misfit === null || misfit.because === 'resource';
}

const CORDON: Taint = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };
/** taints of a passing state of the node */
const PASSING = /^node\.(cloudprovider\.)?kubernetes\.io\/|^(ToBeDeleted|DeletionCandidateOf)ClusterAutoscaler$/;

/** Taints that stay on a node and keep pods away. */
export function lastingTaints(node: ClusterNode): readonly Taint[] {
  return node.taints.flatMap(({ key, value, effect }) =>
    (effect === 'NoSchedule' || effect === 'NoExecute') && !PASSING.test(key) ? [{ key, value, effect }] : [],
  );
}

function untolerated(node: ClusterNode, tolerations: readonly Parameters<typeof tolerates>[0][]): Taint | undefined {
  return lastingTaints(node).find((taint) => !tolerations.some((each) => tolerates(each, taint, false)));
}

/** Does a node meet a requirement? A label that its kubelet sets by itself and the inventory leaves out is met. */
export function holds(requirement: NodeRequirement, node: ClusterNode): boolean {
  const { key, operator, values, on } = requirement;
  if (on === 'field') return matchesNodeTerms([{ matchFields: [{ key, operator, values }] }], node.name, {});
  const labels = labelsOf(node);
  if (labels[key] === undefined && presentName(key) === ARCH) return true;
  return matchesNodeTerms([{ matchExpressions: [{ key, operator, values }] }], node.name, labels);
}

const completed = new WeakMap<ClusterNode, Readonly<Record<string, string>>>();

/** Labels of a node with those that its kubelet and cloud controller set by themselves: host name, operating system, old names. */
export function labelsOf(node: ClusterNode): Readonly<Record<string, string>> {
  const before = completed.get(node);
  if (before) return before;
  const labels: Record<string, string> = {
    [HOSTNAME]: node.name,
    [OS]: node.labels['beta.kubernetes.io/os'] ?? 'linux',
  };
  Object.assign(labels, node.labels);
  for (const [old, key] of PAIRS) {
    const value = labels[key] ?? labels[old];
    if (value !== undefined) {
      labels[key] = value;
      labels[old] = value;
    }
  }
  completed.set(node, labels);
  return labels;
}

const PAIRS = [
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
].map((old) => [old, presentName(old)] as const);

/**
 * How much of a resource a node can give, in billionths.
 * @returns undefined: not known. A node that tells of cpu or memory and not of an extended resource has none of it.
 */
export function allocatableOf(node: ClusterNode, resource: string): bigint | undefined {
  const written = node.allocatable[resource];
  if (written !== undefined) return parseQuantity(written)?.nano;
  const told = node.allocatable['cpu'] !== undefined && node.allocatable['memory'] !== undefined;
  return told && (resource.includes('/') || resource.startsWith('hugepages-')) ? 0n : undefined;
}

/** Values of a label over nodes, each once. */
export function valuesOn(nodes: readonly ClusterNode[], label: string): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => labelsOf(node)[label] ?? []));
}

/** Does the inventory tell the labels of its nodes at all? */
export function tellsLabels(nodes: readonly ClusterNode[]): boolean {
  return nodes.some((node) => Object.keys(node.labels).length > 0);
}
