import { fix, mend } from '../fixing';
import { akin, POD_OWNERS, SETS } from '../knowledge/companions';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

/**
 * For maxUnavailable and for percentages the disruption controller asks the scale subresource of the pods' controller for
 * the expected count. DaemonSets and Jobs have none: the budget ends in SyncFailed with disruptionsAllowed 0
 * (getExpectedScale, getScaleController). A minAvailable in pods is counted over the pods themselves.
 */
export const budgetCannotCount = inspectionRule({
  id: 'budget-cannot-count',
  category: 'broken',
  kinds: ['PodDisruptionBudget'],
  neighbours: [...POD_OWNERS],
  messages: {
    default: {
      en: '{field} {value} needs to know how many pods there should be, and a {kind} has no scale: the budget of {name} is never computed and no eviction is granted. Only minAvailable as a number of pods works here.',
      ja: '{field} {value} の計算には本来の Pod 数が必要ですが、{kind} には scale がありません。{name} の予算は計算されず、退避は一切許可されません。ここで使えるのは個数で書いた minAvailable だけです。',
    },
    mixed: {
      en: 'The budget also matches the pods of {kind} {other}, which has no scale: with {field} {value} it is never computed, and no pod of {name} may be evicted.',
      ja: 'この予算は {kind} {other} の Pod にも一致しますが、{kind} には scale がありません。{field} {value} では計算できず、{name} の Pod は退避できません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const selector = object(get(effective, 'spec', 'selector'));
    const maxUnavailable = get(effective, 'spec', 'maxUnavailable');
    const value = maxUnavailable ?? get(effective, 'spec', 'minAvailable');
    if (!selector || value === undefined || value === null) return;
    if (maxUnavailable === undefined && typeof value === 'number') return;
    // these allow nothing at all, which another rule says
    if (value === 0 || value === '0%' || (maxUnavailable === undefined && value === '100%')) return;
    if (context.neighbours.selectedBy(selector, context.object, SETS).length === 0) return;
    const covered = akin(context.neighbours.selectedBy(selector, context.object, POD_OWNERS), context.object);
    const set = covered.find(({ object: { kind } }) => kind === 'StatefulSet' || kind === 'DaemonSet');
    const without = covered.find(
      ({ object: { kind } }) => kind === 'DaemonSet' || kind === 'Job' || kind === 'CronJob',
    );
    if (!set || !without) return;
    const field = maxUnavailable === undefined ? 'minAvailable' : 'maxUnavailable';
    const { kind, name: other } = without.object;
    const mixed = set !== without;
    yield {
      path: mixed ? ['spec', 'selector'] : ['spec', field],
      at: mixed ? 'key' : 'value',
      message: mixed ? 'mixed' : 'default',
      params: { field, value: String(value), kind: kind === 'CronJob' ? 'Job' : kind, other, name: set.object.name },
      fixes: () => {
        if (mixed) return [];
        const renamed = field === 'minAvailable' ? [] : mend(context).rename(['spec', field], 'minAvailable');
        const written = mend(context).write(['spec', field], '1');
        return fix(
          { en: 'Keep at least one pod: minAvailable: 1', ja: '少なくとも 1 つの Pod を残す（minAvailable: 1）' },
          'alternative',
          renamed === null || written === null ? null : [...renamed, ...written],
        );
      },
    };
  },
});
