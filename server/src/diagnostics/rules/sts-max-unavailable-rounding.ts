import { MAX_UNAVAILABLE, replicasOf, rolls, statefulSetBudget } from '../knowledge/rollout';
import { inspectionRule } from '../rule';

/**
 * A StatefulSet rounds the percentage of maxUnavailable down, and never below 1 (getStatefulSetMaxUnavailable); a
 * DaemonSet rounds up. The API's own description says that it is rounded up.
 */
export const stsMaxUnavailableRounding = inspectionRule({
  id: 'sts-max-unavailable-rounding',
  category: 'style',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'maxUnavailable {written} of {replicas} replicas is {pods}: a StatefulSet rounds percentages down, and never below 1.',
      ja: 'レプリカ {replicas} 個に対する maxUnavailable {written} は {pods} 個です。StatefulSet では割合は切り捨てで、最小は 1 です。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const budget = statefulSetBudget(effective);
    if (!budget || budget.percent === null || !rolls(effective)) return;
    const replicas = replicasOf(effective);
    if (replicas < 1 || (budget.percent * replicas) % 100 === 0) return;
    yield {
      path: MAX_UNAVAILABLE,
      at: 'value',
      params: { written: budget.shown, replicas, pods: budget.of(replicas, 1) },
    };
  },
});
