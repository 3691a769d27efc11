import { fix, mend } from '../fixing';
import { meantBy, POD_OWNERS, selectsAny, standsBesideSets } from '../knowledge/companions';
import { get, nodeOf, object } from '../read';
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
    const { kind, name, namespace } = meant.resource.object;
    const [first, ...more] = meant.unmet;
    if (!first) {
      const written = nodeOf(budget.root, ['metadata', 'namespace']) !== undefined;
      yield {
        path: written ? ['metadata', 'namespace'] : ['metadata'],
        at: 'value',
        message: 'elsewhere',
        params: { kind, name, namespace },
        fixes: () =>
          fix(
            { en: `Put it into namespace ${namespace}`, ja: `名前空間 ${namespace} に入れる` },
            'alternative',
            mend(context).put(['metadata', 'namespace'], namespace),
          ),
      };
      return;
    }
    const { key, actual } = first;
    const label = [...SELECTOR, 'matchLabels', key];
    const written = nodeOf(budget.root, label) !== undefined;
    yield {
      path: written ? label : SELECTOR,
      at: 'value',
      message: actual === undefined ? 'absent' : 'default',
      params: { kind, name, key, actual: `${key}: ${actual}` },
      fixes: () =>
        more.length === 0 && written && actual !== undefined
          ? fix(
              { en: `Cover the pods of ${kind} ${name}`, ja: `${kind} ${name} の Pod を対象にする` },
              'preferred',
              mend(context).put(label, actual),
            )
          : [],
    };
  },
});
