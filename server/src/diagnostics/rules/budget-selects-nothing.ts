import { meantBy, POD_OWNERS, selectsAny, standsBesideSets } from '../knowledge/companions';
import { missedPods } from '../knowledge/missedPods';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

const SELECTOR = ['spec', 'selector'] as const;

/**
 * A budget covers the pods of its own namespace that its selector matches; one without a selector covers none in policy/v1
 * (disruption controller, getPodsForPdb).
 */
export const budgetSelectsNothing = inspectionRule({
  id: 'budget-selects-nothing',
  category: 'risk',
  kinds: ['PodDisruptionBudget'],
  neighbours: [...POD_OWNERS],
  messages: {
    default: {
      en: 'The budget matches no pod: those of {kind} {name} bear {actual}. A drain may evict all of them at once.',
      ja: 'この PodDisruptionBudget に一致する Pod がありません。{kind} {name} の Pod のラベルは {actual} です。drain ですべての Pod が同時に退避されることがあります。',
    },
    absent: {
      en: 'The budget matches no pod: those of {kind} {name} have no label {key}. A drain may evict all of them at once.',
      ja: 'この PodDisruptionBudget に一致する Pod がありません。{kind} {name} の Pod にはラベル {key} がありません。drain ですべての Pod が同時に退避されることがあります。',
    },
    elsewhere: {
      en: 'A budget covers pods of its own namespace, and {kind} {name} is in {namespace}: it protects nothing.',
      ja: 'PodDisruptionBudget が対象にするのは自分の名前空間の Pod だけですが、{kind} {name} は {namespace} にあります。何も守られません。',
    },
    none: {
      en: 'A budget without a selector covers no pod at all.',
      ja: 'selector のない PodDisruptionBudget は、どの Pod も対象にしません。',
    },
  },
  *check(context) {
    const { object: budget, neighbours } = context;
    const spec = object(get(context.judgement.effective, 'spec'));
    if (!spec) return;
    const selector = object(spec['selector']);
    if (!selector) {
      if (spec['selector'] === undefined || spec['selector'] === null) {
        const sets = neighbours
          .named('StatefulSet', budget.name, budget)
          .concat(neighbours.named('DaemonSet', budget.name, budget));
        if (sets.length > 0) yield { path: ['spec'], at: 'key', message: 'none' };
      }
      return;
    }
    if (Object.keys(selector).length === 0 || !standsBesideSets(neighbours) || selectsAny(neighbours, selector, budget))
      return;
    const meant = meantBy(selector, budget, neighbours);
    if (!meant) return;
    yield missedPods(context, SELECTOR, meant, (kind, name) => ({
      en: `Cover the pods of ${kind} ${name}`,
      ja: `${kind} ${name} の Pod を対象にする`,
    }));
  },
});
