/**
 * Well-known programs that keep data, recognised by their image, and the directories in which they keep it. Source: the
 * images' own documentation (`VOLUME` and `ENV` of their Dockerfiles) and the programs' options, state of 2025.
 */
import { parseImageReference } from '../../apiServer/index';
import type { JsonObject } from '../read';
import { remembered, text } from '../read';
import { envValue, optionValues, wordsOf } from './commandLine';
import { directory } from './storage';

export interface Store {
  readonly product: string;
  /** repositories of the publishers' own images, without registry and `library/` */
  readonly official: readonly string[];
  /** last parts of the names under which others publish the same program */
  readonly names: readonly string[];
  /** where the publishers' images keep data when nothing says otherwise */
  readonly directories: readonly string[];
  /** further places where people usually put it */
  readonly usual?: readonly string[];
  /** environment variables that name the directory */
  readonly env?: readonly string[];
  /** options that name the directory */
  readonly options?: readonly string[];
  /** a mounted configuration may put the data elsewhere */
  readonly configured?: true;
  /** members of a cluster each keep data of their own, so they can never share a directory */
  readonly clustered?: true;
}

const STORES: readonly Store[] = [
  {
    product: 'PostgreSQL',
    official: ['postgres', 'postgis/postgis', 'pgvector/pgvector', 'timescale/timescaledb'],
    names: [
      'postgres',
      'postgresql',
      'postgis',
      'pgvector',
      'timescaledb',
      'timescaledb-ha',
      'spilo',
      'postgresql-repmgr',
    ],
    directories: ['/var/lib/postgresql/data'],
    usual: ['/var/lib/postgresql', '/bitnami/postgresql', '/home/postgres/pgdata', '/var/lib/pgsql/data'],
    env: ['PGDATA', 'POSTGRESQL_DATA_DIR'],
    options: ['-D'],
  },
  {
    product: 'MySQL',
    official: ['mysql', 'mysql/mysql-server', 'percona', 'percona/percona-server'],
    names: ['mysql', 'mysql-server', 'percona', 'percona-server', 'percona-xtradb-cluster'],
    directories: ['/var/lib/mysql'],
    usual: ['/bitnami/mysql'],
    options: ['--datadir'],
  },
  {
    product: 'MariaDB',
    official: ['mariadb'],
    names: ['mariadb', 'mariadb-galera'],
    directories: ['/var/lib/mysql'],
    usual: ['/bitnami/mariadb'],
    options: ['--datadir'],
  },
  {
    product: 'MongoDB',
    official: ['mongo', 'mongodb/mongodb-community-server', 'percona/percona-server-mongodb'],
    names: ['mongo', 'mongodb', 'mongodb-community-server', 'percona-server-mongodb'],
    directories: ['/data/db'],
    usual: ['/bitnami/mongodb', '/var/lib/mongodb'],
    options: ['--dbpath'],
    configured: true,
  },
  {
    product: 'Cassandra',
    official: ['cassandra'],
    names: ['cassandra', 'dse-server'],
    directories: ['/var/lib/cassandra'],
    usual: ['/cassandra_data', '/bitnami/cassandra'],
    configured: true,
    clustered: true,
  },
  {
    product: 'ScyllaDB',
    official: ['scylladb/scylla'],
    names: ['scylla'],
    directories: ['/var/lib/scylla'],
    configured: true,
    clustered: true,
  },
  {
    product: 'ClickHouse',
    official: ['clickhouse/clickhouse-server'],
    names: ['clickhouse-server', 'clickhouse'],
    directories: ['/var/lib/clickhouse'],
    usual: ['/bitnami/clickhouse'],
    configured: true,
  },
  {
    product: 'ClickHouse Keeper',
    official: ['clickhouse/clickhouse-keeper'],
    names: ['clickhouse-keeper'],
    directories: ['/var/lib/clickhouse-keeper', '/var/lib/clickhouse'],
    configured: true,
    clustered: true,
  },
  {
    product: 'Elasticsearch',
    official: ['elasticsearch', 'elasticsearch/elasticsearch'],
    names: ['elasticsearch', 'elasticsearch-oss'],
    directories: ['/usr/share/elasticsearch/data'],
    usual: ['/bitnami/elasticsearch/data', '/data'],
    env: ['path.data'],
    options: ['-Epath.data'],
    configured: true,
    clustered: true,
  },
  {
    product: 'OpenSearch',
    official: ['opensearchproject/opensearch'],
    names: ['opensearch'],
    directories: ['/usr/share/opensearch/data'],
    usual: ['/bitnami/opensearch/data'],
    env: ['path.data'],
    options: ['-Epath.data'],
    configured: true,
    clustered: true,
  },
  {
    product: 'Kafka',
    official: ['confluentinc/cp-kafka', 'confluentinc/cp-server'],
    names: ['kafka', 'cp-kafka', 'cp-server', 'kafka-native'],
    directories: ['/var/lib/kafka/data'],
    usual: [
      '/tmp/kraft-combined-logs',
      '/tmp/kafka-logs',
      '/bitnami/kafka',
      '/var/lib/kafka',
      '/opt/kafka/data',
      '/kafka',
    ],
    env: ['KAFKA_LOG_DIRS', 'KAFKA_LOG_DIR', 'KAFKA_CFG_LOG_DIRS', 'KAFKA_CFG_LOG_DIR'],
    configured: true,
    clustered: true,
  },
  {
    product: 'Redpanda',
    official: ['redpandadata/redpanda'],
    names: ['redpanda'],
    directories: ['/var/lib/redpanda/data'],
    configured: true,
    clustered: true,
  },
  {
    product: 'ZooKeeper',
    official: ['zookeeper'],
    names: ['zookeeper', 'cp-zookeeper', 'kubernetes-zookeeper'],
    directories: ['/data'],
    usual: ['/var/lib/zookeeper', '/var/lib/zookeeper/data', '/bitnami/zookeeper'],
    env: ['ZOO_DATA_DIR', 'ZK_DATA_DIR'],
    options: ['--data_dir'],
    configured: true,
    clustered: true,
  },
  {
    product: 'etcd',
    official: [],
    names: ['etcd'],
    directories: [],
    usual: ['/var/lib/etcd', '/etcd-data', '/bitnami/etcd', '/var/run/etcd'],
    env: ['ETCD_DATA_DIR'],
    options: ['--data-dir', '-data-dir'],
    clustered: true,
  },
  {
    product: 'RabbitMQ',
    official: ['rabbitmq'],
    names: ['rabbitmq'],
    directories: ['/var/lib/rabbitmq'],
    usual: ['/bitnami/rabbitmq/mnesia', '/bitnami/rabbitmq/.rabbitmq/mnesia'],
    env: ['RABBITMQ_MNESIA_DIR', 'RABBITMQ_MNESIA_BASE'],
    configured: true,
    clustered: true,
  },
  {
    product: 'CockroachDB',
    official: ['cockroachdb/cockroach'],
    names: ['cockroach'],
    directories: ['/cockroach/cockroach-data'],
    options: ['--store', '-s'],
    clustered: true,
  },
  {
    product: 'Consul',
    official: ['consul', 'hashicorp/consul'],
    names: ['consul'],
    directories: ['/consul/data'],
    options: ['-data-dir', '--data-dir'],
    configured: true,
    clustered: true,
  },
  {
    product: 'Vault',
    official: [],
    names: ['vault', 'openbao'],
    directories: [],
    usual: ['/vault/data', '/vault/file', '/openbao/data'],
    env: ['VAULT_RAFT_PATH', 'BAO_RAFT_PATH'],
    configured: true,
    clustered: true,
  },
  {
    product: 'NATS JetStream',
    official: [],
    names: ['nats', 'nats-server'],
    directories: [],
    usual: ['/data/jetstream', '/data'],
    options: ['-sd', '--store_dir'],
    configured: true,
    clustered: true,
  },
  {
    product: 'InfluxDB',
    official: ['influxdb'],
    names: ['influxdb', 'influxdb2'],
    directories: ['/var/lib/influxdb2', '/var/lib/influxdb'],
    usual: ['/bitnami/influxdb'],
    env: ['INFLUXD_ENGINE_PATH', 'INFLUXDB_DATA_DIR'],
    options: ['--engine-path'],
    configured: true,
  },
  {
    product: 'Prometheus',
    official: [],
    names: ['prometheus'],
    directories: ['/prometheus'],
    usual: ['/data'],
    options: ['--storage.tsdb.path'],
  },
  {
    product: 'VictoriaMetrics',
    official: [],
    names: ['victoria-metrics', 'vmstorage', 'victoria-logs'],
    directories: [],
    usual: ['/victoria-metrics-data', '/vmstorage-data', '/storage'],
    options: ['-storageDataPath', '--storageDataPath'],
  },
  {
    product: 'Loki',
    official: [],
    names: ['loki'],
    directories: [],
    usual: ['/loki', '/var/loki', '/data/loki'],
    configured: true,
  },
  {
    product: 'Grafana',
    official: [],
    names: ['grafana', 'grafana-oss', 'grafana-enterprise'],
    directories: [],
    usual: ['/var/lib/grafana'],
    env: ['GF_PATHS_DATA'],
  },
  {
    product: 'CouchDB',
    official: ['couchdb', 'apache/couchdb'],
    names: ['couchdb'],
    directories: ['/opt/couchdb/data'],
    configured: true,
  },
  {
    product: 'Neo4j',
    official: ['neo4j'],
    names: ['neo4j'],
    directories: ['/data'],
    env: ['NEO4J_server_directories_data', 'NEO4J_dbms_directories_data'],
    configured: true,
  },
  {
    product: 'TiKV',
    official: [],
    names: ['tikv', 'pd'],
    directories: [],
    usual: ['/var/lib/tikv', '/var/lib/pd'],
    options: ['--data-dir'],
    clustered: true,
  },
  {
    product: 'Solr',
    official: ['solr'],
    names: ['solr'],
    directories: ['/var/solr'],
    usual: ['/bitnami/solr'],
    env: ['SOLR_HOME', 'SOLR_DATA_HOME'],
  },
  {
    product: 'Qdrant',
    official: ['qdrant/qdrant'],
    names: ['qdrant'],
    directories: ['/qdrant/storage'],
    env: ['QDRANT__STORAGE__STORAGE_PATH'],
    configured: true,
    clustered: true,
  },
  {
    product: 'Weaviate',
    official: [],
    names: ['weaviate'],
    directories: [],
    usual: ['/var/lib/weaviate'],
    env: ['PERSISTENCE_DATA_PATH'],
    clustered: true,
  },
  {
    product: 'ArangoDB',
    official: ['arangodb'],
    names: ['arangodb'],
    directories: ['/var/lib/arangodb3'],
    options: ['--database.directory'],
    configured: true,
  },
  {
    product: 'Jenkins',
    official: ['jenkins/jenkins'],
    names: ['jenkins'],
    directories: ['/var/jenkins_home'],
    env: ['JENKINS_HOME'],
  },
  {
    product: 'Nexus',
    official: ['sonatype/nexus3'],
    names: ['nexus3'],
    directories: ['/nexus-data'],
    env: ['NEXUS_DATA'],
  },
];

const REDIS: Store = {
  product: 'Redis',
  official: ['redis', 'valkey/valkey', 'redis/redis-stack-server'],
  names: ['redis', 'valkey', 'redis-stack-server', 'keydb', 'redis-cluster', 'valkey-cluster'],
  directories: ['/data'],
  usual: ['/bitnami/redis/data', '/bitnami/valkey/data', '/var/lib/redis'],
  options: ['--dir'],
  configured: true,
};

const MINIO: Store = {
  product: 'MinIO',
  official: [],
  names: ['minio'],
  directories: [],
  usual: ['/data', '/export', '/bitnami/minio/data'],
  env: ['MINIO_VOLUMES'],
};

const BY_NAME: ReadonlyMap<string, Store> = new Map(
  [...STORES, REDIS, MINIO].flatMap((store) => store.names.map((name) => [name, store] as const)),
);

export interface FoundStore {
  readonly store: Store;
  /** the image is the publisher's own, so that what its Dockerfile says holds */
  readonly official: boolean;
  readonly tag: string | undefined;
  /** directories that the container is told to keep data in, by option or variable; empty: its defaults hold */
  readonly told: readonly string[];
}

/** The image's repository without a registry's host and `library/`. */
export function repositoryOf(image: string): string {
  const name = parseImageReference(image)?.name ?? '';
  const parts = name.split('/');
  const [first = ''] = parts;
  const bare = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost') ? parts.slice(1) : parts;
  return (bare.length > 1 && bare[0] === 'library' ? bare.slice(1) : bare).join('/');
}

/** The well-known store that a container runs, or undefined. */
export const storeOf = remembered((container: JsonObject): FoundStore | undefined => {
  const image = text(container['image']);
  if (image === undefined) return undefined;
  const repository = repositoryOf(image);
  const store = BY_NAME.get(repository.slice(repository.lastIndexOf('/') + 1));
  if (!store) return undefined;
  const told = toldDirectories(container, store);
  return {
    store,
    official: store.official.includes(repository),
    tag: parseImageReference(image)?.tag,
    told,
  };
});

function toldDirectories(container: JsonObject, store: Store): readonly string[] {
  const words = wordsOf(container);
  const values = [
    ...(store.env ?? []).flatMap((name) => envValue(container, name) ?? []),
    ...optionValues(words, store.options ?? []),
    ...(store === MINIO ? words.slice(words.indexOf('server') + 1).filter(isPlace) : []),
  ];
  return values
    .flatMap((value) => value.split(/[\s,]+/))
    .map((value) => value.replace(/^path=/, '').replace(/^(?:https?|file):\/\/[^/]*/, ''))
    .map((value) => value.replace(/\{.*$/, '').replace(/,.*$/, ''))
    .filter((value) => value.startsWith('/') && !value.includes('$'))
    .map(directory);
}

/** An address or a path; what is spelled with an ellipsis stands for several, each mounted on its own. */
function isPlace(word: string): boolean {
  return !word.includes('{') && /^(?:\/|https?:\/\/)/.test(word);
}

/**
 * Does the store keep data that its users count on? Redis does when it is told to write to its disk, Elasticsearch when
 * it has no roles without data, Prometheus when it is no agent; the other ones always.
 */
export function keepsData(container: JsonObject, { store }: FoundStore): boolean {
  const words = wordsOf(container);
  switch (store.product) {
    case 'Redis':
      return (
        optionValues(words, ['--appendonly', 'appendonly']).includes('yes') ||
        optionValues(words, ['--save', 'save']).some((value) => /^\d/.test(value)) ||
        optionValues(words, ['--cluster-enabled']).includes('yes') ||
        envValue(container, 'REDIS_AOF_ENABLED') === 'yes'
      );
    case 'Elasticsearch':
    case 'OpenSearch': {
      const roles = envValue(container, 'node.roles');
      return roles === undefined || /data|master|cluster_manager/.test(roles);
    }
    case 'Prometheus':
      return !words.some((word) => /^--(?:agent|enable-feature=agent)$/.test(word));
    case 'NATS JetStream':
      return words.some((word) => /^(?:-js|--jetstream|-sd|--store_dir)/.test(word));
    default:
      return true;
  }
}

/** Directories of which one holds the data: what the container is told, else every place that is usual. */
export function likelyDirectories({ store, told }: FoundStore): readonly string[] {
  return told.length > 0 ? told : [...store.directories, ...(store.usual ?? [])];
}
