import { fittingNodes } from '../knowledge/clusterNodes';
import { budgetOf, MAX_UNAVAILABLE, rolls, surgeOf } from '../knowledge/rollout';
import { get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** A share, in percent, that leaves next to nothing. */
const MOST = 90;

/**
 * A DaemonSet's rollout may delete so many pods at once; percentages are taken of the nodes that it runs on and rounded
 * up (updatedDesiredNodeCounts, rollingUpdate in pkg/controller/daemon).
 */
export const dsMaxUnavailableAll = inspectionRule({
  id: 'ds-max-unavailable-all',
  category: 'risk',
  kinds: ['DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'maxUnavailable {written} lets every rollout stop the daemon on all nodes at the same moment.',
      ja: 'maxUnavailable {written} では、ロールアウトのたびにすべてのノードのデーモンが同時に停止します。',
    },
    most: {
      en: 'maxUnavailable {written} lets every rollout stop the daemon on nearly all nodes at the same moment.',
      ja: 'maxUnavailable {written} では、ロールアウトのたびにほぼすべてのノードのデーモンが同時に停止します。',
    },
    nodes: {
      en: 'maxUnavailable {written} covers all {nodes} nodes that this daemon runs on: every rollout stops it everywhere at the same moment.',
      ja: 'maxUnavailable {written} は、このデーモンが動く {nodes} ノードすべてにあたります。ロールアウトのたびに全ノードで同時に停止します。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (!rolls(effective) || !nodeOf(context.object.root, MAX_UNAVAILABLE) || surgeOf(effective)) return;
    const budget = budgetOf(get(effective, ...MAX_UNAVAILABLE), 'up');
    if (!budget || (budget.percent ?? 0) > 100) return;
    const all = budget.percent !== null && budget.percent >= MOST;
    const nodes = all || budget.of(2) < 2 ? undefined : fittingNodes(context)?.length;
    if (!all && (nodes === undefined || nodes < 2 || budget.of(nodes) < nodes)) return;
    yield {
      path: MAX_UNAVAILABLE,
      at: 'value',
      message: all ? (budget.percent === 100 ? 'default' : 'most') : 'nodes',
      params: { written: budget.shown, nodes: nodes ?? '' },
    };
  },
});
