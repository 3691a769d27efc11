import { containers, get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

const POD_LIMIT = ['spec', 'template', 'spec', 'resources', 'limits', 'memory'] as const;

/** Without a memory limit a leak ends where the memory of the node does, and the kernel picks what it kills (`GetContainerOOMScoreAdjust` in pkg/kubelet/qos, all releases). */
export const memoryLimitMissing = inspectionRule({
  id: 'memory-limit-missing',
  category: 'style',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['LimitRange'],
  messages: {
    default: {
      en: 'Without a memory limit a leak in this container takes the memory from everything else on its node.',
      ja: 'メモリの limits がないと、このコンテナのメモリリークがノード上のほかのすべてからメモリを奪います。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (get(effective, ...POD_LIMIT) !== undefined) return;
    if (context.neighbours.ofKind('LimitRange', context.object).length > 0) return;
    for (const { container, path, init } of containers(effective)) {
      // one that asks for nothing at all is told of by another rule
      if (init || get(container, 'resources', 'limits', 'memory') !== undefined) continue;
      if (get(container, 'resources', 'requests') === undefined) continue;
      const place = [...path, 'resources'];
      yield { path: nodeOf(context.object.root, place) ? place : path, at: 'key' };
    }
  },
});
