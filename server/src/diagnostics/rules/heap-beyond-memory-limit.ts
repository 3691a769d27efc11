import { amountOf, memoryLimitOf, spellBytes } from '../knowledge/bytes';
import { type MemorySetting, memorySettings } from '../knowledge/memorySettings';
import { containers, get, list, text } from '../read';
import { inspectionRule } from '../rule';

const PERCENTAGE = /-XX:MaxRAMPercentage=(\d+(?:\.\d+)?)/;
/** The JVM needs metaspace, stacks and buffers beside its heap. */
const MOST_PERCENT = 90;

/**
 * A container that touches more memory than its limit is killed by the kernel (OOMKilled, exit code 137); cgroups of the
 * kubelet, all releases.
 */
export const heapBeyondMemoryLimit = inspectionRule({
  id: 'heap-beyond-memory-limit',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{setting} lets the program take {unit}, but the container is limited to {limit}: it is killed for memory before it can use what it is told to use.',
      ja: '{setting} により、プログラムは {unit} まで使いますが、コンテナの上限は {limit} です。使い切る前にメモリ不足で強制終了されます。',
    },
    percent: {
      en: 'A heap of {percent}% of the limit leaves too little for the rest of the JVM (threads, classes, buffers): the container is killed for memory under load.',
      ja: 'ヒープが上限の {percent}% では、JVM のほかの部分（スレッド、クラス、バッファー）に足りません。負荷がかかるとメモリ不足で強制終了されます。',
    },
  },
  *check(context) {
    const podSpec = get(context.judgement.effective, 'spec', 'template', 'spec');
    for (const { container, path } of containers(context.judgement.effective)) {
      if (container['env'] === undefined && container['args'] === undefined && container['command'] === undefined)
        continue;
      const limit = memoryLimitOf(container, podSpec);
      if (limit === undefined || limit < 1024 * 1024) continue;
      const worst = memorySettings(container, path).reduce<MemorySetting | undefined>(
        (most, each) => (exceeds(each, limit) && each.bytes > (most?.bytes ?? 0) ? each : most),
        undefined,
      );
      if (worst) {
        yield {
          path: worst.path,
          at: 'value',
          params: {
            setting: worst.name,
            unit: spellBytes(worst.bytes),
            limit: spellBytes(limit),
          },
        };
        continue;
      }
      for (const [index, item] of list(container['env']).entries()) {
        const percent = Number(PERCENTAGE.exec(text(get(item, 'value')) ?? '')?.[1] ?? 0);
        if (percent >= MOST_PERCENT && amountOf(get(container, 'resources', 'limits', 'memory')) !== undefined)
          yield { path: [...path, 'env', index, 'value'], at: 'value', message: 'percent', params: { percent } };
      }
    }
  },
});

function exceeds({ bytes, name }: MemorySetting, limit: number): boolean {
  // Go's runtime takes its limit for everything: as much as the container has is allowed
  if (name.startsWith('GOMEMLIMIT')) return bytes > limit;
  // a JVM that fills such a heap has no room for its threads and classes
  return name.startsWith('-X') ? bytes >= limit * 0.95 : bytes >= limit;
}
