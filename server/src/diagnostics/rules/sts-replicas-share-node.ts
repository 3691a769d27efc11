import { clusterStoreOf } from '../knowledge/clusterStores';
import { POD, pinnedNodes, placementOf } from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * Without anti-affinity or spread constraints the scheduler only prefers nodes with fewer pods of the set (its default
 * constraints: maxSkew 3 over host names, 5 over zones, ScheduleAnyway; kube-scheduler 1.24 to 1.37): when room is scarce,
 * replicas share a node. Told of stores alone, whose members keep copies of each other's data.
 */
export const stsReplicasShareNode = inspectionRule({
  id: 'sts-replicas-share-node',
  category: 'style',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Nothing keeps the {replicas} members of {store} on different nodes: when room is scarce several share one, and its failure takes them together.',
      ja: '{store} のメンバー {replicas} 個を別々のノードに置く指定がありません。空きが少ないと同じノードに置かれ、そのノードの障害で一緒に止まります。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { replicas, podTerms, spread } = placement;
    if (replicas < 2 || spread.length > 0 || podTerms.some(({ kind }) => kind === 'podAntiAffinity')) return;
    if (pinnedNodes(placement)?.size === 1) return;
    const running = clusterStoreOf(placement.spec);
    if (running) yield { path: POD, at: 'key', params: { replicas, store: running.store.name } };
  },
});
