import { fix, mend } from '../fixing';
import { decodeBase64, encodeBase64 } from '../knowledge/base64';
import { podReferences, usersOf } from '../knowledge/references';
import { object, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * A value that was encoded with `echo` ends with a line break, which becomes part of the variable: passwords and addresses
 * no longer match (the kubelet passes bytes on as they are, all releases).
 */
export const secretValueNewline = inspectionRule({
  id: 'secret-value-newline',
  category: 'risk',
  kinds: ['Secret'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The value of {key} ends with a line break, and {user} gets it with the variable: a password or an address like that does not match. Encode it with echo -n.',
      ja: '{key} の値の末尾に改行があり、環境変数として {user} にそのまま渡ります。パスワードやアドレスは一致しなくなります。echo -n でエンコードします。',
    },
  },
  *check(context) {
    const secret = object(context.judgement.effective);
    for (const field of ['data', 'stringData']) {
      for (const [key, written] of Object.entries(object(secret?.[field]) ?? {})) {
        const value = field === 'data' ? decodeBase64(text(written) ?? '') : text(written);
        // longer texts of several lines are files, which end so rightly
        if (value === undefined || !/^[^\n]{1,200}\r?\n$/.test(value)) continue;
        const user = userOf(context, key);
        if (user === undefined) continue;
        const path = [field, key];
        yield {
          path,
          at: 'value',
          params: { key, user },
          fixes: () =>
            fix(
              { en: 'Leave the line break out', ja: '改行を取り除く' },
              'preferred',
              mend(context).put(
                path,
                field === 'data' ? encodeBase64(value.replace(/\r?\n$/, '')) : value.replace(/\r?\n$/, ''),
              ),
            ),
        };
      }
    }
  },
});

/** A set or daemon that takes the key into a variable. */
function userOf({ neighbours, object: of }: RuleContext, key: string): string | undefined {
  const user = usersOf(neighbours, 'Secret', of).find(({ json, object: workload }) =>
    podReferences(json, workload.kind).some(
      ({ kind, name, use, keys }) =>
        kind === 'Secret' &&
        name === of.name &&
        (use === 'envFrom' || (use === 'env' && keys.some((each) => each.key === key))),
    ),
  );
  return user?.object.name;
}
