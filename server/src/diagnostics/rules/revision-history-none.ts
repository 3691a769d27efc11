import { fix, mend } from '../fixing';
import { get } from '../read';
import { inspectionRule } from '../rule';

const LIMIT = ['spec', 'revisionHistoryLimit'] as const;

/**
 * With a limit of 0 every ControllerRevision goes as soon as no pod uses it (truncateHistory of the StatefulSet,
 * cleanupHistory of the DaemonSet controller): there is nothing that `kubectl rollout undo` could go back to.
 */
export const revisionHistoryNone = inspectionRule({
  id: 'revision-history-none',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  singleValues: true,
  messages: {
    default: {
      en: 'revisionHistoryLimit 0 keeps no old revision: after a rollout kubectl rollout undo has nothing to go back to.',
      ja: 'revisionHistoryLimit 0 では古いリビジョンが残りません。ロールアウト後に kubectl rollout undo で戻れなくなります。',
    },
  },
  *check(context) {
    if (get(context.judgement.effective, ...LIMIT) !== 0) return;
    yield {
      path: LIMIT,
      at: 'value',
      fixes: () => [
        ...fix(
          { en: 'Remove it: 10 revisions are kept', ja: '削除する（10 リビジョンが残ります）' },
          'preferred',
          mend(context).remove(LIMIT),
        ),
      ],
    };
  },
});
