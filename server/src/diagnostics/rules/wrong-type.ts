import { fix, mend } from '../fixing';
import { nodeOf } from '../read';
import { type RuleContext, type Verdict, verdictRule } from '../rule';

/**
 * A value of another type than the field has: the server cannot decode it (json: cannot unmarshal …, HTTP 400). YAML 1.1
 * scalars are the usual reason: `yes`, `on` and `0755` are no strings.
 */
export const wrongType = verdictRule({
  id: 'wrong-type',
  category: 'rejected',
  checks: ['wrong-type'],
  reasons: ['FieldValueTypeInvalid'],
  messages: {
    default: { en: '{detail}', ja: '{detail}' },
  },
  word: (verdict, context) => ({ fixes: () => repairs(verdict, context) }),
});

const LISTS = /^(?:list|array|\[\])/i;

function repairs(verdict: Verdict, context: RuleContext) {
  const node = nodeOf(context.object.root, verdict.path);
  const expected = String(verdict.params['expected'] ?? '');
  if (!node) return [];
  const mender = mend(context);
  if (LISTS.test(expected)) {
    // one item where a list belongs; of a command it may be meant to be taken apart
    if (node.kind !== 'scalar' || node.type !== 'string' || /[\n[\]{},]/.test(node.source)) return [];
    return fix(
      { en: `Make it a list of one: [${node.source}]`, ja: `1 つだけのリストにする: [${node.source}]` },
      'alternative',
      mender.write(verdict.path, `[${node.source}]`),
    );
  }
  if (node.kind === 'scalar' && node.style === 'plain' && node.type !== 'string' && node.type !== 'null') {
    if (!/string/i.test(expected)) return [];
    return fix(
      { en: `Quote it: "${node.source}"`, ja: `引用符で囲む: "${node.source}"` },
      'preferred',
      mender.write(verdict.path, JSON.stringify(node.source)),
    );
  }
  if (node.kind === 'scalar' && node.type === 'string' && /^-?\d+$/.test(String(node.value).trim())) {
    if (!/int|number/i.test(expected)) return [];
    const number = String(node.value).trim();
    return fix(
      { en: `Write the number ${number}`, ja: `数値 ${number} にする` },
      'preferred',
      mender.write(verdict.path, number),
    );
  }
  if (node.kind === 'scalar' && node.type === 'string' && /bool/i.test(expected)) {
    const word = /^(true|yes|on)$/i.test(String(node.value))
      ? 'true'
      : /^(false|no|off)$/i.test(String(node.value))
        ? 'false'
        : null;
    if (word === null) return [];
    return fix({ en: `Write ${word}`, ja: `${word} にする` }, 'preferred', mender.write(verdict.path, word));
  }
  return [];
}
