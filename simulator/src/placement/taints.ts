/** Taints and tolerations: component-helpers/scheduling/corev1, and what is added to a pod's tolerations on its way (1.37.2). */
import type { PodTemplate, Taint, Toleration } from '../workload';

export const NOT_READY = 'node.kubernetes.io/not-ready';
export const UNREACHABLE = 'node.kubernetes.io/unreachable';
export const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable';
export const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Toleration.ToleratesTaint. @param comparisons are the operators Lt and Gt known (gate TaintTolerationComparisonOperators)? */
export function tolerates(toleration: Toleration, taint: Taint, comparisons: boolean): boolean {
  if (toleration.effect !== undefined && toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== undefined && toleration.key !== '' && toleration.key !== taint.key) return false;
  const value = taint.value ?? '';
  switch (toleration.operator ?? 'Equal') {
    case 'Equal':
      // An empty key with Equal matches only a taint with an empty key.
      return (toleration.value ?? '') === value && ((toleration.key ?? '') !== '' || taint.key === '');
    case 'Exists':
      return true;
    case 'Lt':
    case 'Gt': {
      if (!comparisons || !/^-?(0|[1-9]\d*)$/.test(value) || !/^-?(0|[1-9]\d*)$/.test(toleration.value ?? ''))
        return false;
      const actual = BigInt(value);
      const bound = BigInt(toleration.value ?? '');
      return toleration.operator === 'Lt' ? actual < bound : actual > bound;
    }
  }
}

/** FindMatchingUntoleratedTaint: the first taint of one of the effects that nothing tolerates. */
export function untolerated(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  effects: readonly Taint['effect'][],
  comparisons: boolean,
): Taint | null {
  for (const taint of taints) {
    if (!effects.includes(taint.effect)) continue;
    if (!tolerations.some((toleration) => tolerates(toleration, taint, comparisons))) return taint;
  }
  return null;
}

function exists(key: string, effect: Taint['effect']): Toleration {
  return { key, operator: 'Exists', effect };
}

/**
 * util.AddOrUpdateDaemonPodTolerations: what the controller adds to every daemon pod. One of the template that differs
 * in its seconds alone is replaced (AddOrUpdateTolerationInPodSpec).
 */
export function daemonTolerations(template: Pick<PodTemplate, 'tolerations' | 'hostNetwork'>): readonly Toleration[] {
  const added = addedTolerations(template.hostNetwork);
  const replaced = (own: Toleration): boolean =>
    own.operator === 'Exists' &&
    (own.value ?? '') === '' &&
    added.some(({ key, effect }) => key === own.key && effect === own.effect);
  return [...template.tolerations.filter((own) => !replaced(own)), ...added];
}

function addedTolerations(hostNetwork: boolean): readonly Toleration[] {
  return [
    exists(NOT_READY, 'NoExecute'),
    exists(UNREACHABLE, 'NoExecute'),
    exists('node.kubernetes.io/disk-pressure', 'NoSchedule'),
    exists('node.kubernetes.io/memory-pressure', 'NoSchedule'),
    exists('node.kubernetes.io/pid-pressure', 'NoSchedule'),
    exists(UNSCHEDULABLE, 'NoSchedule'),
    ...(hostNetwork ? [exists('node.kubernetes.io/network-unavailable', 'NoSchedule')] : []),
  ];
}

/** Seconds that the admission plugin DefaultTolerationSeconds lets a pod stay on a node that is not ready or unreachable. */
const DEFAULT_TOLERATION_SECONDS = 300;

/** DefaultTolerationSeconds (plugin/pkg/admission/defaulttolerationseconds): for pods that do not say it themselves. */
export function admittedTolerations(template: PodTemplate): readonly Toleration[] {
  const said = (key: string): boolean =>
    template.tolerations.some(
      (toleration) =>
        ((toleration.key ?? '') === '' || toleration.key === key) &&
        ((toleration.effect ?? '') === '' || toleration.effect === 'NoExecute'),
    );
  return [
    ...template.tolerations,
    ...[NOT_READY, UNREACHABLE]
      .filter((key) => !said(key))
      .map((key) => ({ ...exists(key, 'NoExecute'), tolerationSeconds: DEFAULT_TOLERATION_SECONDS })),
  ];
}

/**
 * How long a pod may stay on a node with these NoExecute taints: tainteviction.processPodOnNode.
 * @returns seconds; 0: evicted at once; null: for ever
 */
export function bearsFor(
  taints: readonly Taint[],
  tolerations: readonly Toleration[],
  comparisons: boolean,
): number | null {
  let least: number | null = null;
  for (const taint of taints) {
    if (taint.effect !== 'NoExecute') continue;
    const match = tolerations.find((toleration) => tolerates(toleration, taint, comparisons));
    if (match === undefined) return 0;
    if (match.tolerationSeconds === undefined) continue;
    if (match.tolerationSeconds <= 0) return 0;
    if (least === null || match.tolerationSeconds < least) least = match.tolerationSeconds;
  }
  return least;
}
