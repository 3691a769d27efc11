import { fix, mend } from '../fixing';
import { decodeBase64 } from '../knowledge/base64';
import { usersOf } from '../knowledge/references';
import { nodeOf, object } from '../read';
import { inspectionRule } from '../rule';

/**
 * Values of ConfigMaps and of stringData are strings, those of a Secret's data are base64: anything else makes the API
 * server refuse the object (decoding of `map[string]string` and `map[string][]byte`), and the pods wait for it.
 */
export const configValueRefused = inspectionRule({
  id: 'config-value-refused',
  category: 'broken',
  kinds: ['ConfigMap', 'Secret'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The value of {key} is read as {type}, and values must be strings: the API server refuses this {kind}, and the pods of {user} wait for it. Quote it.',
      ja: '{key} の値は{type}として読まれますが、値は文字列でなければなりません。API サーバーがこの {kind} を拒否し、{user} の Pod は待ち続けます。引用符で囲みます。',
    },
    base64: {
      en: 'The value of {key} is no base64: the API server refuses this Secret, and the pods of {user} wait for it. Plain text belongs under stringData.',
      ja: '{key} の値は base64 ではありません。API サーバーがこの Secret を拒否し、{user} の Pod は待ち続けます。平文は stringData に書きます。',
    },
  },
  *check(context) {
    const { kind } = context.object;
    const fields = kind === 'Secret' ? ['data', 'stringData'] : ['data'];
    for (const field of fields) {
      const data = object(object(context.judgement.effective)?.[field]) ?? {};
      for (const [key, value] of Object.entries(data)) {
        const isWrong = value !== null && typeof value !== 'string';
        const noBase64 =
          kind === 'Secret' && field === 'data' && typeof value === 'string' && decodeBase64(value) === undefined;
        if (!isWrong && !noBase64) continue;
        const referred = kind === 'Secret' ? 'Secret' : 'ConfigMap';
        const user = usersOf(context.neighbours, referred, context.object)[0]?.object.name;
        if (user === undefined) return;
        const path = [field, key];
        const node = nodeOf(context.object.root, path);
        yield {
          path,
          at: 'value',
          message: isWrong ? 'default' : 'base64',
          params: { key, kind, user, type: typeOf(value) },
          fixes: () => {
            if (!isWrong)
              return fix(
                { en: 'Move it to stringData', ja: 'stringData に移す' },
                'alternative',
                mend(context).move(path, ['stringData', key]),
              );
            if (node?.kind !== 'scalar' || field !== 'data' || kind === 'Secret') return [];
            return fix(
              { en: 'Quote it', ja: '引用符で囲む' },
              'preferred',
              mend(context).write(path, JSON.stringify(node.source)),
            );
          },
        };
      }
    }
  },
});

function typeOf(value: unknown) {
  if (typeof value === 'number') return { en: 'a number', ja: '数値' };
  if (typeof value === 'boolean') return { en: 'true or false', ja: '真偽値' };
  return Array.isArray(value) ? { en: 'a list', ja: 'リスト' } : { en: 'a mapping', ja: 'マッピング' };
}
