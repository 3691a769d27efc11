import { clusterStoreOf, majorityOf } from '../knowledge/clusterStores';
import { replicasOf } from '../knowledge/rollout';
import { get, nodeOf, object } from '../read';
import { inspectionRule } from '../rule';

/** Stores that count a member until somebody takes it out of the list, and stop when the majority of that list is gone. */
const COUNTS_THE_GONE = new Set([
  'etcd',
  'ZooKeeper',
  'ClickHouse Keeper',
  'Consul',
  'Vault',
  'MongoDB',
  'RabbitMQ',
  'rqlite',
  'PD',
  'Nomad',
]);

/** A scale-down deletes pods; it tells the store nothing of it (processCondemned). */
export const stsScaleDownLosesQuorum = inspectionRule({
  id: 'sts-scale-down-loses-quorum',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Scaling from {from} to {to} leaves fewer {store} members than a majority of {from} needs ({majority}): those that are gone still count until they are removed from the cluster, and it stops.',
      ja: '{from} から {to} に減らすと、{store} のメンバーが {from} の過半数（{majority}）を下回ります。クラスターから外すまで消えたメンバーも数えられるため、クラスターが止まります。',
    },
  },
  *check(context) {
    const { old } = context;
    const { effective } = context.judgement;
    if (!old) return;
    const [from, to] = [replicasOf(old.judgement.effective), replicasOf(effective)];
    const majority = majorityOf(from);
    // down to nothing is a stop that is meant
    if (to === 0 || to >= from || to >= majority) return;
    const podSpec = object(get(effective, 'spec', 'template', 'spec'));
    const store = podSpec ? clusterStoreOf(podSpec)?.store.name : undefined;
    if (store === undefined || !COUNTS_THE_GONE.has(store)) return;
    yield {
      path: nodeOf(context.object.root, ['spec', 'replicas']) ? ['spec', 'replicas'] : ['spec'],
      at: 'value',
      params: { from, to, store, majority },
    };
  },
});
