/** Does a pod fit a node? The scheduler's filters, as far as these workloads need them (pkg/scheduler/framework/plugins, 1.37.2). */
import { templateOf } from '../core/api';
import type { Node, Pod } from '../core/state';
import { reason, type World } from '../core/world';
import type { Reason } from '../trace';
import type { PodAffinityTerm, PodTemplate, Taint, Toleration } from '../workload';
import { matchesLabels, matchesNodeSelector, matchesNodeTerms } from './selectors';
import { spreadConflict } from './spread';
import { admittedTolerations, daemonTolerations, untolerated } from './taints';

export function taintsOf(node: Node): readonly Taint[] {
  if (node.systemTaints.length === 0) return node.taints;
  return node.taints.length === 0 ? node.systemTaints : [...node.taints, ...node.systemTaints];
}

/** Tolerations of a pod of this template, as it is stored. */
export function tolerationsOf(template: PodTemplate, daemon: boolean): readonly Toleration[] {
  return daemon ? daemonTolerations(template) : admittedTolerations(template);
}

/** @returns null when it fits, else the first filter that says no */
export function misfit(world: World, pod: Pod, node: Node, tolerations: readonly Toleration[]): Reason | null {
  const template = templateOf(world, pod);
  const daemon = pod.target >= 0;
  const params = { pod: pod.name, node: node.name };
  if (!node.exists || (daemon && node.index !== pod.target)) return reason('scheduler-no-node', params);
  const missing = pod.claims.find((claim) => world.state.claims[claim]?.deleting !== false);
  if (missing !== undefined) return reason('scheduler-claim', { ...params, claim: missing });
  const taints = taintsOf(node);
  if (taints.length > 0) {
    const comparisons = world.gates.enabled('TaintTolerationComparisonOperators');
    const taint = untolerated(taints, tolerations, ['NoSchedule', 'NoExecute'], comparisons);
    if (taint !== null) return reason('scheduler-taints', { ...params, taint: `${taint.key}:${taint.effect}` });
  }
  if (template.nodeName !== undefined && template.nodeName !== '' && template.nodeName !== node.name) {
    return reason('scheduler-affinity', params);
  }
  if (!matchesNodeSelector(template.nodeSelector, node.labels)) return reason('scheduler-affinity', params);
  if (
    !daemon &&
    template.requiredNodeAffinity !== undefined &&
    !matchesNodeTerms(template.requiredNodeAffinity, node.name, node.labels)
  ) {
    return reason('scheduler-affinity', params);
  }
  return (
    portConflict(world, template, node, params) ??
    shortage(world, template, node, params) ??
    spreadConflict(world, pod, node, taintsOf, tolerations) ??
    affinityConflict(world, pod, template, node, params)
  );
}

type Params = Readonly<Record<string, string>>;

/** Pods on a node that still hold what they took: those that have ended do not. */
function holders(world: World, node: Node): Pod[] {
  const found: Pod[] = [];
  for (const id of node.pods) {
    const pod = world.state.pods[id];
    if (pod != null && pod.phase !== 'Failed' && pod.phase !== 'Succeeded') found.push(pod);
  }
  return found;
}

function portConflict(world: World, template: PodTemplate, node: Node, params: Params): Reason | null {
  if (template.hostPorts.length === 0) return null;
  for (const other of holders(world, node)) {
    for (const used of templateOf(world, other).hostPorts) {
      for (const wanted of template.hostPorts) {
        const anywhere = (ip: string): boolean => ip === '' || ip === '0.0.0.0';
        const sameIp = anywhere(used.hostIP) || anywhere(wanted.hostIP) || used.hostIP === wanted.hostIP;
        if (used.port === wanted.port && used.protocol === wanted.protocol && sameIp) {
          return reason('scheduler-ports', { ...params, port: wanted.port, holder: other.name });
        }
      }
    }
  }
  return null;
}

function shortage(world: World, template: PodTemplate, node: Node, params: Params): Reason | null {
  if (node.capacity === null) return null;
  let cpu = template.requests.cpuMillis;
  let memory = template.requests.memoryBytes;
  let pods = 1;
  for (const other of holders(world, node)) {
    const { requests } = templateOf(world, other);
    cpu += requests.cpuMillis;
    memory += requests.memoryBytes;
    pods++;
  }
  if (pods > node.capacity.pods) return reason('scheduler-resources', { ...params, resource: 'pods' });
  if (template.requests.cpuMillis > 0 && cpu > node.capacity.cpuMillis) {
    return reason('scheduler-resources', { ...params, resource: 'cpu' });
  }
  if (template.requests.memoryBytes > 0 && memory > node.capacity.memoryBytes) {
    return reason('scheduler-resources', { ...params, resource: 'memory' });
  }
  return null;
}

/** What required pod affinity and anti-affinity leave to a pod: worked out once for all nodes. */
interface AffinityView {
  readonly pod: number;
  readonly seq: number;
  readonly events: number;
  /** topology keys of anti-affinity, and the topologies (`key=value`) that it keeps the pod away from */
  readonly keys: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
  /** for each affinity term: its key, where its pods are, and may a first pod go anywhere? */
  readonly wanted: readonly { readonly key: string; readonly at: ReadonlySet<string>; readonly first: boolean }[];
}

const views = new WeakMap<World, AffinityView>();

/** The view of a pod; nothing that it depends on changes between two nodes of one look. */
function affinityView(world: World, pod: Pod, template: PodTemplate): AffinityView {
  const { seq } = world.state;
  const events = world.journal.length;
  const known = views.get(world);
  if (known !== undefined && known.pod === pod.id && known.seq === seq && known.events === events) return known;
  const anti = template.requiredPodAntiAffinity ?? [];
  const pro = template.requiredPodAffinity ?? [];
  const selects = (term: PodAffinityTerm, other: PodTemplate): boolean =>
    term.labelSelector !== undefined && matchesLabels(term.labelSelector, other.labels);
  const blocked = new Set<string>();
  const at = pro.map(() => new Set<string>());
  const anywhere = pro.map(() => false);
  for (const node of world.state.nodes) {
    if (node.pods.length === 0) continue;
    for (const other of holders(world, node)) {
      if (other.id === pod.id) continue;
      const its = templateOf(world, other);
      for (const term of anti) if (selects(term, its)) note(blocked, node, term.topologyKey);
      for (const term of its.requiredPodAntiAffinity ?? []) {
        if (selects(term, template)) note(blocked, node, term.topologyKey);
      }
      pro.forEach((term, i) => {
        if (!selects(term, its)) return;
        anywhere[i] = true;
        note(at[i] ?? blocked, node, term.topologyKey);
      });
    }
  }
  const wanted = pro.map((term, i) => ({
    key: term.topologyKey,
    at: at[i] ?? blocked,
    // The first pod of a group that wants to be with its own kind may go anywhere that has the topology.
    first: anywhere[i] !== true && selects(term, template),
  }));
  const keys = new Set(
    [template, ...world.state.templates].flatMap((each) =>
      (each.requiredPodAntiAffinity ?? []).map((term) => term.topologyKey),
    ),
  );
  const view: AffinityView = { pod: pod.id, seq, events, keys, blocked, wanted };
  views.set(world, view);
  return view;
}

function topologyOf(node: Node, key: string): string | undefined {
  const value = node.labels[key];
  return value === undefined ? undefined : `${key}=${value}`;
}

function note(topologies: Set<string>, node: Node, key: string): void {
  const topology = topologyOf(node, key);
  if (topology !== undefined) topologies.add(topology);
}

function affinityConflict(world: World, pod: Pod, template: PodTemplate, node: Node, params: Params): Reason | null {
  const own = (template.requiredPodAntiAffinity ?? []).length + (template.requiredPodAffinity ?? []).length;
  const others = world.state.templates.some((other) => (other.requiredPodAntiAffinity ?? []).length > 0);
  if (own === 0 && !others) return null;
  const view = affinityView(world, pod, template);
  let away = true;
  for (const key of view.keys) if (view.blocked.has(topologyOf(node, key) ?? '')) away = false;
  const together = view.wanted.every(({ key, at, first }) => {
    const topology = topologyOf(node, key);
    return topology !== undefined && (first || at.has(topology));
  });
  return away && together ? null : reason('scheduler-pod-affinity', params);
}
