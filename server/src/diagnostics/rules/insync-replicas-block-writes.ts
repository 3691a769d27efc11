import { clusterStoreOf } from '../knowledge/clusterStores';
import { get, list, object, text } from '../read';
import { inspectionRule } from '../rule';

const FACTOR = /^KAFKA_(?:CFG_)?DEFAULT_REPLICATION_FACTOR$/;
const LEAST = /^KAFKA_(?:CFG_)?MIN_INSYNC_REPLICAS$/;
const STATE_FACTOR = /^KAFKA_(?:CFG_)?TRANSACTION_STATE_LOG_REPLICATION_FACTOR$/;
const STATE_LEAST = /^KAFKA_(?:CFG_)?TRANSACTION_STATE_LOG_MIN_ISR$/;

/** With as many copies asked for in sync as there are, one broker that restarts stops every write with acks=all (Kafka manual). */
export const insyncReplicasBlockWrites = inspectionRule({
  id: 'insync-replicas-block-writes',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'Each partition has {copies} copies and {least} have to be in sync: while one broker restarts, at every rollout and drain, producers with acks=all are refused.',
      ja: '各パーティションの複製は {copies} 個で、同期が必要な数は {least} です。ロールアウトや drain でブローカーが 1 つ再起動するたびに、acks=all の書き込みが拒否されます。',
    },
  },
  *check(context) {
    const podSpec = object(get(context.judgement.effective, 'spec', 'template', 'spec'));
    const store = podSpec ? clusterStoreOf(podSpec) : null;
    if (store?.store.name !== 'Kafka') return;
    const variables = list(store.container['env']).map((item) => ({
      name: text(get(item, 'name')) ?? '',
      value: Number(text(get(item, 'value')) ?? Number.NaN),
    }));
    for (const [factor, least] of [
      [FACTOR, LEAST],
      [STATE_FACTOR, STATE_LEAST],
    ] as const) {
      const copies = variables.find(({ name }) => factor.test(name))?.value ?? Number.NaN;
      const index = variables.findIndex(({ name }) => least.test(name));
      const wanted = variables[index]?.value ?? Number.NaN;
      if (!(copies > 1) || !(wanted >= copies)) continue;
      yield {
        path: ['spec', 'template', 'spec', 'containers', store.index, 'env', index, 'value'],
        at: 'value',
        params: { copies, least: wanted },
      };
    }
  },
});
