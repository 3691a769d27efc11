import { akin, isOneApplication } from '../knowledge/companions';
import { get, object, podTemplateOf } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/**
 * A pod that two budgets cover cannot be evicted: the eviction API answers 500 "This pod has more than one
 * PodDisruptionBudget, which the eviction subresource does not support." (EvictionREST.Create).
 */
export const budgetsOverlap = inspectionRule({
  id: 'budgets-overlap',
  category: 'broken',
  kinds: ['PodDisruptionBudget'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'PodDisruptionBudget'],
  messages: {
    default: {
      en: 'The pods of {name} are covered by the budget {other} too. A pod under two budgets cannot be evicted at all, so draining its node never ends.',
      ja: '{name} の Pod は PodDisruptionBudget {other} の対象でもあります。2 つの対象になった Pod はまったく退避できず、ノードの drain が終わりません。',
    },
  },
  *check(context) {
    const { object: budget, neighbours } = context;
    const selector = object(get(context.judgement.effective, 'spec', 'selector'));
    if (!selector) return;
    for (const set of akin(neighbours.selectedBy(selector, budget), budget)) {
      if (set.object.kind === 'Deployment') continue;
      const labels = podTemplateOf(set.json, set.object.kind)?.labels ?? {};
      const others = neighbours
        .selecting('PodDisruptionBudget', labels, set.object)
        .filter(({ near, object: { name } }) => near !== 'workspace' && name !== budget.name);
      const other = closest(others)[0];
      if (!other || (other.near === 'folder' && !isOneApplication(neighbours))) continue;
      // said once: on the one that covers more, else on the later name
      const [mine, theirs] = [
        covers(budget, selector),
        covers(other.object, object(get(other.json, 'spec', 'selector')) ?? {}),
      ];
      if (mine < theirs || (mine === theirs && budget.name < other.object.name)) continue;
      yield {
        path: ['spec', 'selector'],
        at: 'key',
        params: { name: set.object.name, other: other.object.name },
      };
      return;
    }

    function covers(of: typeof budget, by: NonNullable<typeof selector>): number {
      return neighbours.selectedBy(by, of).length;
    }
  },
});
