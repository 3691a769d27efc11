/** Does a pod fit a node? The scheduler's filters, as far as these workloads need them (pkg/scheduler/framework/plugins, 1.37.2). */
import { templateOf } from '../core/api';
import type { Node, Pod } from '../core/state';
import { reason, type World } from '../core/world';
import type { Reason } from '../trace';
import type { PodAffinityTerm, PodTemplate, Taint, Toleration } from '../workload';
import { matchesLabels, matchesNodeSelector, matchesNodeTerms } from './selectors';
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

function affinityConflict(world: World, pod: Pod, template: PodTemplate, node: Node, params: Params): Reason | null {
  const anti = template.requiredPodAntiAffinity ?? [];
  const pro = template.requiredPodAffinity ?? [];
  const { state } = world;
  const symmetric = state.templates.some((other) => (other.requiredPodAntiAffinity ?? []).length > 0);
  if (anti.length === 0 && pro.length === 0 && !symmetric) return null;
  const conflict = reason('scheduler-pod-affinity', params);
  const selects = (term: PodAffinityTerm, other: PodTemplate): boolean =>
    term.labelSelector !== undefined && matchesLabels(term.labelSelector, other.labels);
  const met = pro.map(() => false);
  const anywhere = pro.map(() => false);
  for (const there of state.nodes) {
    for (const other of holders(world, there)) {
      if (other.id === pod.id) continue;
      const its = templateOf(world, other);
      const shares = (key: string): boolean => node.labels[key] !== undefined && node.labels[key] === there.labels[key];
      for (const term of anti) if (shares(term.topologyKey) && selects(term, its)) return conflict;
      for (const term of its.requiredPodAntiAffinity ?? []) {
        if (shares(term.topologyKey) && selects(term, template)) return conflict;
      }
      pro.forEach((term, i) => {
        if (!selects(term, its)) return;
        anywhere[i] = true;
        if (shares(term.topologyKey)) met[i] = true;
      });
    }
  }
  // The first pod of a group that wants to be with its own kind may go anywhere that has the topology.
  const ok = pro.every(
    (term, i) =>
      met[i] === true ||
      (anywhere[i] !== true && selects(term, template) && node.labels[term.topologyKey] !== undefined),
  );
  return ok ? null : conflict;
}
