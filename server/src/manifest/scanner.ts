/**
 * Text → tokens, by the rules of the scanner inside Go's YAML (go.yaml.in/yaml/v2 2.4, which sigs.k8s.io/yaml 1.6 and so
 * kubectl and the API server of 1.32 to 1.37 read with), so that the same texts are refused. Where that scanner gives
 * up, this one reports, steps over the smallest sensible piece of text and goes on.
 */
import {
  AMPERSAND,
  ASTERISK,
  AT,
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOUBLE_QUOTE,
  EXCLAMATION,
  GREATER,
  HASH,
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
import type { SyntaxDetail } from './problems';
import { scanBlockScalar, scanPlainScalar, scanQuotedScalar } from './scalars';
import {
  atMarker,
  MAX_DEPTH,
  newLine,
  push,
  report,
  reportAhead,
  restartWithFlowEnd,
  restartWithQuote,
  type Scanner,
  type SimpleKey,
  skipTabbedLine,
  TOO_DEEP,
  type Token,
  type TokenKind,
  topKey,
} from './scannerState';
import { scanAnchor, scanDirective, scanTag } from './tags';

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

/** `yaml_parser_fetch_next_token` */
function fetchNext(s: Scanner): void {
  const close = toNextToken(s);
  if (close) {
    closeFlows(s);
    return;
  }
  const { text } = s;
  const code = text.charCodeAt(s.offset);
  const column = s.offset - s.lineStart;
  if (s.flow.length === 0) unrollIndent(s, column);
  if (s.offset >= text.length) {
    fetchStreamEnd(s);
    return;
  }
  if (column === 0) {
    if (code === PERCENT) {
      fetchDirective(s);
      return;
    }
    if (atMarker(s)) {
      fetchMarker(s, code === DASH ? 'document-start' : 'document-end');
      return;
    }
  }
  if (s.rootAt < 0 && code !== AMPERSAND && code !== EXCLAMATION) s.rootAt = s.offset;
  const next = text.charCodeAt(s.offset + 1);
  const inFlow = s.flow.length > 0;
  switch (code) {
    case OPEN_BRACKET:
      fetchFlowStart(s, 'sequence');
      return;
    case OPEN_BRACE:
      fetchFlowStart(s, 'mapping');
      return;
    case CLOSE_BRACKET:
      fetchFlowEnd(s, 'flow-sequence-end', 1);
      return;
    case CLOSE_BRACE:
      fetchFlowEnd(s, 'flow-mapping-end', 1);
      return;
    case COMMA:
      removeKey(s);
      s.keyAllowed = true;
      step(s, 'flow-entry');
      return;
    case DASH:
      if (isBlankOrEnd(next)) {
        fetchBlockEntry(s);
        return;
      }
      break;
    case QUESTION:
      if (inFlow || isBlankOrEnd(next)) {
        fetchKey(s);
        return;
      }
      break;
    case COLON:
      if (inFlow || isBlankOrEnd(next)) {
        fetchValue(s);
        return;
      }
      break;
    case ASTERISK:
    case AMPERSAND:
      saveKey(s);
      s.keyAllowed = false;
      scanAnchor(s, code === ASTERISK ? 'alias' : 'anchor');
      return;
    case EXCLAMATION:
      saveKey(s);
      s.keyAllowed = false;
      scanTag(s);
      return;
    case PIPE:
    case GREATER:
      if (inFlow) break;
      removeKey(s);
      s.keyAllowed = true;
      scanBlockScalar(s, code === PIPE);
      return;
    case SINGLE_QUOTE:
    case DOUBLE_QUOTE:
      saveKey(s);
      s.keyAllowed = false;
      scanQuotedScalar(s, code === SINGLE_QUOTE);
      return;
    case TAB:
      skipTabbedLine(s);
      return;
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

function fetchStreamEnd(s: Scanner): void {
  const outermost = s.flow[0];
  if (outermost !== undefined) {
    restartWithFlowEnd(s, outermost.offset, s.text.length + 1);
    closeFlows(s);
    return;
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
    closeFlows(s);
    return;
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
    if (!s.keyAllowed) {
      skipLine(s, 'dash-unexpected');
      return;
    }
    rollIndent(s, s.offset - s.lineStart, -1, 'block-sequence-start', s.offset);
  }
  removeKey(s);
  s.keyAllowed = true;
  step(s, 'block-entry');
}

function fetchKey(s: Scanner): void {
  if (s.flow.length === 0) {
    if (!s.keyAllowed) {
      skipLine(s, 'question-unexpected');
      return;
    }
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
        skipLine(s, 'colon-unexpected');
        return;
      }
      rollIndent(s, s.offset - s.lineStart, -1, 'block-mapping-start', s.offset);
    }
    s.keyAllowed = s.flow.length === 0;
  }
  step(s, 'value');
}
