import { imageOf } from '../knowledge/images';
import { type Probe, probeOf } from '../knowledge/probes';
import { storeOf } from '../knowledge/stores';
import { containers, type JsonObject, list, text } from '../read';
import { inspectionRule } from '../rule';

/** Seconds that an ordinary start takes at least on an ordinary disk, after a crash rather than on an empty volume. */
const STORES: Readonly<Record<string, number>> = {
  Cassandra: 60,
  ScyllaDB: 60,
  Elasticsearch: 40,
  OpenSearch: 40,
  Kafka: 30,
  MySQL: 30,
  MariaDB: 30,
  Neo4j: 40,
  Solr: 30,
  RabbitMQ: 25,
  ClickHouse: 15,
  MongoDB: 15,
  PostgreSQL: 15,
  CouchDB: 15,
};
const OTHERS: Readonly<Record<string, number>> = {
  jenkins: 60,
  sonarqube: 60,
  nexus3: 90,
  keycloak: 40,
  'gitlab-ce': 120,
  'gitlab-ee': 120,
  logstash: 40,
  kibana: 30,
  artifactory: 60,
  confluence: 60,
  jira: 60,
  pulsar: 30,
  hbase: 30,
  druid: 30,
  neo4j: 40,
  solr: 30,
  'cp-schema-registry': 30,
};
const JVM = /(?:^|\s)-Xm[sx]\d|-XX:/;
/** No program that keeps anything is up by then. */
const NEVER_ENOUGH = 5;

/**
 * The kubelet restarts a container whose startup probe (or, without one, whose liveness probe) fails `failureThreshold`
 * times in a row, counted from `initialDelaySeconds` after the start (`doProbe` in pkg/kubelet/prober/worker.go).
 */
export const probeKillsSlowStart = inspectionRule({
  id: 'probe-kills-slow-start',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Without a startup probe this liveness probe restarts the container {seconds} seconds after its start. {product} often takes longer, and then it is killed again and again.',
      ja: 'startupProbe がないため、この livenessProbe は起動から {seconds} 秒でコンテナを再起動します。{product} の起動はこれより長くかかることが多く、そのたびに強制終了が繰り返されます。',
    },
    startup: {
      en: 'The startup probe gives up after {seconds} seconds. {product} often takes longer to start, and then it is killed again and again.',
      ja: 'startupProbe は {seconds} 秒で打ち切られます。{product} の起動はこれより長くかかることが多く、そのたびに強制終了が繰り返されます。',
    },
  },
  *check(context) {
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const startup = probeOf(container, path, 'startupProbe');
      const probe = startup ?? probeOf(container, path, 'livenessProbe');
      if (!probe) continue;
      const seconds = budgetOf(probe);
      if (seconds >= 120) continue;
      const need = needOf(container);
      if (seconds >= need.seconds) continue;
      yield {
        path: probe.path,
        at: 'key',
        message: startup ? 'startup' : 'default',
        params: { seconds, product: need.product },
      };
    }
  },
});

function budgetOf({ delay, period, failures }: Probe): number {
  return delay + period * failures;
}

const ANYTHING = { en: 'A program', ja: 'プログラム' };

function needOf(container: JsonObject) {
  const product = storeOf(container)?.store.product;
  const image = imageOf(container);
  const store = product !== undefined && Object.hasOwn(STORES, product) ? STORES[product] : undefined;
  if (product !== undefined && store !== undefined) return { product, seconds: store };
  const base = image?.base ?? '';
  const other = Object.hasOwn(OTHERS, base) ? OTHERS[base] : undefined;
  if (other !== undefined) return { product: base, seconds: other };
  const usesJvm = list(container['env']).some((each) => {
    const value =
      typeof each === 'object' && each !== null && !Array.isArray(each) ? text((each as JsonObject)['value']) : '';
    return JVM.test(value ?? '');
  });
  if (usesJvm) return { product: { en: 'A Java program', ja: 'Java プログラム' }, seconds: 20 };
  return { product: ANYTHING, seconds: NEVER_ENOUGH };
}
