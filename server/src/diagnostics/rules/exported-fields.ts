import { fix, mend } from '../fixing';
import { nodeOf } from '../read';
import { inspectionRule } from '../rule';

const SERVERS = ['resourceVersion', 'uid', 'managedFields', 'selfLink', 'generation', 'creationTimestamp'] as const;

/** What the server writes belongs to it: it is ignored, or (resourceVersion, uid) makes the next apply fail with a conflict (API conventions, "Metadata"). */
export const exportedFields = inspectionRule({
  id: 'exported-fields',
  category: 'style',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{field} belongs to the server, so the manifest was probably exported from a cluster: it is ignored when it is applied.',
      ja: '{field} はサーバーが書く値です。クラスターから書き出したマニフェストのようです。適用しても無視されます。',
    },
    conflict: {
      en: '{field} belongs to the server, so the manifest was probably exported from a cluster: as soon as the object has changed, the next apply fails with a conflict.',
      ja: '{field} はサーバーが書く値です。クラスターから書き出したマニフェストのようです。オブジェクトが変わった後に適用すると、競合で失敗します。',
    },
  },
  *check(context) {
    const { root } = context.object;
    const field = SERVERS.find((name) => {
      const node = nodeOf(root, ['metadata', name]);
      return node !== undefined && !(node.kind === 'scalar' && node.value === null);
    });
    if (field === undefined) return;
    yield {
      path: ['metadata', field],
      at: 'key',
      ...(field === 'resourceVersion' || field === 'uid' ? { message: 'conflict' } : {}),
      params: { field: `metadata.${field}` },
      fixes: () =>
        fix(
          { en: `Remove ${field}`, ja: `${field} を削除する` },
          'alternative',
          mend(context).remove(['metadata', field]),
        ),
    };
  },
});
