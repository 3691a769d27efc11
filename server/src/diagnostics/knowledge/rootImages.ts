/** How publishers build well-known images: as which user they start, and what they write outside their volumes. State of 2025. */
import { type Image, isHubImage } from './images';

/** Docker Hub images without `USER`: the entry point starts as root (and mostly becomes another user by itself). */
const ROOT: ReadonlySet<string> = new Set(
  'postgres mysql mariadb redis valkey/valkey mongo nginx httpd rabbitmq busybox alpine ubuntu debian cassandra zookeeper influxdb couchdb neo4j traefik caddy registry python node golang ruby php bash amazonlinux rockylinux almalinux fedora perl openjdk eclipse-temurin amazoncorretto tomcat telegraf nats minio/minio fluent/fluent-bit eclipse-mosquitto wordpress percona docker hashicorp/vault hashicorp/consul kong/kong-gateway rethinkdb clickhouse/clickhouse-server grafana/promtail'.split(
    ' ',
  ),
);
/** `USER` by name: the kubelet cannot tell whether that is root, and refuses. */
const NAMED: ReadonlySet<string> = new Set(
  'memcached prom/prometheus prom/alertmanager prom/node-exporter prom/pushgateway prom/statsd-exporter prom/blackbox-exporter fluent/fluentd apache/kafka'.split(
    ' ',
  ),
);
const ELSEWHERE_NAMED = /^quay\.io\/prometheus\/(?:node-exporter|prometheus|alertmanager|pushgateway|statsd-exporter)$/;

/** Entry points that start as root, hand files over and then change to another user, which takes capabilities. */
const CHANGES_USER: ReadonlySet<string> = new Set(
  'postgres mysql mariadb redis valkey/valkey mongo rabbitmq cassandra zookeeper influxdb couchdb neo4j nginx httpd eclipse-mosquitto rethinkdb clickhouse/clickhouse-server hashicorp/vault hashicorp/consul'.split(
    ' ',
  ),
);

/** As which user the image starts when nobody says otherwise; undefined: not known here. */
export function startsAs(image: Image): 'root' | 'named' | undefined {
  if (ELSEWHERE_NAMED.test(`${image.registry}/${image.repository}`)) return 'named';
  if (!isHubImage(image)) return undefined;
  if (ROOT.has(image.repository)) return 'root';
  return NAMED.has(image.repository) ? 'named' : undefined;
}

/** Does the image's entry point change the user by itself? */
export function changesUser(image: Image): boolean {
  return isHubImage(image) && CHANGES_USER.has(image.repository);
}

export interface Scratch {
  readonly product: string;
  /** directories that it must be able to write, its data directory left out */
  readonly directories: readonly string[];
  /** only its own entry point writes there */
  readonly byEntryPoint?: true;
  /** settings that move what it writes */
  readonly unless?: RegExp;
}

const SCRATCH: Readonly<Record<string, Scratch>> = {
  postgres: { product: 'PostgreSQL', directories: ['/var/run/postgresql'], unless: /unix_socket_director|config_file/ },
  mysql: { product: 'MySQL', directories: ['/var/run/mysqld', '/tmp'], unless: /--socket|--tmpdir|--defaults-file/ },
  mariadb: { product: 'MariaDB', directories: ['/run/mysqld', '/tmp'], unless: /--socket|--tmpdir|--defaults-file/ },
  mongo: { product: 'MongoDB', directories: ['/tmp'], unless: /nounixsocket|unixSocketPrefix|--config|-f\b/ },
  nginx: { product: 'nginx', directories: ['/var/cache/nginx', '/var/run'], unless: /-c\b|pid / },
  'nginxinc/nginx-unprivileged': { product: 'nginx', directories: ['/tmp'], unless: /-c\b/ },
  httpd: { product: 'Apache httpd', directories: ['/usr/local/apache2/logs'], unless: /-f\b|PidFile/ },
  cassandra: { product: 'Cassandra', directories: ['/etc/cassandra'], byEntryPoint: true },
  zookeeper: { product: 'ZooKeeper', directories: ['/conf'], byEntryPoint: true },
  'apache/kafka': { product: 'Kafka', directories: ['/opt/kafka/config'], byEntryPoint: true },
  elasticsearch: {
    product: 'Elasticsearch',
    directories: ['/tmp', '/usr/share/elasticsearch/logs'],
    unless: /ES_TMPDIR/,
  },
  'opensearchproject/opensearch': {
    product: 'OpenSearch',
    directories: ['/tmp', '/usr/share/opensearch/logs'],
    unless: /OPENSEARCH_TMPDIR/,
  },
  'grafana/grafana': { product: 'Grafana', directories: ['/var/lib/grafana'], unless: /GF_PATHS_DATA/ },
  'jenkins/jenkins': { product: 'Jenkins', directories: ['/tmp'], unless: /java\.io\.tmpdir/ },
};

/** What a well-known image writes outside its data; undefined: not known here. */
export function scratchOf(image: Image): Scratch | undefined {
  const elastic = image.registry === 'docker.elastic.co' && image.base === 'elasticsearch';
  const name = elastic ? 'elasticsearch' : isHubImage(image) ? image.repository : '';
  return Object.hasOwn(SCRATCH, name) ? SCRATCH[name] : undefined;
}
