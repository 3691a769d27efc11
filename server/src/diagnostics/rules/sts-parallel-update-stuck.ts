import { atLeast } from '../../../../simulator/src/index';
import { fix, mend } from '../fixing';
import { MAX_UNAVAILABLE, rolls } from '../knowledge/rollout';
import { get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

/**
 * Regression of 1.35.0 to 1.35.3: with podManagementPolicy Parallel old pods that are broken fill the budget of
 * maxUnavailable, and nothing replaces them (updateStatefulSetAfterInvariantEstablished; mended by switching the gate
 * MaxUnavailableStatefulSet off in 1.35.4).
 */
export const stsParallelUpdateStuck = inspectionRule({
  id: 'sts-parallel-update-stuck',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'In Kubernetes 1.35.0 to 1.35.3 broken old pods of a Parallel set count against maxUnavailable: when {budget} of them are not ready, the template that would mend them never rolls out.',
      ja: 'Kubernetes 1.35.0 から 1.35.3 では、Parallel のセットの壊れた古い Pod も maxUnavailable に数えられます。{budget} 個が準備できない状態になると、直すためのテンプレートが展開されません。',
    },
  },
  *check(context) {
    const { release } = context;
    if (!atLeast(release, 35) || atLeast(release, 35, 4)) return;
    const { effective } = context.judgement;
    if (get(effective, 'spec', 'podManagementPolicy') !== 'Parallel' || !rolls(effective)) return;
    const written = nodeOf(context.object.root, MAX_UNAVAILABLE);
    if (written?.kind !== 'scalar') return;
    yield {
      path: MAX_UNAVAILABLE,
      at: 'value',
      params: { budget: written.source },
      fixes: () =>
        fix(
          { en: 'Remove maxUnavailable', ja: 'maxUnavailable を削除する' },
          'alternative',
          mend(context).remove(MAX_UNAVAILABLE),
        ),
    };
  },
});
