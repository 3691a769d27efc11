import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { templateChange } from '../knowledge/templateChange';
import { get } from '../read';
import { inspectionRule } from '../rule';

const TYPE = ['spec', 'updateStrategy', 'type'] as const;

const RUNS: ReadonlySet<string | number> = new Set(['image', 'command', 'args', 'env', 'envFrom']);

/**
 * Is the path one of what the pods run: a container or a volume that is new, a program, its settings? Who chose OnDelete
 * need not hear of labels and resources that come with the next pod.
 */
function changesWhatRuns(path: Path): boolean {
  const [field, , inside] = path.slice(3);
  if (field === 'volumes') return true;
  return (field === 'containers' || field === 'initContainers') && (inside === undefined || RUNS.has(inside));
}

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
    const first = (templateChange(context) ?? []).find(changesWhatRuns);
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
