import { fix, mend } from '../fixing';
import { clusterStoreOf, VOTERS } from '../knowledge/clusterStores';
import { get, nodeOf, number, object } from '../read';
import { inspectionRule } from '../rule';

const REPLICAS = ['spec', 'replicas'] as const;

/**
 * Of two voters both are the majority: either of them that is away stops the cluster, so that two bear less than one
 * (manuals of etcd, ZooKeeper and Consul: three members bear the loss of one).
 */
export const quorumOfTwoMembers = inspectionRule({
  id: 'quorum-of-two-members',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Of two {store} members both are needed for a majority: whenever one is updated, moved or lost, the other one stops answering. Three members bear the loss of one.',
      ja: '{store} が 2 メンバーの場合、過半数には両方が必要です。一方の更新、移動、故障のたびに、もう一方も応答しなくなります。3 メンバーなら 1 つを失っても動き続けます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (number(get(effective, ...REPLICAS)) !== 2 || !nodeOf(context.object.root, REPLICAS)) return;
    const before = context.old && number(get(context.old.judgement.effective, ...REPLICAS));
    // a change of the number is the matter of quorum-lost-during-change and its kin
    if (before !== undefined && before !== 2) return;
    const podSpec = object(get(effective, 'spec', 'template', 'spec'));
    const store = podSpec ? clusterStoreOf(podSpec)?.store.name : undefined;
    if (store === undefined || !VOTERS.has(store)) return;
    yield {
      path: REPLICAS,
      at: 'value',
      params: { store },
      fixes: () => fix({ en: 'Run 3 members', ja: '3 メンバーにする' }, 'alternative', mend(context).put(REPLICAS, 3)),
    };
  },
});
