import { fix, mend } from '../fixing';
import { get } from '../read';
import { verdictRule } from '../rule';

/** Pods of a DaemonSet or StatefulSet must have `restartPolicy: Always` (ValidateDaemonSetSpec, ValidateStatefulSetSpec). */
export const restartPolicy = verdictRule({
  id: 'restart-policy',
  category: 'rejected',
  checks: ['restart-policy'],
  messages: {
    default: {
      en: 'A {kind} keeps its pods running: restartPolicy can only be Always, not {value}. For work that ends, use a Job.',
      ja: '{kind} は Pod を動かし続けます。restartPolicy は Always だけが許され、{value} は使えません。終わりのある処理には Job を使ってください。',
    },
  },
  word: (verdict, context) => ({
    params: { kind: context.object.kind, value: String(get(context.judgement.effective, ...verdict.path) ?? '') },
    fixes: () =>
      fix(
        { en: 'Set restartPolicy to Always', ja: 'restartPolicy を Always にする' },
        'preferred',
        mend(context).put(verdict.path, 'Always'),
      ),
  }),
});
