/**
 * Text → tokens, by the rules of the scanner inside Go's YAML (go.yaml.in/yaml/v2 2.4, which sigs.k8s.io/yaml 1.6 and so
 * kubectl and the API server of 1.32 to 1.37 read with), so that the same texts are refused. Where that scanner gives
 * up, this one reports, steps over the smallest sensible piece of text and goes on.
 */
import {
  AMPERSAND,
  ASTERISK,
  AT,
  afterBreak,
  BACKTICK,
  BYTE_ORDER_MARK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  EXCLAMATION,
  GREATER,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  lineEnd,
  OPEN_BRACE,
  OPEN_BRACKET,
  PERCENT,
  PIPE,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters';
import type { ParseProblem } from './document';
import { type SyntaxDetail, syntaxProblem } from './problems';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './scalars';
import { scanAnchor, scanDirective, scanTag } from './tags';

export type TokenKind =
  | 'version-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'stream-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** scalar: its content; alias, anchor: the name; tag: the handle; directives: version or handle */
  readonly value: string;
  /** tag: the suffix; tag directive: the prefix */
  readonly suffix: string;
  readonly style: ScalarStyle;
}

/** A place where an implicit key may begin (`simple key` in libyaml). */
interface SimpleKey {
  possible: boolean;
  required: boolean;
  /** number of its first token, counted from the start of the text */
  token: number;
  offset: number;
  line: number;
  column: number;
}

/** Where an earlier attempt found that a quote or a bracket is never closed, so that this one closes it in time. */
export interface Hints {
  /** offsets of opening quotes that end with their line */
  readonly openQuotes: Set<number>;
  /** offsets of line ends where all brackets are closed */
  readonly flowEnds: Set<number>;
}

export interface Scanner {
  readonly text: string;
  /** the text is a JSON object: kubectl reads it as JSON, whose escapes are a little wider */
  readonly json: boolean;
  readonly hints: Hints;
  /** how many more times reading may begin anew */
  readonly mayRestart: boolean;
  readonly problems: ParseProblem[];
  offset: number;
  line: number;
  lineStart: number;
  indent: number;
  readonly indents: number[];
  readonly flow: { readonly kind: 'sequence' | 'mapping'; readonly offset: number }[];
  readonly keys: SimpleKey[];
  keyAllowed: boolean;
  queue: Token[];
  head: number;
  /** tokens handed out so far */
  taken: number;
  /** where the content of the document's root begins, once it is known; before that -1 */
  rootAt: number;
  /** the last quoted scalar of several lines, which may be one that nobody closed */
  longQuote: { readonly start: number; readonly end: number } | null;
}

/** More levels of nesting are not read; Go's own limit is 10,000. */
export const MAX_DEPTH = 500;

/** Thrown to begin anew with more hints. */
export const RESTART = new Error('read again with more hints');
/** Thrown where the nesting is too deep. */
export const TOO_DEEP = new Error('too deep');

export function createScanner(text: string, json: boolean, hints: Hints, mayRestart: boolean): Scanner {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  return {
    text,
    json,
    hints,
    mayRestart,
    problems: [],
    offset: start,
    line: 0,
    lineStart: start,
    indent: -1,
    indents: [],
    flow: [],
    keys: [{ possible: false, required: false, token: 0, offset: 0, line: 0, column: 0 }],
    keyAllowed: true,
    queue: [],
    head: 0,
    taken: 0,
    rootAt: -1,
    longQuote: null,
  };
}

/** The next token, which stays. */
export function peek(s: Scanner): Token {
  for (;;) {
    const token = s.queue[s.head];
    if (token !== undefined && !headMayBeKey(s)) return s.queue[s.head] ?? token;
    fetchNext(s);
  }
}

/** Takes the next token. */
export function take(s: Scanner): Token {
  const token = peek(s);
  if (token.kind === 'stream-end') return token;
  s.head++;
  s.taken++;
  if (s.head === s.queue.length) {
    s.queue = [];
    s.head = 0;
  }
  return token;
}

/** Reports that a rule of YAML is broken; only the first problem of a line counts, what follows is its echo. */
export function report(
  s: Scanner,
  detail: SyntaxDetail,
  start: number,
  end: number,
  params?: Record<string, string | number>,
): void {
  for (const known of s.problems) {
    if (known.code !== 'syntax') continue;
    const first = Math.min(known.span.start, start);
    if (lineEnd(s.text, first) >= Math.max(known.span.start, start)) return;
  }
  s.problems.push(syntaxProblem(detail, { start, end: Math.max(start, Math.min(end, s.text.length)) }, params));
}

/**
 * Reports what Go finds out only when it reads on. Behind the document's root node it looks at no more than one token,
 * so there it never does.
 */
export function reportAhead(s: Scanner, detail: SyntaxDetail, start: number, end: number, token = start): void {
  const behindRoot = s.rootAt >= 0 && s.indent < 0 && (s.flow[0]?.offset ?? token) > s.rootAt;
  if (!behindRoot) report(s, detail, start, end);
}

/** Begins anew with the quote at `start` closed at the end of its line, if that was not tried yet. */
export function restartWithQuote(s: Scanner, start: number): void {
  if (!s.mayRestart || s.hints.openQuotes.has(start)) return;
  s.hints.openQuotes.add(start);
  throw RESTART;
}

/** Begins anew with the brackets that open at `start` closed before the line that looks like block content again. */
export function restartWithFlowEnd(s: Scanner, start: number, before: number): void {
  if (!s.mayRestart || s.json) return;
  const end = likelyFlowEnd(s.text, start);
  if (end === null || end >= before || s.hints.flowEnds.has(end)) return;
  s.hints.flowEnds.add(end);
  throw RESTART;
}

const BLOCK_CONTENT = /^(?:- |-$|---|(?:"[^"]*"|'[^']*'|[\w./-]+):(?:\s|$))/;

function likelyFlowEnd(text: string, start: number): number | null {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  let indent = lineStart;
  while (text.charCodeAt(indent) === SPACE) indent++;
  const limit = indent - lineStart;
  let end = lineEnd(text, start);
  let at = end;
  while (at < text.length) {
    at = afterBreak(text, at);
    let content = at;
    while (text.charCodeAt(content) === SPACE) content++;
    const stop = lineEnd(text, content);
    if (content < stop && text.charCodeAt(content) !== HASH) {
      if (content - at <= limit) return BLOCK_CONTENT.test(text.slice(content, stop)) ? end : null;
      end = stop;
    }
    at = stop;
  }
  return null;
}

export function push(s: Scanner, kind: TokenKind, start: number, end: number): void {
  s.queue.push({ kind, start, end, value: '', suffix: '', style: 'plain' });
}

function headMayBeKey(s: Scanner): boolean {
  for (const key of s.keys) {
    if (!key.possible || key.token !== s.taken) continue;
    if (isFresh(s, key)) return true;
    if (key.required) {
      dropKey(s, key);
      return true;
    }
    key.possible = false;
  }
  return false;
}

/** A key stands on one line and is at most 1,024 characters long (`yaml_simple_key_is_valid`). */
function isFresh(s: Scanner, key: SimpleKey): boolean {
  return key.line === s.line && key.offset + 1024 >= s.offset;
}

/** What should have been a key has no colon: reports it and forgets its tokens. */
function dropKey(s: Scanner, key: SimpleKey): void {
  key.possible = false;
  const from = key.token - s.taken + s.head;
  let to = from;
  while (to < s.queue.length && s.queue[to]?.kind !== 'block-end') to++;
  report(s, 'colon-missing', key.offset, Math.max(key.offset, s.queue[to - 1]?.end ?? key.offset));
  s.queue.splice(from, to - from);
}

export function topKey(s: Scanner): SimpleKey {
  const key = s.keys[s.keys.length - 1];
  if (key === undefined) throw new Error('no key level');
  return key;
}

/** `yaml_parser_save_simple_key` */
function saveKey(s: Scanner): void {
  if (!s.keyAllowed) return;
  removeKey(s);
  const key = topKey(s);
  key.possible = true;
  key.required = s.flow.length === 0 && s.indent === s.offset - s.lineStart;
  key.token = s.taken + s.queue.length - s.head;
  key.offset = s.offset;
  key.line = s.line;
  key.column = s.offset - s.lineStart;
}

/** `yaml_parser_remove_simple_key` */
function removeKey(s: Scanner): void {
  const key = topKey(s);
  if (!key.possible) return;
  if (key.required) dropKey(s, key);
  key.possible = false;
}

/** `yaml_parser_roll_indent`: `at` is the place in the queue, -1 its end */
function rollIndent(s: Scanner, column: number, at: number, kind: TokenKind, offset: number): void {
  if (s.flow.length > 0 || s.indent >= column) return;
  s.indents.push(s.indent);
  s.indent = column;
  if (s.indents.length > MAX_DEPTH) throw TOO_DEEP;
  if (at < 0) push(s, kind, offset, offset);
  else s.queue.splice(at, 0, { kind, start: offset, end: offset, value: '', suffix: '', style: 'plain' });
}

/** `yaml_parser_unroll_indent` */
function unrollIndent(s: Scanner, column: number): void {
  if (s.flow.length > 0) return;
  while (s.indent > column) {
    push(s, 'block-end', s.offset, s.offset);
    s.indent = s.indents.pop() ?? -1;
  }
}

/** Steps over blanks, comments and line breaks; true where a hint says that the brackets end here. */
function toNextToken(s: Scanner): boolean {
  const { text } = s;
  for (;;) {
    let code = text.charCodeAt(s.offset);
    while (code === SPACE || (code === TAB && (s.flow.length > 0 || !s.keyAllowed))) code = text.charCodeAt(++s.offset);
    if (code === HASH) {
      s.offset = lineEnd(text, s.offset);
      code = text.charCodeAt(s.offset);
    }
    if (s.flow.length > 0 && s.hints.flowEnds.has(s.offset)) return true;
    if (!isBreak(code)) return false;
    newLine(s);
    if (s.flow.length === 0) s.keyAllowed = true;
  }
}

/** Steps over the line break at the scanner's offset. */
export function newLine(s: Scanner): void {
  s.offset = afterBreak(s.text, s.offset);
  s.lineStart = s.offset;
  s.line++;
}

/** `---` or `...` at the start of a line, followed by a blank or the end */
export function atMarker(s: Scanner): boolean {
  if (s.offset !== s.lineStart) return false;
  const code = s.text.charCodeAt(s.offset);
  return (
    (code === DASH || code === DOT) &&
    s.text.charCodeAt(s.offset + 1) === code &&
    s.text.charCodeAt(s.offset + 2) === code &&
    isBlankOrEnd(s.text.charCodeAt(s.offset + 3))
  );
}

/** `yaml_parser_fetch_next_token` */
function fetchNext(s: Scanner): void {
  const close = toNextToken(s);
  if (close) return closeFlows(s);
  const { text } = s;
  const code = text.charCodeAt(s.offset);
  const column = s.offset - s.lineStart;
  if (s.flow.length === 0) unrollIndent(s, column);
  if (s.offset >= text.length) return fetchStreamEnd(s);
  if (column === 0) {
    if (code === PERCENT) return fetchDirective(s);
    if (atMarker(s)) return fetchMarker(s, code === DASH ? 'document-start' : 'document-end');
  }
  if (s.rootAt < 0 && code !== AMPERSAND && code !== EXCLAMATION) s.rootAt = s.offset;
  const next = text.charCodeAt(s.offset + 1);
  const inFlow = s.flow.length > 0;
  switch (code) {
    case OPEN_BRACKET:
      return fetchFlowStart(s, 'sequence');
    case OPEN_BRACE:
      return fetchFlowStart(s, 'mapping');
    case CLOSE_BRACKET:
      return fetchFlowEnd(s, 'flow-sequence-end', 1);
    case CLOSE_BRACE:
      return fetchFlowEnd(s, 'flow-mapping-end', 1);
    case COMMA:
      removeKey(s);
      s.keyAllowed = true;
      return step(s, 'flow-entry');
    case DASH:
      if (isBlankOrEnd(next)) return fetchBlockEntry(s);
      break;
    case QUESTION:
      if (inFlow || isBlankOrEnd(next)) return fetchKey(s);
      break;
    case COLON:
      if (inFlow || isBlankOrEnd(next)) return fetchValue(s);
      break;
    case ASTERISK:
    case AMPERSAND:
      saveKey(s);
      s.keyAllowed = false;
      return scanAnchor(s, code === ASTERISK ? 'alias' : 'anchor');
    case EXCLAMATION:
      saveKey(s);
      s.keyAllowed = false;
      return scanTag(s);
    case PIPE:
    case GREATER:
      if (inFlow) break;
      removeKey(s);
      s.keyAllowed = true;
      return scanBlockScalar(s, code === PIPE);
    case SINGLE_QUOTE:
    case DOUBLE_QUOTE:
      saveKey(s);
      s.keyAllowed = false;
      return scanQuotedScalar(s, code === SINGLE_QUOTE);
    case TAB:
      return skipTabbedLine(s);
  }
  if (code === AT || code === BACKTICK || code === PERCENT || code === PIPE || code === GREATER) {
    report(s, 'reserved-character', s.offset, s.offset + 1, { character: text.charAt(s.offset) });
  }
  saveKey(s);
  s.keyAllowed = false;
  scanPlainScalar(s);
}

function step(s: Scanner, kind: TokenKind): void {
  push(s, kind, s.offset, ++s.offset);
}

/** A tab where indentation decides: the rest of the line is not read. */
export function skipTabbedLine(s: Scanner): void {
  let end = s.offset;
  while (isBlank(s.text.charCodeAt(end))) end++;
  report(s, 'tab', s.offset, end);
  s.offset = lineEnd(s.text, end);
}

function fetchStreamEnd(s: Scanner): void {
  const outermost = s.flow[0];
  if (outermost !== undefined) {
    restartWithFlowEnd(s, outermost.offset, s.text.length + 1);
    return closeFlows(s);
  }
  unrollIndent(s, -1);
  removeKey(s);
  s.keyAllowed = false;
  push(s, 'stream-end', s.offset, s.offset);
}

/** Closes every bracket here, where a hint or the end of the text says so. */
function closeFlows(s: Scanner): void {
  for (let open = s.flow.at(-1); open !== undefined; open = s.flow.at(-1)) {
    reportAhead(s, open.kind === 'sequence' ? 'sequence-open' : 'mapping-open', open.offset, open.offset + 1);
    fetchFlowEnd(s, open.kind === 'sequence' ? 'flow-sequence-end' : 'flow-mapping-end', 0);
  }
}

function fetchDirective(s: Scanner): void {
  unrollIndent(s, -1);
  removeKey(s);
  s.keyAllowed = false;
  scanDirective(s);
}

function fetchMarker(s: Scanner, kind: 'document-start' | 'document-end'): void {
  const outermost = s.flow[0];
  if (outermost !== undefined) {
    restartWithFlowEnd(s, outermost.offset, s.offset);
    return closeFlows(s);
  }
  unrollIndent(s, -1);
  removeKey(s);
  s.keyAllowed = false;
  push(s, kind, s.offset, s.offset + 3);
  s.offset += 3;
}

function fetchFlowStart(s: Scanner, kind: 'sequence' | 'mapping'): void {
  saveKey(s);
  s.flow.push({ kind, offset: s.offset });
  if (s.flow.length > MAX_DEPTH) throw TOO_DEEP;
  s.keys.push({ possible: false, required: false, token: 0, offset: 0, line: 0, column: 0 });
  s.keyAllowed = true;
  step(s, kind === 'sequence' ? 'flow-sequence-start' : 'flow-mapping-start');
}

function fetchFlowEnd(s: Scanner, kind: TokenKind, width: number): void {
  removeKey(s);
  if (s.flow.length > 0) {
    s.flow.pop();
    s.keys.pop();
  }
  s.keyAllowed = false;
  push(s, kind, s.offset, s.offset + width);
  s.offset += width;
}

function fetchBlockEntry(s: Scanner): void {
  if (s.flow.length === 0) {
    if (!s.keyAllowed) return skipLine(s, 'dash-unexpected');
    rollIndent(s, s.offset - s.lineStart, -1, 'block-sequence-start', s.offset);
  }
  removeKey(s);
  s.keyAllowed = true;
  step(s, 'block-entry');
}

function fetchKey(s: Scanner): void {
  if (s.flow.length === 0) {
    if (!s.keyAllowed) return skipLine(s, 'question-unexpected');
    rollIndent(s, s.offset - s.lineStart, -1, 'block-mapping-start', s.offset);
  }
  removeKey(s);
  s.keyAllowed = s.flow.length === 0;
  step(s, 'key');
}

/** Reports the character at the scanner's offset and does not read the rest of its line. */
function skipLine(s: Scanner, detail: SyntaxDetail): void {
  report(s, detail, s.offset, s.offset + 1);
  s.offset = lineEnd(s.text, s.offset);
}

/** `yaml_parser_fetch_value` */
function fetchValue(s: Scanner): void {
  const key = topKey(s);
  if (key.possible && isFresh(s, key)) {
    const at = key.token - s.taken + s.head;
    s.queue.splice(at, 0, {
      kind: 'key',
      start: key.offset,
      end: key.offset,
      value: '',
      suffix: '',
      style: 'plain',
    });
    rollIndent(s, key.column, at, 'block-mapping-start', key.offset);
    key.possible = false;
    s.keyAllowed = false;
  } else {
    if (key.possible && key.required) dropKey(s, key);
    if (s.flow.length === 0) {
      if (!s.keyAllowed) {
        const quote = s.longQuote;
        if (quote !== null && quote.end === s.offset) restartWithQuote(s, quote.start);
        return skipLine(s, 'colon-unexpected');
      }
      rollIndent(s, s.offset - s.lineStart, -1, 'block-mapping-start', s.offset);
    }
    s.keyAllowed = s.flow.length === 0;
  }
  step(s, 'value');
}
