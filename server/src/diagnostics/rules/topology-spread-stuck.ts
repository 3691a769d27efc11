import { tolerates } from '../../../../simulator/src/index';
import { fittingNodes, holds, labelsOf, lastingTaints, tellsLabels } from '../knowledge/clusterNodes';
import {
  domainsAtMost,
  type Placement,
  pinnedNodes,
  placementOf,
  type SpreadConstraint,
  selects,
} from '../knowledge/placement';
import { number } from '../read';
import { type ClusterNode, inspectionRule, type RuleContext } from '../rule';

/**
 * DoNotSchedule lets a domain hold at most maxSkew pods more than the emptiest one. A domain that counts although none of
 * these pods can run there (a tainted node: nodeTaintsPolicy is Ignore unless written), or too few domains for minDomains,
 * keep the least at 0: then no more than maxSkew pods fit into each of the others.
 * Upstream: scheduler plugin PodTopologySpread (`calPreFilterState`, `minMatchNum`), 1.32 to 1.37.
 */
export const topologySpreadStuck = inspectionRule({
  id: 'topology-spread-stuck',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The domain {empty} counts and stays empty because no pod can run there, so each of the {domains} others may hold {skew}: of {replicas} replicas only {most} run.',
      ja: 'ドメイン {empty} は数えられますが、そこで動ける Pod がないため空のままです。ほかの {domains} 個には {skew} 個ずつしか置けず、{replicas} 個のうち {most} 個しか動きません。',
    },
    minDomains: {
      en: 'There are {domains} domains, fewer than minDomains {min}, so each may hold {skew}: of {replicas} replicas only {most} run.',
      ja: 'ドメインは {domains} 個で minDomains の {min} に足りないため、それぞれ {skew} 個しか置けません。{replicas} 個のうち {most} 個しか動きません。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { replicas, labels, spread } = placement;
    if (spread.length === 0 || pinnedNodes(placement)?.size === 1) return;
    for (const constraint of spread) {
      const { required, selector, topologyKey, maxSkew: skew, path } = constraint;
      if (!required || !selects(selector, labels) || replicas <= skew) continue;
      const min = number(constraint.json['minDomains']);
      const counted = countedDomains(constraint, placement, context);
      const domains = counted?.usable.size ?? domainsAtMost(placement, topologyKey);
      if (domains === undefined || domains === 0 || replicas <= skew * domains) continue;
      const params = { domains, skew, replicas, most: skew * domains };
      const empty = counted && [...counted.all].find((value) => !counted.usable.has(value));
      if (empty !== undefined) yield { path, at: 'key', params: { ...params, empty } };
      else if (min !== undefined && (counted?.all.size ?? domains) < min) {
        yield { path: [...path, 'minDomains'], at: 'value', message: 'minDomains', params: { ...params, min } };
      }
    }
  },
});

interface Domains {
  /** all that the scheduler counts */
  readonly all: ReadonlySet<string>;
  /** those where a pod of the set can run */
  readonly usable: ReadonlySet<string>;
}

function countedDomains(constraint: SpreadConstraint, placement: Placement, context: RuleContext): Domains | undefined {
  const fitting = fittingNodes(context);
  if (!fitting || fitting.length === 0 || !tellsLabels(context.nodes)) return undefined;
  const { topologyKey, json } = constraint;
  const counts = (node: ClusterNode): boolean =>
    (json['nodeAffinityPolicy'] === 'Ignore' || selected(node, placement)) &&
    (json['nodeTaintsPolicy'] !== 'Honor' ||
      lastingTaints(node).every((taint) => placement.tolerations.some((each) => tolerates(each, taint, false))));
  const values = (nodes: readonly ClusterNode[]) => new Set(nodes.flatMap((node) => labelsOf(node)[topologyKey] ?? []));
  return { all: values(context.nodes.filter(counts)), usable: values(fitting) };
}

function selected(node: ClusterNode, { nodeSelector, terms }: Placement): boolean {
  if (!nodeSelector.every((requirement) => holds(requirement, node))) return false;
  return (
    terms === null ||
    terms.some(({ requirements }) => requirements.length > 0 && requirements.every((each) => holds(each, node)))
  );
}
