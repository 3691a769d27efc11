/** Completion in comments that suppress findings: the comment's own word, then ids of rules. */
import { type Localized, ruleRegistry } from '../diagnostics/index';
import type { RuleTitles } from './config/editConfig';
import type { CompletionItem, Position } from './service';

const WORDS: readonly { readonly label: string; readonly detail: Localized }[] = [
  {
    label: 'rollout-lens-disable-next-line',
    detail: { en: 'suppresses findings on the next line', ja: '次の行の指摘を抑制する' },
  },
  {
    label: 'rollout-lens-disable-line',
    detail: { en: 'suppresses findings on this line', ja: 'この行の指摘を抑制する' },
  },
  {
    label: 'rollout-lens-disable',
    detail: { en: 'suppresses findings in this document', ja: 'この文書の指摘を抑制する' },
  },
];
const WORD = /(?:^|\s)#[ \t]*(rollout[\w-]*)$/;
const IDS = /(?:^|\s)#[ \t]*rollout-lens-disable(?:-next-line|-line)?[ \t]+((?:[\w-]+[ \t,]+)*)([\w-]*)$/;
/** Longer lines (UTF-16 units) end in no such comment. */
const MOST_CHARACTERS = 1000;

/** Is it worth a closer look? */
export function mayBeSuppression(before: string): boolean {
  return before.length <= MOST_CHARACTERS && before.includes('#') && before.includes('rollout');
}

/**
 * @param before the line up to the cursor
 * @param found ids of rules that have something to say: they come first
 * @returns null where the cursor is in no such comment
 */
export function completeSuppression(
  before: string,
  position: Position,
  language: 'en' | 'ja',
  titles: RuleTitles,
  found: () => ReadonlySet<string>,
): readonly CompletionItem[] | null {
  const edit = (prefix: string, newText: string) => ({
    range: { start: { ...position, character: position.character - prefix.length }, end: position },
    newText,
  });
  const word = WORD.exec(before)?.[1];
  if (word !== undefined) {
    return WORDS.map(({ label, detail }, index) => ({
      label,
      kind: 'value',
      detail: detail[language],
      edit: edit(word, `${label} `),
      snippet: false,
      sortText: String(index),
    }));
  }
  const ids = IDS.exec(before);
  if (!ids) return null;
  const [, named = '', prefix = ''] = ids;
  // behind the dashes stands a reason
  if (/(?:^|\s)--\s/.test(named)) return [];
  const taken = new Set(named.split(/[\s,]+/));
  const speaking = found();
  return ruleRegistry().rules.flatMap((rule): CompletionItem[] =>
    taken.has(rule.id)
      ? []
      : [
          {
            label: rule.id,
            kind: 'value',
            detail: titles[rule.id] ?? rule.category,
            edit: edit(prefix, rule.id),
            snippet: false,
            sortText: `${speaking.has(rule.id) ? 0 : 1}${rule.id}`,
          },
        ],
  );
}
