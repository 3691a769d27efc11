/** What the scanner knows while it reads: its state, its reports, and the few steps that all its parts share. */
import { afterBreak, BYTE_ORDER_MARK, DASH, DOT, HASH, isBlank, isBlankOrEnd, lineEnd, SPACE } from './characters';
import type { ParseProblem } from './document';
import { type SyntaxDetail, syntaxProblem } from './problems';

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
export interface SimpleKey {
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
  /** the lines with a problem, by the offset before their start */
  readonly reported: Set<number>;
  /** the line of the last problem */
  lastReported: { readonly start: number; readonly end: number };
  /** what `likelyFlowEnd` found for an opening bracket */
  readonly flowEnds: Map<number, number | null>;
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

/** More lines than these are not reported as broken. */
const MAX_PROBLEMS = 100;

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
    reported: new Set(),
    lastReported: { start: -1, end: -1 },
    flowEnds: new Map(),
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

/** Reports that a rule of YAML is broken; only the first problem of a line counts, what follows is its echo. */
export function report(
  s: Scanner,
  detail: SyntaxDetail,
  start: number,
  end: number,
  params?: Record<string, string | number>,
): void {
  if (s.reported.size >= MAX_PROBLEMS) return;
  if (start >= s.lastReported.start && start <= s.lastReported.end) return;
  const line = Math.max(s.text.lastIndexOf('\n', start - 1), s.text.lastIndexOf('\r', start - 1));
  s.lastReported = { start: line + 1, end: lineEnd(s.text, start) };
  if (s.reported.has(line)) return;
  s.reported.add(line);
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
  const known = s.flowEnds.get(start);
  const end = known === undefined ? likelyFlowEnd(s.text, start) : known;
  s.flowEnds.set(start, end);
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

export function topKey(s: Scanner): SimpleKey {
  const key = s.keys[s.keys.length - 1];
  if (key === undefined) throw new Error('no key level');
  return key;
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

/** A tab where indentation decides: the rest of the line is not read. */
export function skipTabbedLine(s: Scanner): void {
  let end = s.offset;
  while (isBlank(s.text.charCodeAt(end))) end++;
  report(s, 'tab', s.offset, end);
  s.offset = lineEnd(s.text, end);
}
