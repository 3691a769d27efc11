import { keepsData, storeOf } from '../knowledge/stores';
import { containers, get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * Pods without requests and limits are of class BestEffort: the first to be killed when a node runs short of memory
 * (`GetPodQOS`, `GetContainerOOMScoreAdjust` in pkg/kubelet/qos, all releases).
 */
export const memoryRequestMissing = inspectionRule({
  id: 'memory-request-missing',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{product} asks for no memory: it may land on a node that has none to spare, and is among the first to be killed when the node runs short.',
      ja: '{product} にメモリの要求がありません。余裕のないノードに配置されることがあり、メモリが不足すると真っ先に強制終了されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    if (get(effective, 'spec', 'template', 'spec', 'resources') !== undefined) return;
    for (const { container, path, init } of containers(effective)) {
      if (init) continue;
      const asked = (field: string) => get(container, 'resources', field, 'memory') !== undefined;
      if (asked('requests') || asked('limits')) continue;
      const found = storeOf(container);
      if (!found || !keepsData(container, found)) continue;
      const resources = [...path, 'resources'];
      yield {
        path: nodeOf(context.object.root, resources) ? resources : path,
        at: 'key',
        params: { product: found.store.product },
      };
    }
  },
});
