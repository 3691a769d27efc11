/** Plain, quoted and block scalars: `yaml_parser_scan_plain_scalar`, `_flow_scalar` and `_block_scalar` of Go's YAML. */
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOUBLE_QUOTE,
  HASH,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDigit,
  LF,
  lineEnd,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters';
import {
  atMarker,
  newLine,
  push,
  report,
  reportAhead,
  restartWithFlowEnd,
  restartWithQuote,
  type ScalarStyle,
  type Scanner,
  skipTabbedLine,
  topKey,
} from './scannerState';

function pushScalar(s: Scanner, start: number, end: number, value: string, style: ScalarStyle): void {
  s.queue.push({ kind: 'scalar', start, end, value, suffix: '', style });
}

/** Steps over a line break and answers what it contributes: LF for CR, LF, CR LF and NEL; LS and PS stay. */
function readBreak(s: Scanner): string {
  const code = s.text.charCodeAt(s.offset);
  const own = code === 0x2028 || code === 0x2029 ? s.text.charAt(s.offset) : '\n';
  newLine(s);
  return own;
}

/** Folds line breaks between two pieces of text: one becomes a space, of several the first is dropped. */
function fold(leading: string, trailing: string): string {
  if (leading !== '' && leading.charCodeAt(0) === LF) return trailing === '' ? ' ' : trailing;
  return leading + trailing;
}

export function scanPlainScalar(s: Scanner): void {
  const { text } = s;
  const inFlow = s.flow.length > 0;
  const indent = s.indent + 1;
  const start = s.offset;
  const startLine = s.line;
  let value = '';
  let end = start;
  /** how far text has been taken over into `value` */
  let blanks = '';
  let leading = '';
  let trailing = '';
  let folded = false;
  /** the scalar without its last line, for the recovery below */
  let before = '';
  let beforeEnd = start;
  let lastLine = { offset: start, line: s.line, lineStart: s.lineStart };
  for (;;) {
    if (atMarker(s) || text.charCodeAt(s.offset) === HASH) break;
    const from = s.offset;
    for (;;) {
      const code = text.charCodeAt(s.offset);
      if (isBlankOrEnd(code)) break;
      if (code === COLON && isBlankOrEnd(text.charCodeAt(s.offset + 1))) break;
      if (inFlow && isFlowIndicator(code) && !(s.offset === start)) break;
      s.offset++;
    }
    if (s.offset > from) {
      if (folded) {
        before = value;
        beforeEnd = end;
        lastLine = { offset: from, line: s.line, lineStart: s.lineStart };
        value += fold(leading, trailing);
      } else value += blanks;
      folded = false;
      blanks = leading = trailing = '';
      value += text.slice(from, s.offset);
      end = s.offset;
    }
    const code = text.charCodeAt(s.offset);
    if (!(isBlank(code) || isBreak(code))) break;
    let tabbed = false;
    for (let at = code; isBlank(at) || isBreak(at); at = text.charCodeAt(s.offset)) {
      if (isBlank(at)) {
        if (folded) {
          if (at === TAB && s.offset - s.lineStart < indent) {
            tabbed = true;
            break;
          }
        } else blanks += text.charAt(s.offset);
        s.offset++;
      } else {
        if (inFlow && s.hints.flowEnds.has(s.offset)) break;
        if (folded) trailing += readBreak(s);
        else {
          blanks = '';
          leading = readBreak(s);
          folded = true;
        }
      }
    }
    if (tabbed) {
      skipTabbedLine(s);
      break;
    }
    if (inFlow ? s.hints.flowEnds.has(s.offset) : s.offset - s.lineStart < indent) break;
  }
  if (folded) s.keyAllowed = true;
  const beforeColon = text.charCodeAt(s.offset) === COLON && !folded && isBlankOrEnd(text.charCodeAt(s.offset + 1));
  if (!beforeColon || (inFlow && startLine === s.line)) pushScalar(s, start, end, value, 'plain');
  else pushBeforeColon(s, { start, startLine, end, value, before, beforeEnd, lastLine });
}

interface PlainScalar {
  readonly start: number;
  readonly startLine: number;
  readonly end: number;
  readonly value: string;
  /** the scalar without its last line */
  readonly before: string;
  readonly beforeEnd: number;
  readonly lastLine: { readonly offset: number; readonly line: number; readonly lineStart: number };
}

/**
 * A colon follows a plain scalar. Where no key can stand Go's scanner is about to give up ("mapping values are not
 * allowed in this context"); this finds out what was meant.
 */
function pushBeforeColon(s: Scanner, scalar: PlainScalar): void {
  const { text } = s;
  const { start, end, value, before, beforeEnd, lastLine } = scalar;
  const key = topKey(s);
  const isKey = key.possible && key.offset === start;
  if (s.flow.length > 0) {
    const outermost = s.flow[0];
    if (outermost !== undefined) restartWithFlowEnd(s, outermost.offset, lastLine.offset);
    if (isKey || s.flow.at(-1)?.kind === 'sequence') {
      pushScalar(s, start, end, value, 'plain');
      return;
    }
    // `{a: 1` and below it `b: 2`: a comma is missing between the lines
    reportAhead(s, 'mapping-open', lastLine.offset, lastLine.offset + 1);
    pushScalar(s, start, beforeEnd, before, 'plain');
    push(s, 'flow-entry', beforeEnd, beforeEnd);
    backTo(s, lastLine);
    return;
  }
  if (scalar.startLine === s.line) {
    if (key.possible) {
      pushScalar(s, start, end, value, 'plain');
      return;
    }
    // `image: nginx: 1.2`: the rest of the line belongs to the value
    reportAhead(s, 'colon-unexpected', s.offset, s.offset + 1, start);
    let stop = start;
    while (!isBreakOrEnd(text.charCodeAt(stop))) {
      if (text.charCodeAt(stop) === HASH && isBlank(text.charCodeAt(stop - 1))) break;
      stop++;
    }
    while (isBlank(text.charCodeAt(stop - 1))) stop--;
    s.offset = stop;
    pushScalar(s, start, stop, text.slice(start, stop), 'plain');
    return;
  }
  if (isKey) {
    // a half-typed word above the first key of a mapping: forget the word
    reportAhead(s, 'colon-missing', start, beforeEnd);
    key.possible = false;
    backTo(s, lastLine);
    return;
  }
  // `key: value`, and below it a key that is indented too far
  reportAhead(s, 'colon-unexpected', s.offset, s.offset + 1, start);
  s.offset = lineEnd(text, s.offset);
  pushScalar(s, start, beforeEnd, before, 'plain');
}

/** Goes on reading at the start of a line that was already read. */
function backTo(s: Scanner, place: PlainScalar['lastLine']): void {
  s.offset = place.offset;
  s.line = place.line;
  s.lineStart = place.lineStart;
  s.keyAllowed = true;
}

function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA ||
    code === QUESTION ||
    code === OPEN_BRACKET ||
    code === CLOSE_BRACKET ||
    code === OPEN_BRACE ||
    code === CLOSE_BRACE
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_LENGTH: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads the escape at the scanner's offset (a backslash) and answers what it stands for. */
function readEscape(s: Scanner): string {
  const start = s.offset;
  const letter = s.text.charAt(start + 1);
  const plain = ESCAPES[letter] ?? (s.json && letter === '/' ? '/' : undefined);
  if (plain !== undefined) {
    s.offset += 2;
    return plain;
  }
  const length = HEX_LENGTH[letter];
  if (length === undefined) {
    s.offset += letter === '' ? 1 : 2;
    report(s, 'escape-unknown', start, s.offset, { escape: `\\${letter}` });
    return letter;
  }
  const digits = s.text.slice(start + 2, start + 2 + length);
  const code = /^[0-9A-Fa-f]+$/.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < 0 || code > 0x10ffff || (surrogate && !s.json)) {
    s.offset += 2;
    report(s, 'escape-invalid', start, s.offset, { escape: s.text.slice(start, start + 2 + length) });
    return '';
  }
  s.offset += 2 + length;
  return surrogate ? String.fromCharCode(code) : String.fromCodePoint(code);
}

export function scanQuotedScalar(s: Scanner, single: boolean): void {
  const { text } = s;
  const start = s.offset;
  const startLine = s.line;
  const quote = single ? SINGLE_QUOTE : DOUBLE_QUOTE;
  const style = single ? 'single' : 'double';
  if (s.hints.openQuotes.has(start)) {
    closeWithLine(s, start, style);
    return;
  }
  s.offset++;
  let value = '';
  for (;;) {
    if (atMarker(s) || s.offset >= text.length) {
      restartWithQuote(s, start);
      report(s, s.offset >= text.length ? 'quote-open' : 'marker-in-quotes', start, start + 1);
      break;
    }
    let from = s.offset;
    let joined = false;
    for (let code = text.charCodeAt(s.offset); !isBlankOrEnd(code); code = text.charCodeAt(s.offset)) {
      if (code === quote) {
        if (!single || text.charCodeAt(s.offset + 1) !== SINGLE_QUOTE) break;
        value += text.slice(from, s.offset + 1);
        s.offset += 2;
        from = s.offset;
      } else if (code === BACKSLASH && !single) {
        value += text.slice(from, s.offset);
        if (isBreak(text.charCodeAt(s.offset + 1))) {
          s.offset++;
          newLine(s);
          joined = true;
          from = s.offset;
          break;
        }
        value += readEscape(s);
        from = s.offset;
      } else s.offset++;
    }
    value += text.slice(from, s.offset);
    if (text.charCodeAt(s.offset) === quote) {
      s.offset++;
      break;
    }
    let blanks = '';
    let leading = '';
    let trailing = '';
    for (let at = text.charCodeAt(s.offset); isBlank(at) || isBreak(at); at = text.charCodeAt(s.offset)) {
      if (isBlank(at)) {
        if (!joined) blanks += text.charAt(s.offset);
        s.offset++;
      } else if (joined) trailing += readBreak(s);
      else {
        leading = readBreak(s);
        joined = true;
      }
    }
    value += joined ? fold(leading, trailing) : blanks;
  }
  if (s.line !== startLine) s.longQuote = { start, end: s.offset };
  pushScalar(s, start, s.offset, value, style);
}

/** A quote that nobody closes: it ends with its line, or before what closes a bracket there. */
function closeWithLine(s: Scanner, start: number, style: ScalarStyle): void {
  const { text } = s;
  const line = text.slice(start, lineEnd(text, start));
  const kept = s.flow.length > 0 ? line.replace(/[\s,\]}]+$/, '') : line.trimEnd();
  report(s, 'quote-open', start, start + 1);
  s.offset = start + Math.max(1, kept.length);
  pushScalar(s, start, s.offset, kept.slice(1), style);
}

export function scanBlockScalar(s: Scanner, literal: boolean): void {
  const { text } = s;
  const start = s.offset++;
  let chomp = 0;
  let increment = 0;
  for (let i = 0; i < 2; i++) {
    const code = text.charCodeAt(s.offset);
    if ((code === PLUS || code === DASH) && chomp === 0) chomp = code === PLUS ? 1 : -1;
    else if (isDigit(code) && increment === 0) {
      if (code === 0x30) report(s, 'block-indent-zero', s.offset, s.offset + 1);
      increment = code - 0x30;
    } else break;
    s.offset++;
  }
  let end = s.offset;
  while (isBlank(text.charCodeAt(s.offset))) s.offset++;
  if (text.charCodeAt(s.offset) === HASH) s.offset = lineEnd(text, s.offset);
  if (!isBreakOrEnd(text.charCodeAt(s.offset))) {
    const stop = lineEnd(text, s.offset);
    report(s, 'block-header', s.offset, stop);
    s.offset = stop;
  }
  if (isBreak(text.charCodeAt(s.offset))) newLine(s);

  const block = { indent: increment > 0 ? Math.max(s.indent, 0) + increment : 0, breaks: '', start };
  let value = '';
  let leading = '';
  let leadingBlank = false;
  scanBreaks(s, block);
  while (s.offset - s.lineStart === block.indent && s.offset < text.length) {
    const blank = isBlank(text.charCodeAt(s.offset));
    if (!literal && !leadingBlank && !blank && leading.charCodeAt(0) === LF) {
      if (block.breaks === '') value += ' ';
    } else value += leading;
    value += block.breaks;
    block.breaks = '';
    leadingBlank = blank;
    const stop = lineEnd(text, s.offset);
    value += text.slice(s.offset, stop);
    end = stop;
    s.offset = stop;
    leading = s.offset < text.length ? readBreak(s) : '';
    scanBreaks(s, block);
  }
  if (chomp !== -1) value += leading;
  if (chomp === 1) value += block.breaks;
  pushScalar(s, start, end, value, literal ? 'literal' : 'folded');
}

/** `yaml_parser_scan_block_scalar_breaks`: steps over blank lines and indentation, and finds the indentation out. */
function scanBreaks(s: Scanner, block: { indent: number; breaks: string; readonly start: number }): void {
  let widest = 0;
  for (;;) {
    const column = () => s.offset - s.lineStart;
    while ((block.indent === 0 || column() < block.indent) && s.text.charCodeAt(s.offset) === SPACE) s.offset++;
    widest = Math.max(widest, column());
    const code = s.text.charCodeAt(s.offset);
    if ((block.indent === 0 || column() < block.indent) && code === TAB) {
      skipTabbedLine(s);
      continue;
    }
    if (!isBreak(code)) break;
    block.breaks += readBreak(s);
  }
  if (block.indent === 0) block.indent = Math.max(widest, s.indent + 1, 1);
}
