import { all, fix, mend } from '../fixing';
import { enumerate } from '../message';
import { get, mappingOf, stringMap } from '../read';
import { type RuleContext, verdictRule } from '../rule';
import { type Unmet, unmet } from '../selectors';

const LABELS = ['spec', 'template', 'metadata', 'labels'] as const;

/**
 * The template's labels must fulfil the selector: the controller finds its pods by it (ValidatePodTemplateSpecForStatefulSet,
 * ValidateDaemonSetSpec: "`selector` does not match template `labels`").
 */
export const selectorTemplateMismatch = verdictRule({
  id: 'selector-template-mismatch',
  category: 'rejected',
  checks: ['selector-template-mismatch'],
  messages: {
    default: {
      en: 'The selector does not match the pods of this template: it asks for {wanted}.',
      ja: 'selector がこのテンプレートの Pod に一致しません。selector の条件: {wanted}。',
    },
    selector: { en: 'The selector asks for {wanted}.', ja: 'selector の条件: {wanted}。' },
  },
  word: (_verdict, context) => {
    const unfulfilled = unmetTerms(context);
    const first = unfulfilled[0];
    if (!first) return {};
    const params = { wanted: enumerate(unfulfilled.map(words)) };
    return {
      path: first.actual === undefined ? LABELS : [...LABELS, first.key],
      at: first.actual === undefined ? 'key' : 'value',
      params,
      related: [{ path: ['spec', 'selector'], message: 'selector', params }],
      fixes: () => [...fixLabels(context, unfulfilled), ...fixSelector(context, unfulfilled)],
    };
  },
});

function unmetTerms(context: RuleContext): readonly Unmet[] {
  const { effective } = context.judgement;
  return unmet(get(effective, 'spec', 'selector'), stringMap(get(effective, ...LABELS)));
}

function words({ key, operator, values }: Unmet): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}: ${values[0]}` : `${key} in (${values.join(', ')})`;
    case 'NotIn':
      return `${key} not in (${values.join(', ')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
  }
}

/** The repair that keeps a running set: its selector cannot change, its template can. */
function fixLabels(context: RuleContext, unfulfilled: readonly Unmet[]) {
  const positive = unfulfilled.every((term) => term.operator === 'In' && term.values[0] !== undefined);
  if (!positive) return [];
  const mender = mend(context);
  const labels = mappingOf(context.object.root, LABELS);
  const edits = labels
    ? labelEdits(context, unfulfilled)
    : mender.put(LABELS, Object.fromEntries(unfulfilled.map((term) => [term.key, term.values[0] ?? ''])));
  return fix(
    { en: 'Give the pods the labels that the selector asks for', ja: 'selector の条件に合うラベルを Pod に付ける' },
    'preferred',
    edits,
  );
}

/** Labels that are added go in as one edit: two insertions at one place would have no order. */
function labelEdits(context: RuleContext, unfulfilled: readonly Unmet[]) {
  const mender = mend(context);
  const wrong = unfulfilled.filter((term) => term.actual !== undefined);
  const missing = unfulfilled.filter((term) => term.actual === undefined);
  const put = (term: Unmet) => mender.put([...LABELS, term.key], term.values[0] ?? '');
  const additions = missing.map(put);
  const first = additions[0]?.[0];
  const together =
    first && additions.every((edits) => edits?.length === 1 && edits[0]?.span.start === first.span.start)
      ? [{ span: first.span, newText: additions.map((edits) => edits?.[0]?.newText ?? '').join('') }]
      : null;
  return all([...wrong.map(put), ...(missing.length > 1 ? [together] : additions)]);
}

/** The other direction, for a set that does not exist yet: take the template's values into `matchLabels`. */
function fixSelector(context: RuleContext, unfulfilled: readonly Unmet[]) {
  const mender = mend(context);
  const matchLabels = stringMap(get(context.judgement.effective, 'spec', 'selector', 'matchLabels'));
  const edits = all(
    unfulfilled.map(({ key, actual }) =>
      actual !== undefined && matchLabels[key] !== undefined
        ? mender.put(['spec', 'selector', 'matchLabels', key], actual)
        : null,
    ),
  );
  return fix(
    { en: 'Let the selector ask for the labels of the pods', ja: 'selector を Pod のラベルに合わせる' },
    'alternative',
    edits,
  );
}
