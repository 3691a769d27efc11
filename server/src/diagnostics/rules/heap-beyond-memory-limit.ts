import type { Json } from '../../apiServer/index';
import { amountOf, memoryLimitOf, spellBytes } from '../knowledge/bytes';
import { imageOf } from '../knowledge/images';
import { type MemorySetting, memorySettings } from '../knowledge/memorySettings';
import { filesOf, withoutComments } from '../knowledge/mountedFiles';
import { podStorage } from '../knowledge/storage';
import { containers, get, list, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

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
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '{setting} lets the program take {unit}, but the container is limited to {limit}: it is killed for memory before it can use what it is told to use.',
      ja: '{setting} により、プログラムは {unit} まで使いますが、コンテナの上限は {limit} です。使い切る前にメモリ不足で強制終了されます。',
    },
    limiter: {
      en: 'memory_limiter in {file} lets the collector grow to {unit}, and the container is limited to {limit}: it is killed before it starts to refuse data.',
      ja: '{file} の memory_limiter はコレクターに {unit} まで許しますが、コンテナの上限は {limit} です。データを断り始める前に強制終了されます。',
    },
    percent: {
      en: 'A heap of {percent}% of the limit leaves too little for the rest of the JVM (threads, classes, buffers): the container is killed for memory under load.',
      ja: 'ヒープが上限の {percent}% では、JVM のほかの部分（スレッド、クラス、バッファー）に足りません。負荷がかかるとメモリ不足で強制終了されます。',
    },
  },
  *check(context) {
    const podSpec = get(context.judgement.effective, 'spec', 'template', 'spec');
    yield* collectors(context, podSpec);
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

const LIMITER =
  /^[ \t]*memory_limiter[^\n]*:[^\n]*\n(?:[ \t]*\n|[ \t]+(?!limit_mib)\w+:[^\n]*\n)*[ \t]+limit_mib:[ \t]*(\d+)/m;

/** The collector's memory_limiter (`limit_mib`) in a mounted configuration. */
function* collectors(context: RuleContext, podSpec: Json | undefined): Generator<Finding> {
  for (const container of podStorage(context.judgement.effective).containers) {
    if (!/^(?:opentelemetry-collector|otelcol)/.test(imageOf(container.json)?.base ?? '')) continue;
    const limit = memoryLimitOf(container.json, podSpec);
    const own = amountOf(get(container.json, 'resources', 'limits', 'memory')) !== undefined;
    if (limit === undefined) continue;
    for (const { path, content } of filesOf(context, container)) {
      const told = LIMITER.exec(withoutComments(content));
      const bytes = Number(told?.[1] ?? 0) * 1024 ** 2;
      if (bytes <= limit) continue;
      const place = own ? [...container.path, 'resources', 'limits', 'memory'] : container.path;
      const file = path.slice(path.lastIndexOf('/') + 1);
      const params = { file, unit: spellBytes(bytes), limit: spellBytes(limit) };
      yield { path: place, at: 'value', message: 'limiter', params };
    }
  }
}

function exceeds({ bytes, name }: MemorySetting, limit: number): boolean {
  // Go's runtime takes its limit for everything: as much as the container has is allowed
  if (name.startsWith('GOMEMLIMIT')) return bytes > limit;
  // a JVM that fills such a heap has no room for its threads and classes
  return name.startsWith('-X') ? bytes >= limit * 0.95 : bytes >= limit;
}
