import { akin } from '../knowledge/companions';
import { get, nodeOf, object } from '../read';
import { inspectionRule } from '../rule';

const PATH = ['spec', 'unhealthyPodEvictionPolicy'] as const;

/** The field came with 1.26 (alpha, off), is on by default since 1.27 and GA since 1.31; before, the API server drops it. */
export const budgetEvictionPolicyEarly = inspectionRule({
  id: 'budget-eviction-policy-early',
  category: 'risk',
  kinds: ['PodDisruptionBudget'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment'],
  messages: {
    default: {
      en: 'unhealthyPodEvictionPolicy counts from 1.27 on; {release} drops it, and a pod of {name} that never becomes ready blocks the drain of its node.',
      ja: 'unhealthyPodEvictionPolicy は 1.27 以降で有効です。{release} では破棄されるため、{name} の Pod が ready にならないとノードの drain が止まります。',
    },
  },
  *check(context) {
    if (context.release.minor >= 27 || !nodeOf(context.object.root, PATH)) return;
    const { effective } = context.judgement;
    const selector = object(get(effective, 'spec', 'selector'));
    if (!selector || get(effective, ...PATH) !== 'AlwaysAllow') return;
    const set = akin(context.neighbours.selectedBy(selector, context.object), context.object).find(
      ({ object: { kind } }) => kind !== 'Deployment',
    );
    if (!set) return;
    yield { path: PATH, at: 'value', params: { release: `1.${context.release.minor}`, name: set.object.name } };
  },
});
