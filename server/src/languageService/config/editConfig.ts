/** Completion and hover in `.rollout-lens.yaml`. */
import { DEFAULT_SEVERITY, type Language, type Rule, ruleRegistry } from '../../diagnostics/index';
import { contextAt, type Path, parseDocument, pathAtOffset, type Span, type TypingContext } from '../../manifest/index';
import { fieldsAt, valuesAt } from './fields';

/** Titles of the rules by id, as their pages have them. */
export type RuleTitles = Readonly<Record<string, string>>;

export interface ConfigCompletion {
  readonly label: string;
  readonly kind: 'field' | 'value';
  readonly detail?: string;
  readonly documentation?: string;
  /** offsets in the text that `newText` replaces */
  readonly span: Span;
  readonly newText: string;
  readonly snippet: boolean;
  readonly sortText: string;
  readonly filterText?: string;
}

/** What can stand at an offset of the text. */
export function completeConfig(
  text: string,
  offset: number,
  language: Language,
  titles: RuleTitles,
): readonly ConfigCompletion[] {
  const typing = contextAt(parseDocument(text), offset);
  if (!typing) return [];
  if (typing.expects === 'value') return values(typing, typing.path, typing.needsSpace ? ' ' : '');
  if (typing.expects === 'item') {
    const lead = typing.needsSpace ? ' ' : '';
    return [...keys(typing, typing.path, lead, language, titles), ...values(typing, typing.path, lead)];
  }
  return keys(typing, typing.parentPath, '', language, titles);
}

function values(typing: TypingContext, path: Path, lead: string): ConfigCompletion[] {
  return valuesAt(path).map((value, index) => ({
    label: value,
    kind: 'value',
    span: typing.replaceSpan,
    newText: lead + value,
    snippet: false,
    sortText: String(index).padStart(2, '0'),
    // what is typed may lack the quotes
    ...(value.startsWith('"') && !typing.prefix.startsWith('"') ? { filterText: value.slice(1, -1) } : {}),
  }));
}

function keys(
  typing: TypingContext,
  path: Path,
  lead: string,
  language: Language,
  titles: RuleTitles,
): ConfigCompletion[] {
  const open = new Set(typing.existingKeys);
  const plain = { kind: 'field', span: typing.replaceSpan } as const;
  if (path.length === 1 && path[0] === 'rules' && typing.expects === 'key') {
    return ruleRegistry().rules.flatMap((rule): ConfigCompletion[] => {
      if (open.has(rule.id)) return [];
      const documentation = ruleWords(rule, language);
      return [
        {
          ...plain,
          label: rule.id,
          detail: titles[rule.id] ?? rule.category,
          documentation,
          newText: typing.hasColon ? rule.id : `${rule.id}: `,
          snippet: false,
          sortText: rule.id,
        },
      ];
    });
  }
  const deeper = `\n${' '.repeat(typing.indent + 2)}`;
  return fieldsAt(path).flatMap((field, index): ConfigCompletion[] => {
    if (open.has(field.name)) return [];
    const opens = typing.inFlow ? undefined : field.opens;
    const behind = opens === 'block' ? `:${deeper}$0` : opens === 'list' ? `:${deeper}- $0` : ': ';
    return [
      {
        ...plain,
        label: field.name,
        documentation: field.about[language],
        newText: lead + field.name + (typing.hasColon ? '' : behind),
        snippet: !typing.hasColon && opens !== undefined,
        sortText: String(index).padStart(2, '0'),
      },
    ];
  });
}

const WORDS = {
  en: {
    category: {
      rejected: 'The API server refuses it.',
      broken: 'It is accepted and cannot work as written.',
      risk: 'It works until something ordinary happens.',
      style: 'A matter of style: off unless asked for.',
    },
    severity: 'Severity without a setting',
    page: 'More',
  },
  ja: {
    category: {
      rejected: 'API サーバーが拒否します。',
      broken: '受け付けられますが、書かれたとおりには動きません。',
      risk: 'よくある出来事をきっかけに問題になります。',
      style: 'スタイルに関する規則です。既定では報告しません。',
    },
    severity: '既定の重大度',
    page: '詳しく',
  },
} as const;

/** Category and severity of a rule, as Markdown. */
function ruleWords(rule: Rule, language: Language): string {
  const words = WORDS[language];
  const severity = rule.severity ?? DEFAULT_SEVERITY[rule.category];
  return `${words.category[rule.category]}\n\n${words.severity}: \`${severity}\``;
}

/**
 * What the key or value at an offset means, as Markdown; null where there is nothing to say.
 * @param rulePage address of a rule's page
 */
export function hoverConfig(
  text: string,
  offset: number,
  language: Language,
  titles: RuleTitles,
  rulePage: (rule: string) => string | undefined,
): { readonly span: Span; readonly contents: string } | null {
  const document = parseDocument(text);
  const { path, entry, where } = pathAtOffset(document, offset);
  if (!entry || where === 'gap') return null;
  const span = entry.keySpan;
  const key = path.findLast((step) => typeof step === 'string');
  const holder = path.slice(0, path.lastIndexOf(key ?? ''));
  if (typeof key !== 'string') return null;
  const rule = path[0] === 'rules' && typeof path[1] === 'string' ? ruleRegistry().get(path[1]) : undefined;
  if (rule && path.length === 2) {
    const href = rulePage(rule.id);
    const title = titles[rule.id];
    const head = `**${rule.id}**${title ? `: ${title}` : ''}`;
    const more = href ? `\n\n[${WORDS[language].page}](${href})` : '';
    return { span, contents: `${head}\n\n${ruleWords(rule, language)}${more}` };
  }
  const field = fieldsAt(holder).find(({ name }) => name === key);
  return field ? { span, contents: field.about[language] } : null;
}
