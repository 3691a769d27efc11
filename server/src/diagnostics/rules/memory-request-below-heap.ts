import { amountOf, memoryLimitOf, spellBytes } from '../knowledge/bytes';
import { memorySettings } from '../knowledge/memorySettings';
import { containers, get } from '../read';
import { inspectionRule } from '../rule';

/** The scheduler counts requests alone (`NodeResourcesFit`); what is used beyond them is taken back first (pkg/kubelet/eviction). */
export const memoryRequestBelowHeap = inspectionRule({
  id: 'memory-request-below-heap',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{setting} takes {bytes}, but the container asks the scheduler for {request}: it lands on nodes without that much memory, and is evicted first when they run short.',
      ja: '{setting} は {bytes} を使いますが、スケジューラーへの要求は {request} です。その量のないノードに配置され、メモリが不足すると最初に退避されます。',
    },
  },
  *check(context) {
    const podSpec = get(context.judgement.effective, 'spec', 'template', 'spec');
    for (const { container, path } of containers(context.judgement.effective)) {
      const request = amountOf(get(container, 'resources', 'requests', 'memory'));
      if (request === undefined || request < 1024 * 1024) continue;
      const limit = memoryLimitOf(container, podSpec);
      const most = memorySettings(container, path).reduce<ReturnType<typeof memorySettings>[number] | undefined>(
        (largest, each) => (each.bytes > (largest?.bytes ?? 0) ? each : largest),
        undefined,
      );
      // beyond the limit is another mistake
      if (!most || most.bytes < 2 * request || (limit !== undefined && most.bytes >= limit)) continue;
      yield {
        path: [...path, 'resources', 'requests', 'memory'],
        at: 'value',
        params: { setting: most.name, bytes: spellBytes(most.bytes), request: spellBytes(request) },
      };
    }
  },
});
