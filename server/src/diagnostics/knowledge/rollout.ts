/** What a rollout of the two controllers may take away at once: budgets scaled as the controllers scale them. */
import type { Json } from '../../apiServer/index';
import { get, number, text } from '../read';

/** A budget as it is written: a number of pods, or a percentage. */
export interface Budget {
  readonly percent: number | null;
  /** as it is written */
  readonly shown: string;
  /** pods out of `total`, never below `least` */
  of(total: number, least?: number): number;
}

/**
 * A budget that may be a number or a percentage (`intstr.GetScaledValueFromIntOrPercent`).
 * @param rounding a StatefulSet rounds percentages down (`getStatefulSetMaxUnavailable`), a DaemonSet up
 * @returns null for what is neither
 */
export function budgetOf(json: Json | undefined, rounding: 'up' | 'down'): Budget | null {
  if (typeof json === 'number') {
    return { percent: null, shown: String(json), of: (_, least = 0) => Math.max(json, least) };
  }
  const match = typeof json === 'string' ? /^(\d{1,3})%$/.exec(json) : null;
  if (!match) return null;
  const percent = Number(match[1]);
  const round = rounding === 'up' ? Math.ceil : Math.floor;
  return { percent, shown: `${percent}%`, of: (total, least = 0) => Math.max(round((percent * total) / 100), least) };
}

/** `spec.replicas` as it is stored: 1 where nothing is written. */
export function replicasOf(effective: Json): number {
  return number(get(effective, 'spec', 'replicas')) ?? 1;
}

/** `spec.ordinals.start` as it is stored: 0 where nothing is written or the release drops it. */
export function startOf(effective: Json): number {
  return number(get(effective, 'spec', 'ordinals', 'start')) ?? 0;
}

/** Does a change of the template replace pods by itself? */
export function rolls(effective: Json): boolean {
  return text(get(effective, 'spec', 'updateStrategy', 'type')) === 'RollingUpdate';
}

export const MAX_UNAVAILABLE = ['spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'] as const;
export const MAX_SURGE = ['spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'] as const;

/** The most pods that a StatefulSet's rollout has unavailable at once, as its release counts. */
export function statefulSetBudget(effective: Json): Budget | null {
  return budgetOf(get(effective, ...MAX_UNAVAILABLE), 'down');
}

/** The surge of a DaemonSet's rollout; null where it deletes before it creates. */
export function surgeOf(effective: Json): Budget | null {
  if (!rolls(effective)) return null;
  const surge = budgetOf(get(effective, ...MAX_SURGE), 'up');
  return surge && surge.of(100) > 0 ? surge : null;
}
