import { fix, mend } from '../fixing';
import { POD } from '../knowledge/placement';
import { get } from '../read';
import { inspectionRule } from '../rule';

/**
 * `system-node-critical` is the highest priority there is, for what a node needs to work (kubernetes.io, "Guaranteed
 * Scheduling For Critical Add-On Pods"): its pods take the place of any other, network and DNS included.
 */
export const stsNodeCriticalPriority = inspectionRule({
  id: 'sts-node-critical-priority',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'system-node-critical is for what every node needs to work: on a full node these replicas push off network, DNS and storage pods. Give them a PriorityClass of their own.',
      ja: 'system-node-critical は、ノードの動作に欠かせないもののための優先度です。混んだノードでは、このレプリカがネットワーク、DNS、ストレージの Pod を追い出します。専用の PriorityClass を使います。',
    },
  },
  *check(context) {
    if (context.object.namespace === 'kube-system') return;
    const spec = get(context.judgement.effective, ...POD);
    if (get(spec, 'priorityClassName') !== 'system-node-critical') return;
    const path = [...POD, 'priorityClassName'];
    yield {
      path,
      at: 'value',
      fixes: () => fix({ en: 'Remove it', ja: '削除する' }, 'alternative', mend(context).remove(path)),
    };
  },
});
