import { fix, mend } from '../fixing';
import { nodeOf } from '../read';
import { inspectionRule } from '../rule';

const ALIAS = ['spec', 'template', 'spec', 'serviceAccount'] as const;

/** `serviceAccount` is the deprecated alias of `serviceAccountName`, which wins where both are written (`Convert_v1_PodSpec_To_core_PodSpec`, all releases). */
export const serviceAccountAlias = inspectionRule({
  id: 'service-account-alias',
  category: 'style',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'serviceAccount is the deprecated alias of serviceAccountName; tools that look for the account do not find it here.',
      ja: 'serviceAccount は serviceAccountName の非推奨の別名です。アカウントを調べるツールからは見えません。',
    },
    both: {
      en: 'serviceAccount is the deprecated alias of serviceAccountName, and where both are written it is ignored.',
      ja: 'serviceAccount は serviceAccountName の非推奨の別名で、両方ある場合は無視されます。',
    },
  },
  *check(context) {
    const { root } = context.object;
    if (!nodeOf(root, ALIAS)) return;
    const both = nodeOf(root, ['spec', 'template', 'spec', 'serviceAccountName']) !== undefined;
    yield {
      path: ALIAS,
      at: 'key',
      ...(both ? { message: 'both' } : {}),
      fixes: () =>
        both
          ? fix(
              { en: 'Remove serviceAccount', ja: 'serviceAccount を削除する' },
              'preferred',
              mend(context).remove(ALIAS),
            )
          : fix(
              { en: 'Use serviceAccountName', ja: 'serviceAccountName を使う' },
              'preferred',
              mend(context).rename(ALIAS, 'serviceAccountName'),
            ),
    };
  },
});
