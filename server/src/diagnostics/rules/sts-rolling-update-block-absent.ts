import { gatesOf } from '../../../../simulator/src/index';
import { fix, mend } from '../fixing';
import { get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

const STRATEGY = ['spec', 'updateStrategy'] as const;

/**
 * `type: RollingUpdate` without the block leaves it nil (SetDefaults_StatefulSet makes it only where the type is left
 * out too): then newVersionedStatefulSetPod chooses the revision of a pod that comes back by status.currentReplicas, not
 * by the partition. From 1.37 on Parallel sets delete such a pod again at once (recorded on 1.37.2).
 */
export const stsRollingUpdateBlockAbsent = inspectionRule({
  id: 'sts-rolling-update-block-absent',
  category: 'style',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'type RollingUpdate without a rollingUpdate block: a pod that is deleted during a rollout may come back with the old template. With the block it gets the new one.',
      ja: 'type が RollingUpdate で rollingUpdate ブロックがありません。ロールアウト中に削除された Pod が古いテンプレートで戻ることがあります。ブロックがあれば新しいテンプレートになります。',
    },
    churn: {
      en: 'type RollingUpdate without a rollingUpdate block: a pod of this Parallel set that is deleted during a rollout comes back with the old template and is deleted again, over and over.',
      ja: 'type が RollingUpdate で rollingUpdate ブロックがありません。この Parallel のセットでは、ロールアウト中に削除された Pod が古いテンプレートで戻っては再び削除され、これが繰り返されます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const { root } = context.object;
    if (get(effective, ...STRATEGY, 'type') !== 'RollingUpdate') return;
    if (get(effective, ...STRATEGY, 'rollingUpdate') !== undefined || !nodeOf(root, [...STRATEGY, 'type'])) return;
    const parallel = get(effective, 'spec', 'podManagementPolicy') === 'Parallel';
    const gates = gatesOf(context.release);
    const churns = parallel && gates.has('parallelTwoPasses') && gates.enabled('MaxUnavailableStatefulSet');
    yield {
      path: [...STRATEGY, 'type'],
      at: 'value',
      message: churns ? 'churn' : 'default',
      fixes: () =>
        fix(
          { en: 'Write the block with partition 0', ja: 'partition: 0 のブロックを書く' },
          'preferred',
          mend(context).put([...STRATEGY, 'rollingUpdate'], { partition: 0 }),
        ),
    };
  },
});
