import { fix, mend } from '../fixing';
import { get, nodeOf } from '../read';
import { inspectionRule } from '../rule';

const ROLLING_UPDATE = ['spec', 'updateStrategy', 'rollingUpdate'] as const;

/** ValidateDaemonSetUpdateStrategy takes a rollingUpdate block beside OnDelete, and the controller never looks at it. */
export const dsOnDeleteBudgetIgnored = inspectionRule({
  id: 'ds-on-delete-budget-ignored',
  category: 'style',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'Under OnDelete the rollingUpdate block is accepted and never used: pods are replaced only when somebody deletes them.',
      ja: 'OnDelete では rollingUpdate ブロックは受け付けられますが使われません。Pod は誰かが削除したときにだけ置き換わります。',
    },
  },
  *check(context) {
    if (get(context.judgement.effective, 'spec', 'updateStrategy', 'type') !== 'OnDelete') return;
    if (nodeOf(context.object.root, ROLLING_UPDATE)?.kind !== 'mapping') return;
    yield {
      path: ROLLING_UPDATE,
      at: 'key',
      fixes: () =>
        fix(
          { en: 'Remove rollingUpdate', ja: 'rollingUpdate を削除する' },
          'alternative',
          mend(context).remove(ROLLING_UPDATE),
        ),
    };
  },
});
