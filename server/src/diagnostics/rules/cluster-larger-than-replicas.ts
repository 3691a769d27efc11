import type { Path } from '../../manifest/index';
import { clusterStoreOf } from '../knowledge/clusterStores';
import { saidIn } from '../knowledge/podNames';
import { replicasOf } from '../knowledge/rollout';
import { get, object } from '../read';
import { inspectionRule } from '../rule';

/** Numbers of members or copies that the store waits for, by where they are told. */
const TOLD: readonly { readonly store: string; readonly text?: RegExp; readonly variable?: RegExp }[] = [
  { store: 'Consul', text: /bootstrap[-_]expect["']?[\s=:]+(\d+)/ },
  { store: 'Nomad', text: /bootstrap[-_]expect["']?[\s=:]+(\d+)/ },
  {
    store: 'Kafka',
    text: /(?:offsets\.topic|transaction\.state\.log|default)\.replication\.factor["']?[\s=]+(\d+)/,
    variable: /^KAFKA_(?:CFG_)?(?:OFFSETS_TOPIC|TRANSACTION_STATE_LOG|DEFAULT)_REPLICATION_FACTOR$/,
  },
  { store: 'Kafka', variable: /^KAFKA_(?:CFG_)?(?:MIN_INSYNC_REPLICAS|TRANSACTION_STATE_LOG_MIN_ISR)$/ },
  {
    store: 'Elasticsearch',
    text: /discovery\.zen\.minimum_master_nodes["']?[\s=:]+(\d+)/,
    variable: /^(?:discovery\.zen\.minimum_master_nodes|MINIMUM_MASTER_NODES|NUMBER_OF_MASTERS)$/,
  },
  {
    store: 'RabbitMQ',
    text: /await_online_nodes\s+(\d+)/,
    variable: /^(?:RABBITMQ_)?CLUSTER_FORMATION_TARGET_CLUSTER_SIZE_HINT$/,
  },
  { store: 'NATS', text: /--(?:replicas|cluster_size)[\s=]+(\d+)/ },
];

/**
 * A cluster that waits for more members than the set has never forms, and copies for which there are no members are
 * refused (the products' manuals).
 */
export const clusterLargerThanReplicas = inspectionRule({
  id: 'cluster-larger-than-replicas',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['StatefulSet'],
  messages: {
    default: {
      en: '{store} is told to count on {told} members, and the set has {replicas}: it waits for the others for ever, or refuses what needs them.',
      ja: '{store} は {told} メンバーを前提に設定されていますが、セットのレプリカは {replicas} 個です。残りを待ち続けるか、必要な処理が拒否されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = replicasOf(effective);
    const podSpec = object(get(effective, 'spec', 'template', 'spec'));
    const store = podSpec && replicas > 0 ? clusterStoreOf(podSpec) : null;
    const rows = store ? TOLD.filter((row) => row.store === store.store.name) : [];
    if (!podSpec || !store || rows.length === 0) return;
    const at: Path = ['spec', 'template', 'spec'];
    const found = [...saidIn(podSpec, at)].flatMap((said) => {
      const told = rows.flatMap(({ text, variable }) => {
        if (said.variable !== undefined && variable?.test(said.variable)) return [Number(said.text)];
        const match = text?.exec(said.text)?.[1];
        return match === undefined ? [] : [Number(match)];
      });
      return told.some((count) => count > replicas) ? [{ said, told: Math.max(...told) }] : [];
    });
    const [first] = found;
    if (!first || isPart(context)) return;
    yield {
      path: first.said.path,
      at: 'value',
      params: { store: store.store.name, told: first.told, replicas },
    };
  },
});

/** Are the members spread over several sets, one for each zone, say, or scaled by somebody else? */
function isPart({
  neighbours,
  object: manifest,
  judgement,
}: Parameters<typeof clusterLargerThanReplicas.check>[0]): boolean {
  if (get(judgement.effective, 'spec', 'replicas') === undefined) return true;
  const image = (json: Parameters<typeof get>[0]) => get(json, 'spec', 'template', 'spec', 'containers', 0, 'image');
  return neighbours
    .ofKind('StatefulSet', manifest)
    .some(
      ({ object: other, json, near }) =>
        near !== 'workspace' && other.name !== manifest.name && image(json) === image(judgement.effective),
    );
}
