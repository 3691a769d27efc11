import { fix, mend } from '../fixing';
import { verdictRule } from '../rule';

/** A DaemonSet has no replicas: one pod on every node that its template fits. Strict decoding refuses the field. */
export const dsReplicas = verdictRule({
  id: 'ds-replicas',
  category: 'rejected',
  checks: [],
  claims: (verdict, context) =>
    verdict.check === 'unknown-field' &&
    context.object.kind === 'DaemonSet' &&
    verdict.path.join('.') === 'spec.replicas',
  messages: {
    default: {
      en: 'A DaemonSet has no replicas: it runs one pod on every node that fits. Choose nodes with nodeSelector, affinity and tolerations.',
      ja: 'DaemonSet に replicas はありません。条件に合うすべてのノードで Pod を 1 つずつ動かします。ノードは nodeSelector、affinity、tolerations で選びます。',
    },
  },
  word: (verdict, context) => ({
    at: 'key',
    fixes: () =>
      fix({ en: 'Remove replicas', ja: 'replicas を削除する' }, 'preferred', mend(context).remove(verdict.path)),
  }),
});
