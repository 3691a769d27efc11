import type { ParseProblem, ParseProblemCode } from './document';
import type { Span } from './node';

type Sentence = readonly [en: string, ja: string];

/** Which rule of YAML is broken; becomes `params.detail` of a `syntax` problem. */
export type SyntaxDetail = keyof typeof SYNTAX;

const SYNTAX = {
  'colon-missing': ['A key needs a ":" after it.', 'キーの後に「:」が必要です。'],
  'colon-unexpected': [
    'A ": " is not allowed here; put the value in quotes, or start a new line.',
    'ここに「: 」は書けません。値を引用符で囲むか、改行してください。',
  ],
  'dash-unexpected': [
    'A list item ("- ") cannot start here; it needs a line of its own.',
    'ここでリスト項目（「- 」）を始めることはできません。改行が必要です。',
  ],
  'question-unexpected': ['A "? " key cannot start here.', 'ここで「? 」キーを始めることはできません。'],
  tab: ['Tabs cannot indent YAML; use spaces.', 'YAML の字下げにタブは使えません。空白を使ってください。'],
  'reserved-character': [
    'A value cannot start with "{character}"; put it in quotes.',
    '値を「{character}」で始めることはできません。引用符で囲んでください。',
  ],
  'quote-open': ['The quoted string is not closed.', '引用符が閉じられていません。'],
  'marker-in-quotes': [
    'A document marker cannot stand inside a quoted string.',
    '引用符の中に文書の区切りを置くことはできません。',
  ],
  'escape-unknown': ['"{escape}" is not an escape of YAML.', '「{escape}」は YAML のエスケープではありません。'],
  'escape-invalid': [
    'The escape "{escape}" does not name a character.',
    'エスケープ「{escape}」は文字を表していません。',
  ],
  'block-header': [
    'Only an indentation digit, "+" or "-" and a comment may follow "|" or ">".',
    '「|」や「>」の後には、字下げの数字、「+」か「-」、コメントだけが書けます。',
  ],
  'block-indent-zero': [
    'The indentation of a block scalar cannot be 0.',
    'ブロックスカラーの字下げを 0 にすることはできません。',
  ],
  anchor: [
    'An anchor or alias needs a name of letters, digits, "-" and "_".',
    'アンカーやエイリアスには英数字、「-」、「_」からなる名前が必要です。',
  ],
  tag: ['This tag is malformed.', 'タグの書き方が正しくありません。'],
  'tag-handle': ['The tag handle "{handle}" is not declared.', 'タグハンドル「{handle}」は宣言されていません。'],
  directive: ['This directive is malformed or unknown.', 'ディレクティブが正しくないか、知られていません。'],
  'directive-version': ['Only %YAML 1.1 is read.', '%YAML 1.1 だけが読まれます。'],
  'directive-alone': [
    'A "---" line must follow a directive in the same document.',
    'ディレクティブの後には同じ文書の「---」行が必要です。',
  ],
  'key-expected': [
    'A key was expected here; check the indentation.',
    'ここにはキーが必要です。字下げを確認してください。',
  ],
  'item-expected': [
    'A list item ("- ") was expected here; check the indentation.',
    'ここにはリスト項目（「- 」）が必要です。字下げを確認してください。',
  ],
  'value-expected': ['A value was expected here.', 'ここには値が必要です。'],
  'sequence-open': ['"," or "]" was expected here.', 'ここには「,」か「]」が必要です。'],
  'mapping-open': ['"," or "}" was expected here.', 'ここには「,」か「}」が必要です。'],
  'alias-inside-itself': ['The anchor "{name}" contains itself.', 'アンカー「{name}」が自分自身を含んでいます。'],
} as const satisfies Record<string, Sentence>;

const OTHER = {
  'duplicate-key': ['The key "{key}" is already set in this mapping.', 'キー「{key}」は既に設定されています。'],
  'alias-unknown': ['There is no anchor "{name}" above.', 'これより前にアンカー「{name}」がありません。'],
  'too-deep': ['More than {limit} levels of nesting are not read.', '{limit} 段を超える入れ子は読みません。'],
  'too-large': [
    'The document has {length} characters; more than {limit} are not read (the API server takes 3 MiB).',
    '文書は {length} 文字あります。{limit} 文字を超える文書は読みません（API サーバーの上限は 3 MiB です）。',
  ],
  'alias-bomb': [
    'The aliases of this document multiply its content too often.',
    'この文書のエイリアスは内容を増やしすぎます。',
  ],
  'invalid-encoding': [
    'The character {character} is not allowed; the file may not be UTF-8.',
    '文字 {character} は使えません。ファイルが UTF-8 でない可能性があります。',
  ],
  'not-a-mapping': [
    'An object (a mapping with apiVersion and kind) was expected, not a {found}.',
    'オブジェクト（apiVersion と kind を持つマッピング）が必要ですが、{found} があります。',
  ],
  'invalid-key': [
    'A key must be a string, a number or a boolean, not {found}.',
    'キーは文字列、数値、真偽値でなければなりません（{found} は使えません）。',
  ],
  'invalid-value': [
    'The value "{value}" cannot be read as {expected}.',
    '値「{value}」を {expected} として読むことはできません。',
  ],
  'invalid-merge': [
    'A merge key ("<<") needs a mapping or a list of mappings.',
    'マージキー（「<<」）にはマッピングかそのリストが必要です。',
  ],
} as const satisfies Record<Exclude<ParseProblemCode, 'syntax'>, Sentence>;

function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** A problem of any code but `syntax`, with its sentences. */
export function problem(
  code: Exclude<ParseProblemCode, 'syntax'>,
  span: Span,
  params: Readonly<Record<string, string | number>> = {},
): ParseProblem {
  const [en, ja] = OTHER[code];
  return { code, span, message: fill(en, params), messageJa: fill(ja, params), params };
}

/** A `syntax` problem; `detail` tells which rule of YAML is broken. */
export function syntaxProblem(
  detail: SyntaxDetail,
  span: Span,
  params: Readonly<Record<string, string | number>> = {},
): ParseProblem {
  const [en, ja] = SYNTAX[detail];
  return {
    code: 'syntax',
    span,
    message: fill(en, params),
    messageJa: fill(ja, params),
    params: { ...params, detail },
  };
}
