/** The Eviction API (pkg/registry/core/pod/storage/eviction.go, 1.37.2): a deletion that budgets may refuse. */
import { deletePod } from '../core/api';
import type { Budget, Pod } from '../core/state';
import { reason, type World } from '../core/world';
import type { Reason } from '../trace';
import { budgetsOf, enqueueBudget } from './budget';

export type Evicted =
  | { readonly answer: 'taken' }
  /** 429: a client tries again */
  | { readonly answer: 'later'; readonly why: Reason }
  /** any other error: a client gives up */
  | { readonly answer: 'error'; readonly why: Reason };

const TAKEN: Evicted = { answer: 'taken' };

/**
 * POST of an eviction for a pod.
 * @param node name of the node that is drained, for the reason
 * @param graceSeconds absent: the pod's own
 */
export function evictPod(world: World, pod: Pod, node: string, graceSeconds?: number): Evicted {
  const take = (why: Reason): Evicted => {
    deletePod(world, pod, 'user', why, graceSeconds);
    return TAKEN;
  };
  const params = { pod: pod.name, node };
  // canIgnorePDB
  if (pod.deletedAt >= 0 || pod.phase !== 'Running') return take(reason('drain-evict', params));
  const [budget, ...more] = budgetsOf(world, pod);
  if (budget === undefined) return take(reason('drain-evict', params));
  const guarded = { ...params, budget: budget.spec.name };
  if (more.length > 0) {
    return { answer: 'error', why: reason('evict-refused-several', { ...params, budgets: more.length + 1 }) };
  }
  if (!pod.ready && unhealthyMayGo(budget)) return take(reason('drain-evict-unready', guarded));
  if (budget.observedGeneration < budget.generation || !budget.counted) {
    const code = budget.counted ? 'evict-refused-unseen' : 'evict-refused-uncounted';
    return { answer: 'later', why: reason(code, guarded) };
  }
  if (budget.disruptionsAllowed <= 0) {
    const { desiredHealthy, disrupted } = budget;
    // Those that were let go since the controller counted are not healthy any more.
    const currentHealthy = budget.currentHealthy - Object.keys(disrupted).length;
    return { answer: 'later', why: reason('evict-refused', { ...guarded, currentHealthy, desiredHealthy }) };
  }
  const allowed = budget.disruptionsAllowed--;
  budget.disrupted[pod.id] = world.state.now;
  enqueueBudget(world, budget);
  return take(reason('drain-evict-budget', { ...guarded, allowed }));
}

/** unhealthyPodEvictionPolicy: AlwaysAllow, or IfHealthyBudget while the others are enough. */
function unhealthyMayGo({ spec, currentHealthy, desiredHealthy }: Budget): boolean {
  return spec.alwaysEvictUnhealthy || (currentHealthy >= desiredHealthy && desiredHealthy > 0);
}
