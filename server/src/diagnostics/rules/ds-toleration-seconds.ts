import { fix, mend } from '../fixing';
import { placementOf } from '../knowledge/placement';
import { NOT_READY, UNREACHABLE } from '../knowledge/taints';
import { inspectionRule } from '../rule';

/**
 * The DaemonSet controller asks whether a taint is tolerated, never for how long (`nodeShouldRunDaemonPod`), while the
 * taint eviction controller evicts after tolerationSeconds: the pod is made again on the same node and evicted again, as
 * long as the taint stays. The tolerations for not-ready and unreachable are overwritten by the controller's own where
 * their operator is Exists (`AddOrUpdateDaemonPodTolerations`). All releases from 1.32 to 1.37.
 */
export const dsTolerationSeconds = inspectionRule({
  id: 'ds-toleration-seconds',
  category: 'risk',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'The pod is evicted after {seconds} seconds and made again on the same node at once, because the DaemonSet controller counts {taint} as tolerated: this repeats as long as the taint stays.',
      ja: 'Pod は {seconds} 秒後に退避されますが、DaemonSet コントローラーは {taint} を許容されたものとみなし、同じノードにすぐ作り直します。taint がある限り、これが繰り返されます。',
    },
  },
  *check(context) {
    for (const { key, path, effect, tolerationSeconds: seconds } of placementOf(context.judgement.effective)
      .tolerations) {
      if (seconds === undefined || (effect !== 'NoExecute' && effect !== '')) continue;
      if (key === NOT_READY || key === UNREACHABLE) continue;
      const at = [...path, 'tolerationSeconds'];
      yield {
        path: at,
        at: 'value',
        params: {
          seconds: Math.max(0, seconds),
          taint: key === '' ? { en: 'any such taint', ja: 'そのような taint' } : key,
        },
        fixes: () =>
          fix(
            { en: 'Tolerate the taint without a limit', ja: '期限なしで許容する' },
            'preferred',
            mend(context).remove(at),
          ),
      };
    }
  },
});
