import { fix, mend } from '../fixing';
import { clusterStoreOf, majorityOf } from '../knowledge/clusterStores';
import { MAX_UNAVAILABLE, replicasOf, rolls, statefulSetBudget } from '../knowledge/rollout';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

/**
 * maxUnavailable of a StatefulSet counts from the releases on that do not drop it (gate MaxUnavailableStatefulSet: 1.35.0
 * to 1.35.3, and 1.37): so many pods are deleted together, whatever runs in them (updateStatefulSet).
 */
export const stsMaxUnavailableOutage = inspectionRule({
  id: 'sts-max-unavailable-outage',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'maxUnavailable {written} takes all {replicas} replicas down at the same moment at every rollout.',
      ja: 'maxUnavailable {written} では、ロールアウトのたびに {replicas} 個のレプリカがすべて同時に停止します。',
    },
    quorum: {
      en: 'maxUnavailable {written} takes {down} of {replicas} {store} members down together at every rollout: fewer than the {majority} that a majority needs are left.',
      ja: 'maxUnavailable {written} では、ロールアウトのたびに {store} のメンバー {replicas} 個のうち {down} 個が同時に停止し、過半数に必要な {majority} 個を下回ります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const budget = statefulSetBudget(effective);
    if (!budget || (budget.percent ?? 0) > 100 || !rolls(effective)) return;
    const replicas = replicasOf(effective);
    const down = budget.of(replicas, 1);
    if (replicas < 2 || down < 2) return;
    const podSpec = object(get(effective, 'spec', 'template', 'spec'));
    const store = podSpec ? clusterStoreOf(podSpec)?.store : undefined;
    const majority = majorityOf(replicas);
    const quorum = store?.quorum === true && replicas - down < majority;
    if (down < replicas && !quorum) return;
    const safe = quorum ? Math.max(1, replicas - majority) : 1;
    yield {
      path: MAX_UNAVAILABLE,
      at: 'value',
      message: down >= replicas ? 'default' : 'quorum',
      params: { written: budget.shown, replicas, down: Math.min(down, replicas), store: store?.name ?? '', majority },
      fixes: () =>
        fix(
          { en: `Set maxUnavailable to ${safe}`, ja: `maxUnavailable を ${safe} にする` },
          'alternative',
          mend(context).put(MAX_UNAVAILABLE, safe),
        ),
    };
  },
});
