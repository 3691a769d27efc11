import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, DOUBLE_QUOTE, OPEN_BRACE, OPEN_BRACKET } from './characters';

/** What a document says it is, read without parsing. A key that is absent, or too oddly written, is left out. */
export interface KindHint {
  readonly apiVersion?: string;
  readonly kind?: string;
}

const BLOCK_LINE =
  /^( *)(?:"(apiVersion|kind)"|'(apiVersion|kind)'|(apiVersion|kind))[ \t]*:[ \t]+(?:"([^"\r\n]*)"|'([^'\r\n]*)'|([^\s#"'&*!|>{[%@`][^\r\n]{0,250}?))[ \t]{0,250}(?:[ \t]#[^\r\n]*)?\r?$/gm;
const FIRST_CONTENT = /^( *)[^\s#]/m;
const JSON_PAIR = /^"(apiVersion|kind)"\s*:\s*"([^"\\]*)"/;
const FLOW_PAIR = /^(apiVersion|kind):[ \t]*(?:"([^"\\]*)"|'([^']*)'|([^\s,{}[\]"'#]+))/;

/**
 * The apiVersion and kind of a document, from its top-level lines (or the first level of a JSON object) alone. Costs
 * one pass of a regular expression, so that documents of other kinds cost next to nothing. `kind: List` is answered as
 * it stands; its items are found by parsing.
 */
export function kindHint(text: string): KindHint {
  const open = /^\ufeff?(?:---[ \t]*)?(?:\s|#[^\n]*\n|---[ \t]*\r?\n)*\{/.exec(text);
  if (open !== null) return flowHint(text, open[0].length);
  const hint: { apiVersion?: string; kind?: string } = {};
  let indent = -1;
  BLOCK_LINE.lastIndex = 0;
  for (let line = BLOCK_LINE.exec(text); line !== null; line = BLOCK_LINE.exec(text)) {
    const width = line[1]?.length ?? 0;
    if (width > 0) {
      if (indent < 0) indent = firstIndent(text);
      if (width !== indent) continue;
    }
    const key = line[2] ?? line[3] ?? line[4];
    const value = line[5] ?? line[6] ?? line[7] ?? '';
    if (key === 'kind') hint.kind = value;
    else hint.apiVersion = value;
  }
  return hint;
}

function firstIndent(text: string): number {
  const body = text.replace(/^\ufeff?---[^\n]*\n/, '');
  return FIRST_CONTENT.exec(body)?.[1]?.length ?? 0;
}

/** Looks through the first level of a flow mapping; `start` is behind its brace. */
function flowHint(text: string, start: number): KindHint {
  const hint: { apiVersion?: string; kind?: string } = {};
  let depth = 0;
  let mayBeKey = true;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (depth === 0 && mayBeKey && code > 0x20) {
      mayBeKey = false;
      const rest = text.slice(at, at + 300);
      const json = JSON_PAIR.exec(rest);
      const flow = json === null ? FLOW_PAIR.exec(rest) : null;
      const pair = json ?? flow;
      if (pair !== null) {
        const value = pair[2] ?? pair[3] ?? pair[4] ?? '';
        if (pair[1] === 'kind') hint.kind = value;
        else hint.apiVersion = value;
        if (hint.kind !== undefined && hint.apiVersion !== undefined) return hint;
        at += pair[0].length - 1;
        continue;
      }
    }
    switch (code) {
      case DOUBLE_QUOTE:
        at = stringEnd(text, at);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth++;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        if (--depth < 0) return hint;
        break;
      case 0x2c:
        if (depth === 0) mayBeKey = true;
        break;
    }
  }
  return hint;
}

/** Offset of the quote that closes the one at `start`. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== DOUBLE_QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
