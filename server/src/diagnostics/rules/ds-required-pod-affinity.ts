import { fittingNodes, labelsOf } from '../knowledge/clusterNodes';
import { namespaceOf, placementOf, surelySelectsItself } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * A DaemonSet makes a pod for every node by selector, affinity and taints; pod affinity is not asked then
 * (`nodeShouldRunDaemonPod`) and only keeps the scheduler from starting it. 1.32 to 1.37.
 */
export const dsRequiredPodAffinity = inspectionRule({
  id: 'ds-required-pod-affinity',
  category: 'risk',
  kinds: ['DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'A DaemonSet makes a pod for every node, whether or not the pods of this affinity run there: on nodes without them its pods stay Pending and count as unavailable.',
      ja: 'DaemonSet は、この affinity の Pod があるかどうかに関係なく、すべてのノードに Pod を作ります。それがないノードでは Pending のままとなり、利用不可として数えられます。',
    },
    itself: {
      en: 'The pods of the DaemonSet must share a {key} with one another, and each belongs to its own node: after the first one the pods of other nodes stay Pending.',
      ja: 'DaemonSet の Pod は互いに同じ {key} になければなりませんが、それぞれ別のノードに属します。最初の 1 個以外は、ほかのノードで Pending のままになります。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    for (const term of placement.podTerms) {
      if (term.kind !== 'podAffinity' || !term.required || !term.selector) continue;
      const key = term.topologyKey;
      if (!surelySelectsItself(term, placement, namespaceOf(context.object))) {
        yield { path: term.path, at: 'key' };
        continue;
      }
      const values = fittingNodes(context)?.map((node) => labelsOf(node)[key]);
      if (values && new Set(values).size < 2) continue;
      yield { path: term.path, at: 'key', message: 'itself', params: { key } };
    }
  },
});
