import { fix, mend } from '../fixing';
import { nodeAgentRole } from '../knowledge/nodeAgents';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;
/**
 * Pods of priority 0 are preempted for others and are the first to be evicted when a node runs short; node agents belong
 * to `system-node-critical` (kubernetes.io, "Guaranteed Scheduling For Critical Add-On Pods").
 */
export const nodeCriticalWithoutPriority = inspectionRule({
  id: 'node-critical-without-priority',
  category: 'risk',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'This daemon serves the whole node ({why}), but its pods have priority 0: ordinary pods can take its place or push it off a full node.',
      ja: 'ノード全体に関わるデーモン（{why}）ですが、Pod の優先度が 0 です。通常の Pod に場所を取られたり、混んだノードから追い出されたりします。',
    },
  },
  *check(context) {
    const spec = get(context.judgement.effective, ...SPEC);
    if (text(get(spec, 'priorityClassName')) || get(spec, 'priority') !== undefined) return;
    const why = nodeAgentRole(context.object, context.judgement.effective);
    if (!why) return;
    yield {
      path: SPEC,
      at: 'key',
      params: { why },
      fixes: () =>
        fix(
          {
            en: 'Set priorityClassName: system-node-critical',
            ja: 'priorityClassName: system-node-critical を設定する',
          },
          'alternative',
          mend(context).put([...SPEC, 'priorityClassName'], 'system-node-critical'),
        ),
    };
  },
});
