import { fix, mend } from '../fixing';
import { get, object, stringMap } from '../read';
import { verdictRule } from '../rule';

const SELECTOR = ['spec', 'selector'] as const;

/**
 * Without a selector the controller does not know its pods. A StatefulSet gets `Required` at spec.selector
 * (ValidateStatefulSetSpec); a DaemonSet has no such check and fails as one that matches no labels.
 */
export const selectorMissing = verdictRule({
  id: 'selector-missing',
  category: 'rejected',
  checks: ['selector-missing'],
  claims: (verdict, context) => {
    const selector = get(context.judgement.effective, ...SELECTOR);
    if (verdict.check === 'selector-template-mismatch') return selector === undefined || isEmpty(selector);
    return verdict.field === 'spec.selector' && (selector === undefined || isEmpty(selector));
  },
  messages: {
    default: {
      en: 'spec.selector is missing: a {kind} finds its pods by the labels that it names.',
      ja: 'spec.selector がありません。{kind} は selector で指定したラベルで自分の Pod を見つけます。',
    },
    empty: {
      en: 'spec.selector is empty: a {kind} finds its pods by the labels that it names.',
      ja: 'spec.selector が空です。{kind} は selector で指定したラベルで自分の Pod を見つけます。',
    },
  },
  word: (_verdict, context) => {
    const { effective } = context.judgement;
    const labels = stringMap(get(effective, 'spec', 'template', 'metadata', 'labels'));
    return {
      // what is missing is shown at the block that lacks it
      path: SELECTOR,
      at: 'key',
      message: get(effective, ...SELECTOR) === undefined ? 'default' : 'empty',
      params: { kind: context.object.kind },
      fixes: () =>
        fix(
          { en: "Select the pods by the template's labels", ja: 'テンプレートのラベルで Pod を選択する' },
          'preferred',
          Object.keys(labels).length > 0 ? mend(context).put(SELECTOR, { matchLabels: stable(labels) }) : [],
        ),
    };
  },
});

function isEmpty(selector: Parameters<typeof object>[0]): boolean {
  const block = object(selector);
  if (!block) return false;
  const { matchLabels, matchExpressions } = block;
  const none = (value: typeof matchLabels) => value == null || Object.keys(value).length === 0;
  return none(matchLabels) && none(matchExpressions);
}

/** A selector cannot change later: labels that change with every release stay out of it, unless nothing else is left. */
function stable(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const moving = /(^|[./-])(version|chart|revision|release-version|managed-by|date|hash|commit)$/i;
  const kept = Object.entries(labels).filter(([key]) => !moving.test(key));
  return kept.length > 0 ? Object.fromEntries(kept) : labels;
}
