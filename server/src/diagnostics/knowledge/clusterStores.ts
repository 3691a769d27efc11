/**
 * Stores whose members form a cluster, by the image that runs them: which need a majority, on which ports members talk to
 * each other, what they serve by default. From the documentation of each store; default configurations throughout.
 */
import { parseImageReference } from '../../apiServer/index';
import { get, type JsonObject, list, object, remembered, text } from '../read';

export interface ClusterStore {
  /** as people call it */
  readonly name: string;
  /** it decides (or answers) by majority: with half of the members gone it stops */
  readonly quorum: boolean;
  /** ports on which members talk to each other by default */
  readonly peerPorts: readonly number[];
  /** other ports that it serves by default */
  readonly ports: readonly number[];
  /** who is a member is written down or registered: a pod more or less changes the majority only when somebody says so */
  readonly fixedMembers: boolean;
}

type Row = readonly [
  image: RegExp,
  name: string,
  traits: string,
  peerPorts: readonly number[],
  ports: readonly number[],
];

/** The last part of the image's name; traits: `q` quorum, `f` fixed members. The first row that fits counts. */
const ROWS: readonly Row[] = [
  [/^etcd$/, 'etcd', 'qf', [2380], [2379, 2381]],
  [/^(cp-|kubernetes-)?zookeeper$/, 'ZooKeeper', 'qf', [2888, 3888], [2181, 8080, 7000]],
  [/^clickhouse-keeper$/, 'ClickHouse Keeper', 'qf', [9234], [9181, 9182, 2181]],
  [/^consul(-enterprise)?$/, 'Consul', 'q', [8300, 8301], [8500, 8501, 8502, 8600]],
  [/^(vault(-enterprise)?|openbao)$/, 'Vault', 'q', [8201], [8200]],
  [/^rabbitmq$/, 'RabbitMQ', 'q', [4369, 25672], [5672, 5671, 15672, 15692]],
  [/^nats(-server)?$/, 'NATS', 'q', [6222], [4222, 8222, 7777]],
  [/^(cp-)?kafka$|^cp-server$/, 'Kafka', 'q', [9093], [9092, 9094, 9101]],
  [/^(mongo|mongodb|percona-server-mongodb|mongodb-(community|enterprise)-server)$/, 'MongoDB', 'q', [27017], []],
  [/^cockroach$/, 'CockroachDB', 'q', [26257], [8080]],
  [/^elasticsearch(-oss)?$/, 'Elasticsearch', 'q', [9300], [9200]],
  [/^opensearch$/, 'OpenSearch', 'q', [9300], [9200, 9600]],
  [/^(cassandra|dse-server|cass-management-api)$/, 'Cassandra', 'q', [7000, 7001], [9042, 7199, 9160]],
  [/^scylla$/, 'ScyllaDB', 'q', [7000, 7001], [9042, 9142, 9180, 10000]],
  [/^pd$/, 'PD', 'q', [2380], [2379]],
  [/^tikv$/, 'TiKV', 'q', [20160], [20180]],
  [/^yugabyte$/, 'YugabyteDB', 'q', [7100, 9100], [7000, 9000, 5433, 9042]],
  [/^percona-xtradb-cluster$|^mariadb-galera$/, 'Galera', 'q', [4567, 4568, 4444], [3306]],
  [/^rqlite$/, 'rqlite', 'q', [4002], [4001]],
  [/^minio$/, 'MinIO', 'qf', [9000], [9001]],
  [/^nomad$/, 'Nomad', 'q', [4647, 4648], [4646]],
  [/^dgraph$/, 'Dgraph', 'q', [5080, 7080], [6080, 8080, 9080]],
  [/^(redis|redis-stack-server|valkey|keydb|dragonfly)$/, 'Redis', '', [16379], [6379, 26379]],
  [/^clickhouse(-server)?$/, 'ClickHouse', '', [9009], [8123, 9000, 9363, 9004, 9005]],
  [/^alertmanager$/, 'Alertmanager', '', [9094], [9093]],
  [/^hazelcast(-enterprise)?$/, 'Hazelcast', '', [5701], []],
  [/^ignite$/, 'Ignite', '', [47100, 47500], [10800, 8080]],
  [/^emqx(-enterprise)?$/, 'EMQX', '', [4370, 5370], [1883, 8083, 8883, 18083]],
  [/^couchdb$/, 'CouchDB', '', [4369, 9100], [5984]],
  [/^(postgres|postgresql|spilo|spilo-\d+|timescaledb(-ha)?)$/, 'PostgreSQL', '', [], [5432, 8008]],
  [/^(mysql|mysql-server|percona|percona-server|mariadb)$/, 'MySQL', '', [], [3306, 33060]],
  [/^prometheus$/, 'Prometheus', '', [], [9090]],
  [/^(loki|mimir|tempo|cortex)$/, 'Loki', '', [7946], [3100, 8080, 9095]],
  [/^neo4j$/, 'Neo4j', '', [5000, 6000, 7000, 7688], [7474, 7473, 7687, 2004]],
  [/^solr$/, 'Solr', '', [], [8983]],
  [/^memcached$/, 'memcached', '', [], [11211]],
  [/^influxdb$/, 'InfluxDB', '', [], [8086]],
];

/** Stores in which each pod is a voter. */
export const VOTERS: ReadonlySet<string> = new Set([
  'etcd',
  'ZooKeeper',
  'ClickHouse Keeper',
  'Consul',
  'rqlite',
  'PD',
]);

const STORES: readonly (readonly [RegExp, ClusterStore])[] = ROWS.map(([image, name, traits, peerPorts, ports]) => [
  image,
  { name, quorum: traits.includes('q'), peerPorts, ports, fixedMembers: traits.includes('f') },
]);

const byImage = new Map<string, ClusterStore | null>();

/** The store that an image runs, by the last part of its name (`quay.io/coreos/etcd:v3.5.17` is etcd); null for others. */
export function storeOfImage(image: string): ClusterStore | null {
  let found = byImage.get(image);
  if (found === undefined) {
    const last = parseImageReference(image)?.name.split('/').at(-1);
    found = (last !== undefined && STORES.find(([pattern]) => pattern.test(last))?.[1]) || null;
    if (byImage.size > 2000) byImage.clear();
    byImage.set(image, found);
  }
  return found;
}

export interface StoreContainer {
  readonly store: ClusterStore;
  readonly container: JsonObject;
  /** in `containers` of the pod's spec */
  readonly index: number;
}

/** The first container of a pod that runs such a store; null where none does. */
export const clusterStoreOf = remembered((podSpec: JsonObject): StoreContainer | null => {
  const containers = list(podSpec['containers']);
  for (const [index, item] of containers.entries()) {
    const container = object(item);
    const image = text(container?.['image']);
    const store = image === undefined ? null : storeOfImage(image);
    if (container && store) return { store, container, index };
  }
  return null;
});

/** The least number of members that is a majority of all. */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

const OF_CLUSTER =
  /endpoint\s+(health|status)|cluster[-_\s]?(health|status|info|state)|\bget ready\b|list-peers|rs\.(status|hello|isMaster)|\/v1\/status\/leader|health\?ready=1|\bmntr\b|zkServer\.sh\s+status|zkCli\.sh|wsrep_(ready|cluster)|wait_for_status|kafka-(topics|broker-api-versions|metadata-quorum)|\/readyz\b.*\bleader|member\s+list/i;
const ETCD_HEALTH = /^\/(health|readyz)/;

/**
 * Does a probe answer only when the members have found each other, so that it fails on the first one alone?
 * @param probe a probe as the pod template has it
 */
export function needsPeers(probe: JsonObject | undefined, store: ClusterStore): boolean {
  if (!probe) return false;
  const command = list(get(probe, 'exec', 'command'))
    .flatMap((each) => (typeof each === 'string' ? [each] : []))
    .join(' ');
  const path = text(get(probe, 'httpGet', 'path')) ?? '';
  if (store.name === 'etcd' && ETCD_HEALTH.test(path)) return true;
  return OF_CLUSTER.test(command) || OF_CLUSTER.test(path);
}
