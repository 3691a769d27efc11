import { fix, mend } from '../fixing';
import { templateChange } from '../knowledge/templateChange';
import { get } from '../read';
import { inspectionRule } from '../rule';

const TYPE = ['spec', 'updateStrategy', 'type'] as const;

/**
 * Under OnDelete no controller deletes a pod for the sake of a new template (updateStatefulSet returns before it,
 * syncDaemonSet has no case for it; recorded on 1.36.3 and 1.37.2).
 */
export const onDeleteChangeWaits = inspectionRule({
  id: 'on-delete-change-waits',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The template changes, and under OnDelete the change reaches no running pod: each one keeps the old template until somebody deletes it.',
      ja: 'テンプレートが変わりますが、OnDelete では動作中の Pod に届きません。誰かが削除するまで、各 Pod は古いテンプレートのままです。',
    },
    changed: { en: 'This is what changes', ja: '変更される箇所' },
  },
  *check(context) {
    if (!context.old || get(context.judgement.effective, ...TYPE) !== 'OnDelete') return;
    const [first] = templateChange(context) ?? [];
    if (!first) return;
    yield {
      path: TYPE,
      at: 'value',
      related: [{ path: first, message: 'changed' }],
      fixes: () =>
        fix(
          { en: 'Roll the change out: RollingUpdate', ja: '変更を展開する（RollingUpdate）' },
          'alternative',
          mend(context).put(TYPE, 'RollingUpdate'),
        ),
    };
  },
});
