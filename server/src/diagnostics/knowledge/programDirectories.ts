/** Directories of images that hold the programs themselves, which a mount over them hides. */
import type { Image } from './images';

/** Directories without which no program of an image runs. */
export const SYSTEM_DIRECTORIES: ReadonlySet<string> = new Set([
  '/',
  '/bin',
  '/sbin',
  '/lib',
  '/lib64',
  '/usr',
  '/usr/bin',
  '/usr/sbin',
  '/usr/lib',
  '/usr/lib64',
  '/usr/local',
  '/usr/local/bin',
  '/usr/local/lib',
  '/etc',
]);

/** Of well-known images: last part of the name, and a file or directory of the program (Dockerfiles of the publishers, 2025). */
const PROGRAMS: Readonly<Record<string, string>> = {
  'activemq-artemis': '/opt/activemq-artemis/bin',
  agent: '/opt/datadog-agent/bin',
  auditbeat: '/usr/share/auditbeat/auditbeat',
  cassandra: '/opt/cassandra/bin',
  cockroach: '/cockroach/cockroach',
  couchdb: '/opt/couchdb/bin',
  druid: '/opt/druid/bin',
  elasticsearch: '/usr/share/elasticsearch/bin',
  'elastic-agent': '/usr/share/elastic-agent/elastic-agent',
  emqx: '/opt/emqx/bin',
  filebeat: '/usr/share/filebeat/filebeat',
  flink: '/opt/flink/bin',
  'fluent-bit': '/fluent-bit/bin',
  'gitlab-ce': '/opt/gitlab/bin',
  'gitlab-ee': '/opt/gitlab/bin',
  grafana: '/usr/share/grafana/bin',
  hazelcast: '/opt/hazelcast/bin',
  heartbeat: '/usr/share/heartbeat/heartbeat',
  hivemq4: '/opt/hivemq/bin',
  httpd: '/usr/local/apache2/bin',
  jenkins: '/usr/share/jenkins/jenkins.war',
  kafka: '/opt/kafka/bin',
  keycloak: '/opt/keycloak/bin',
  kibana: '/usr/share/kibana/bin',
  logstash: '/usr/share/logstash/bin',
  metricbeat: '/usr/share/metricbeat/metricbeat',
  milvus: '/milvus/bin',
  neo4j: '/var/lib/neo4j/bin',
  nexus3: '/opt/sonatype/nexus/bin',
  nifi: '/opt/nifi/scripts',
  'node-red': '/usr/src/node-red',
  opensearch: '/usr/share/opensearch/bin',
  'opensearch-dashboards': '/usr/share/opensearch-dashboards/bin',
  packetbeat: '/usr/share/packetbeat/packetbeat',
  pulsar: '/pulsar/bin',
  qdrant: '/qdrant/qdrant',
  rabbitmq: '/opt/rabbitmq/sbin',
  scylla: '/opt/scylladb/bin',
  solr: '/opt/solr/bin',
  sonarqube: '/opt/sonarqube/lib',
  spark: '/opt/spark/bin',
  'teamcity-server': '/opt/teamcity/bin',
  tomcat: '/usr/local/tomcat/bin',
  trino: '/usr/lib/trino/bin',
  vernemq: '/vernemq/bin',
  wildfly: '/opt/jboss/wildfly/bin',
};

/** Files or directories without which the image's own program does not start; empty: the image is not known. */
export function programsOf({ repository, base }: Image): readonly string[] {
  if (/^bitnami(?:legacy)?\//.test(repository)) return ['/opt/bitnami/scripts', `/opt/bitnami/${base}/bin`];
  if (base === 'agent' && repository !== 'datadog/agent' && repository !== 'datadoghq/agent') return [];
  // only that publisher puts it there
  if (base === 'kafka' && repository !== 'apache/kafka') return [];
  const found = Object.hasOwn(PROGRAMS, base) ? PROGRAMS[base] : undefined;
  return found === undefined ? [] : [found];
}
