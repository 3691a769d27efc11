/** Character classes of YAML as Go's reader and scanner have them (go.yaml.in/yaml/v2 2.4, `yamlprivateh.go`). */

export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const EXCLAMATION = 0x21;
export const DOUBLE_QUOTE = 0x22;
export const HASH = 0x23;
export const PERCENT = 0x25;
export const AMPERSAND = 0x26;
export const SINGLE_QUOTE = 0x27;
export const ASTERISK = 0x2a;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const COLON = 0x3a;
export const LESS = 0x3c;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const AT = 0x40;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const BACKTICK = 0x60;
export const OPEN_BRACE = 0x7b;
export const PIPE = 0x7c;
export const CLOSE_BRACE = 0x7d;
export const BYTE_ORDER_MARK = 0xfeff;

/** A line break: LF, CR, NEL, LS, PS. `code` is a UTF-16 unit. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** Space or tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Space, tab, line break or the end of the text (where `charCodeAt` answers NaN). */
export function isBlankOrEnd(code: number): boolean {
  return Number.isNaN(code) || isBlank(code) || isBreak(code);
}

/** Line break or the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return Number.isNaN(code) || isBreak(code);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** What an anchor's name and a tag's handle are made of: ASCII letters, digits, `_` and `-`. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === DASH
  );
}

/** Offset just behind the line break at `offset` (CR LF is one break). */
export function afterBreak(text: string, offset: number): number {
  return text.charCodeAt(offset) === CR && text.charCodeAt(offset + 1) === LF ? offset + 2 : offset + 1;
}

/** Offset of the first line break at or behind `offset`, else the text's length. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (!isBreakOrEnd(text.charCodeAt(at))) at++;
  return at;
}
