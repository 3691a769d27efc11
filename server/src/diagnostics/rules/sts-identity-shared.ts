import { storeOfImage } from '../knowledge/clusterStores';
import { companionsOf } from '../knowledge/companions';
import { podNamesIn, type Said, saidIn } from '../knowledge/podNames';
import { enumerate } from '../message';
import { get, list, number, podTemplateOf, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/** Variables that say who a member is, from the start scripts of the images. */
const IDENTITY =
  /^(KAFKA_(CFG_)?(BROKER_ID|NODE_ID)|ZOO_MY_ID|ZOO_SERVER_ID|ZOOKEEPER_SERVER_ID|ETCD_NAME|ETCD_INITIAL_ADVERTISE_PEER_URLS|RABBITMQ_NODENAME|RABBITMQ_NODE_NAME|KEEPER_SERVER_ID|node\.name|CASSANDRA_BROADCAST_ADDRESS|CASSANDRA_LISTEN_ADDRESS|HZ_CLUSTER_MEMBER_ID|MYSQL_SERVER_ID|VAULT_RAFT_NODE_ID)$/;
const ADVERTISED = /^KAFKA_(CFG_)?ADVERTISED_(LISTENERS|HOST_NAME)$/;
/** Options that say who a member is, by the store that takes them. */
const OPTIONS: Readonly<Record<string, RegExp>> = {
  etcd: /^--?(name|initial-advertise-peer-urls)=(.+)$/,
  MySQL: /^--?(server[-_]id)=(\d+)$/,
  Consul: /^--?(node|node-id|advertise)=(.+)$/,
  rqlite: /^--?(node-id|raft-adv-addr|http-adv-addr)=(.+)$/,
  CockroachDB: /^--?(advertise-addr|advertise-host)=(.+)$/,
  NATS: /^--?(name|server_name|cluster_advertise)=(.+)$/,
};
const VARIES = /\$|`|\{\{|^-1$|^(auto|0\.0\.0\.0)$/;
const REPLICA = /^--?(replicaof|slaveof)$/;

/**
 * All pods of a set are made from one template (newStatefulSetPod), so what it says literally is the same in each; only
 * names, the ordinal label and what a script makes of them differ. Members of a cluster have to tell themselves apart.
 */
export const stsIdentityShared = inspectionRule({
  id: 'sts-identity-shared',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'ReplicaSet', 'Job', 'CronJob', 'Pod'],
  messages: {
    default: {
      en: 'All {replicas} pods get the same {setting} {value}: members of a cluster need one each, made from the pod’s name or ordinal.',
      ja: '{replicas} 個の Pod がすべて同じ {setting} {value} になります。クラスターのメンバーには、Pod の名前や番号から作ったそれぞれの値が必要です。',
    },
    advertised: {
      en: 'All {replicas} brokers advertise {value} as their own address, so clients cannot reach the one that they mean. It has to hold the pod’s name.',
      ja: '{replicas} 個のブローカーがすべて {value} を自分のアドレスとして公開するため、クライアントは目的のブローカーに接続できません。Pod の名前を含める必要があります。',
    },
    single: {
      en: 'With {setting} single-node each of the {replicas} pods forms a cluster of its own: the data is split, and nobody notices.',
      ja: '{setting} が single-node のため、{replicas} 個の Pod がそれぞれ別のクラスターになります。データは気づかれないまま分かれます。',
    },
    masters: {
      en: 'The first masters are to be {value}, and the pods of this set are called {first} to {last}: no cluster is ever formed.',
      ja: '最初のマスターに {value} が指定されていますが、このセットの Pod は {first} から {last} です。クラスターは成立しません。',
    },
    replica: {
      en: 'Every pod starts as a replica of {value}, that pod itself too: nobody accepts writes.',
      ja: 'すべての Pod（{value} 自身も）が {value} のレプリカとして起動するため、書き込みを受け付ける Pod がありません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const replicas = number(get(effective, 'spec', 'replicas')) ?? 1;
    const template = podTemplateOf(effective, 'StatefulSet');
    if (replicas < 2 || !template) return;
    const said = [...saidIn(template.spec, [...template.path, 'spec'])];
    for (const each of said) {
      const finding = inspect(context, each, said, replicas);
      if (finding) yield finding;
    }
    yield* replicaOfItself(context, said);
  },
});

function inspect(context: RuleContext, each: Said, said: readonly Said[], replicas: number): Finding | null {
  const { text: value, variable, container } = each;
  const at = { path: each.path, at: 'value' } as const;
  const store = storeOfImage(text(container['image']) ?? '')?.name;
  if (variable === undefined) {
    const option = store === undefined ? null : (OPTIONS[store]?.exec(value) ?? null);
    const [, setting = '', identity = ''] = option ?? [];
    if (option && !VARIES.test(identity))
      return { ...at, params: { replicas, setting: `--${setting}`, value: identity } };
    if (/discovery\.type=single-node/.test(value))
      return { ...at, message: 'single', params: { replicas, setting: 'discovery.type' } };
    return null;
  }
  // a script may say it anew for each pod
  const retold = said.some(
    (other) => other.variable === undefined && other.container === container && other.text.includes(`${variable}=`),
  );
  if (retold || VARIES.test(value) || value === '') return null;
  if (ADVERTISED.test(variable)) return { ...at, message: 'advertised', params: { replicas, value } };
  if (variable === 'discovery.type' && value === 'single-node')
    return { ...at, message: 'single', params: { replicas, setting: variable } };
  if (variable === 'cluster.initial_master_nodes' || variable === 'cluster.initial_cluster_manager_nodes')
    return masters(context, each, replicas);
  // RabbitMQ adds the host to a name without one
  if (variable.startsWith('RABBITMQ_') && !value.includes('@')) return null;
  return IDENTITY.test(variable) ? { ...at, params: { replicas, setting: variable, value } } : null;
}

/** Names of first masters that are no pods of the set, where it is the only set that could have them. */
function masters(context: RuleContext, { text: value, path, container }: Said, replicas: number): Finding | null {
  const { object: set, judgement, neighbours } = context;
  const named = list(container['env']).find((each) => get(each, 'name') === 'node.name');
  if (named && get(named, 'valueFrom', 'fieldRef', 'fieldPath') !== 'metadata.name') return null;
  const start = number(get(judgement.effective, 'spec', 'ordinals', 'start')) ?? 0;
  const names = value.split(',').map((name) => name.trim());
  const own = names.some((name) => {
    const [, of, ordinal] = /^(.+)-(\d+)$/.exec(name) ?? [];
    return of === set.name && Number(ordinal) >= start && Number(ordinal) < start + replicas;
  });
  if (own || companionsOf(neighbours, set, ['StatefulSet']).some(({ object: { name } }) => name !== set.name))
    return null;
  return {
    path,
    at: 'value',
    message: 'masters',
    params: { value: enumerate(names), first: `${set.name}-${start}`, last: `${set.name}-${start + replicas - 1}` },
  };
}

/** `redis-server --replicaof redis-0.redis 6379`, without a script that would leave redis-0 out. */
function* replicaOfItself({ object: set, judgement }: RuleContext, said: readonly Said[]): Generator<Finding> {
  const template = podTemplateOf(judgement.effective, 'StatefulSet');
  if (!template) return;
  for (const [index, each] of said.entries()) {
    if (each.variable !== undefined || !REPLICA.test(each.text)) continue;
    const master = said[index + 1];
    if (!master || master.container !== each.container) continue;
    const words = list(each.container['command']).join(' ');
    if (/\b(ba)?sh\b/.test(words)) continue;
    const name = podNamesIn(template.spec, [...template.path, 'spec']).find(
      ({ said: at, set: of }) => of === set.name && at.path.join() === master.path.join(),
    );
    if (name)
      yield { path: master.path, at: 'value', message: 'replica', params: { value: `${set.name}-${name.ordinal}` } };
  }
}
