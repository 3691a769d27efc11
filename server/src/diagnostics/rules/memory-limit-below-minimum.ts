import { memoryLimitOf, spellBytes } from '../knowledge/bytes';
import { imageOf } from '../knowledge/images';
import { memorySettings } from '../knowledge/memorySettings';
import { containers, get, list, text } from '../read';
import { inspectionRule } from '../rule';

const MIB = 1024 ** 2;

interface Need {
  readonly image: RegExp;
  readonly product: string;
  readonly bytes: number;
  /** a heap that the image sets by itself, unless it is told another */
  readonly heap: boolean;
  /** variables that set it */
  readonly unless?: RegExp;
}

/** What the images take without being told. Sources: their start scripts and system requirements, state of 2025. */
const NEEDS: readonly Need[] = [
  { image: /(?:^|\/)mssql\/server$/, product: 'SQL Server', bytes: 2000 * MIB, heap: false },
  {
    image: /(?:^|\/)(?:kafka|cp-kafka|cp-server)$/,
    product: 'Kafka',
    bytes: 1024 * MIB,
    heap: true,
    unless: /HEAP_OPTS|JVM_OPTS/,
  },
  {
    image: /(?:^|\/)(?:zookeeper|cp-zookeeper)$/,
    product: 'ZooKeeper',
    bytes: 1000 * MIB,
    heap: true,
    unless: /HEAP|JVMFLAGS|JVM_OPTS/,
  },
  { image: /(?:^|\/)opensearch$/, product: 'OpenSearch', bytes: 1024 * MIB, heap: true, unless: /JAVA_OPTS/ },
  { image: /(?:^|\/)logstash$/, product: 'Logstash', bytes: 1024 * MIB, heap: true, unless: /JAVA_OPTS|HEAP/ },
  { image: /(?:^|\/)mysql$/, product: 'MySQL', bytes: 256 * MIB, heap: false },
  { image: /(?:^|\/)clickhouse-server$/, product: 'ClickHouse', bytes: 256 * MIB, heap: false },
];

/** A container that reaches its memory limit is killed; these programs reach it at their start. */
export const memoryLimitBelowMinimum = inspectionRule({
  id: 'memory-limit-below-minimum',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    heap: {
      en: '{product} sets itself a heap of {bytes} unless it is told another, and the container is limited to {limit}: it is killed for memory soon after its start.',
      ja: '{product} は指定がなければ {bytes} のヒープを使いますが、コンテナの上限は {limit} です。起動後まもなくメモリ不足で強制終了されます。',
    },
    default: {
      en: '{product} needs at least {bytes} to start, and the container is limited to {limit}.',
      ja: '{product} の起動には少なくとも {bytes} が必要ですが、コンテナの上限は {limit} です。',
    },
  },
  *check(context) {
    const podSpec = get(context.judgement.effective, 'spec', 'template', 'spec');
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init || container['command'] !== undefined) continue;
      const limit = memoryLimitOf(container, podSpec);
      const image = imageOf(container);
      if (limit === undefined || limit < MIB || !image) continue;
      const need = NEEDS.find((each) => each.image.test(image.repository));
      if (!need || limit >= need.bytes) continue;
      const told = list(container['env']).some((each) => need.unless?.test(text(get(each, 'name')) ?? ''));
      if (told || container['envFrom'] !== undefined || memorySettings(container, path).length > 0) continue;
      const own = get(container, 'resources', 'limits', 'memory') !== undefined;
      yield {
        path: own
          ? [...path, 'resources', 'limits', 'memory']
          : ['spec', 'template', 'spec', 'resources', 'limits', 'memory'],
        at: 'value',
        message: need.heap ? 'heap' : 'default',
        params: {
          product: need.product,
          bytes: spellBytes(need.bytes),
          limit: spellBytes(limit),
        },
      };
    }
  },
});
