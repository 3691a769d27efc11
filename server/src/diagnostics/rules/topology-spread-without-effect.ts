import { fittingNodes } from '../knowledge/clusterNodes';
import { domainsAtMost, pinnedNodes, placementOf, selects } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * DoNotSchedule compares how many pods a domain holds with the emptiest one; up to maxSkew more are let in. As many
 * replicas as maxSkew, or selectors that leave a single domain, and it never refuses anything.
 * Upstream: scheduler plugin PodTopologySpread (`Filter`), 1.32 to 1.37.
 */
export const topologySpreadWithoutEffect = inspectionRule({
  id: 'topology-spread-without-effect',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'With maxSkew {skew} one domain may hold {skew} pods more than an empty one: all {replicas} replicas may run in the same one.',
      ja: 'maxSkew が {skew} なので、空のドメインより {skew} 個多く置けます。{replicas} 個のレプリカがすべて同じドメインで動くことがあります。',
    },
    single: {
      en: 'Node selector and affinity leave a single {key}, so there is nothing to spread over: all {replicas} replicas run in it.',
      ja: 'nodeSelector と affinity で {key} が一つに限られているため、分散先がありません。{replicas} 個のレプリカはすべてそこで動きます。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { replicas, labels, spread } = placement;
    if (replicas < 2 || spread.length === 0) return;
    // replicas on one node, or on none that there is, have rules of their own
    const oneNode = pinnedNodes(placement)?.size === 1 || fittingNodes(context)?.length === 0;
    for (const { selector, required, maxSkew: skew, topologyKey: key, path } of spread) {
      if (!selects(selector, labels)) continue;
      if (required && skew >= replicas) {
        yield { path: [...path, 'maxSkew'], at: 'value', params: { skew, replicas } };
      } else if (domainsAtMost(placement, key) === 1 && !oneNode) {
        yield { path: [...path, 'topologyKey'], at: 'value', message: 'single', params: { key, replicas } };
      }
    }
  },
});
