import { containers, get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/** Requests are what the scheduler, the autoscalers and the kubelet's eviction go by (`GetPodQOS`, all releases). */
export const requestsMissing = inspectionRule({
  id: 'requests-missing',
  category: 'style',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'This container asks for neither cpu nor memory: it is placed as if it needed nothing, and is the first to give way on a full node.',
      ja: 'このコンテナには CPU とメモリの要求がありません。何も必要としないものとして配置され、混んだノードでは真っ先に後回しにされます。',
    },
  },
  *check(context) {
    if (get(context.judgement.effective, 'spec', 'template', 'spec', 'resources') !== undefined) return;
    for (const { container, path, init } of containers(context.judgement.effective)) {
      if (init) continue;
      const asks = ['requests', 'limits'].some(
        (field) => Object.keys(Object(get(container, 'resources', field) ?? {})).length > 0,
      );
      if (asks) continue;
      const place = [...path, 'resources'];
      yield { path: nodeOf(context.object.root, place) ? place : path, at: 'key' };
    }
  },
});
