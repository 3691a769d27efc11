/** Which nodes a DaemonSet wants (daemon_controller.go, nodeShouldRunDaemonPod; 1.32.9 to 1.37.2). */
import type { Node } from '../core/state';
import { reason, type World } from '../core/world';
import { taintsOf } from '../placement/fits';
import { matchesNodeSelector, matchesNodeTerms } from '../placement/selectors';
import { daemonTolerations, untolerated } from '../placement/taints';
import type { Reason } from '../trace';
import type { DaemonSetWorkload, Toleration } from '../workload';

export interface Placement {
  /** a pod should be made for the node */
  readonly run: boolean;
  /** a pod that is there may stay */
  readonly stay: boolean;
  /** why not, when `run` is false */
  readonly why: Reason | null;
}

const WANTED: Placement = { run: true, stay: true, why: null };

/** Tolerations of the set's pods; computed once for many nodes. */
export function tolerationsFor(spec: DaemonSetWorkload): readonly Toleration[] {
  return daemonTolerations(spec.template);
}

export function placementOn(
  world: World,
  spec: DaemonSetWorkload,
  tolerations: readonly Toleration[],
  node: Node,
): Placement {
  const { template } = spec;
  const no = (
    code: 'ds-excluded-name' | 'ds-excluded-selector' | 'ds-excluded-affinity',
    more: Record<string, string> = {},
  ): Placement => ({
    run: false,
    stay: false,
    why: reason(code, { node: node.name, ...more }),
  });
  if (template.nodeName !== undefined && template.nodeName !== '' && template.nodeName !== node.name) {
    return no('ds-excluded-name', { wanted: template.nodeName });
  }
  if (template.nodeSelector !== undefined && !matchesNodeSelector(template.nodeSelector, node.labels)) {
    const [key, value] = Object.entries(template.nodeSelector).find(
      ([name, wanted]) => node.labels[name] !== wanted,
    ) ?? ['', ''];
    return no('ds-excluded-selector', { label: `${key}=${value}` });
  }
  if (
    template.requiredNodeAffinity !== undefined &&
    !matchesNodeTerms(template.requiredNodeAffinity, node.name, node.labels)
  ) {
    return no('ds-excluded-affinity');
  }
  const taints = taintsOf(node);
  if (taints.length === 0) return WANTED;
  const comparisons = world.gates.enabled('TaintTolerationComparisonOperators');
  const taint = untolerated(taints, tolerations, ['NoSchedule', 'NoExecute'], comparisons);
  if (taint === null) return WANTED;
  const evicting = untolerated(taints, tolerations, ['NoExecute'], comparisons);
  const shown = evicting ?? taint;
  return {
    run: false,
    stay: evicting === null,
    why: reason('ds-excluded-taint', {
      node: node.name,
      taint: `${shown.key}${shown.value ? `=${shown.value}` : ''}:${shown.effect}`,
    }),
  };
}
