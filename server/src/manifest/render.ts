/** Plain values → YAML or JSON text that this room, and Go's YAML, read back as the same value. */
import type { PlainValue } from './json';
import { resolvePlain } from './resolve';

/** How a text writes things, so that what is added looks like what is there. */
export interface WritingStyle {
  /** columns of one step of nesting */
  readonly step: number;
  /** columns between a key and the dashes below it */
  readonly dashIndent: number;
  readonly lineBreak: string;
  /** keys and strings in double quotes throughout */
  readonly json: boolean;
}

export type ScalarLike = string | number | bigint | boolean | null;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is looked for
const UNSAFE = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;
const PLAIN_START = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`.<=]|--?[A-Za-z0-9_/]|\.(?!\.\.)|[=/])/;

/** Whether a string can stand without quotes and be read as that very string. */
function isPlainSafe(text: string, inFlow: boolean): boolean {
  if (text === '' || text !== text.trim() || UNSAFE.test(text)) return false;
  if (!PLAIN_START.test(text) || / #|:(?:\s|$)/.test(text)) return false;
  if (inFlow && /[,[\]{}?]|:$/.test(text)) return false;
  return resolvePlain(text).type === 'string';
}

/** In double quotes, with the escapes that YAML and JSON share. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A scalar as text.
 * @param quotes how the text it replaces was quoted; a string keeps that where it can
 */
export function renderScalar(
  value: ScalarLike,
  inFlow: boolean,
  json: boolean,
  quotes: 'plain' | 'single' | 'double' = 'plain',
): string {
  if (value === null) return 'null';
  if (typeof value !== 'string') return String(value);
  if (json) return doubleQuoted(value);
  if (quotes === 'single' && !UNSAFE.test(value)) return `'${value.replaceAll("'", "''")}'`;
  if (quotes === 'double') return doubleQuoted(value);
  return isPlainSafe(value, inFlow) ? value : doubleQuoted(value);
}

function isScalar(value: PlainValue): value is ScalarLike {
  return typeof value !== 'object' || value === null;
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

/** On one line, in flow style. */
export function renderFlow(value: PlainValue, json: boolean): string {
  if (isScalar(value)) return renderScalar(value, true, json);
  if (isList(value)) return `[${value.map((item) => renderFlow(item, json)).join(', ')}]`;
  const pairs = Object.entries(value).map(
    ([key, item]) => `${renderScalar(key, true, json)}: ${renderFlow(item, json)}`,
  );
  return `{${pairs.join(', ')}}`;
}

/** Whether a value is written on the line of its key: scalars of one line, and empty collections. */
function fitsOnLine(value: PlainValue): boolean {
  return isScalar(value) || Object.keys(value).length === 0;
}

/** What follows `key:`, with the blank or line break before it. `column` is the key's. */
export function renderAfterKey(value: PlainValue, column: number, style: WritingStyle): string {
  if (typeof value === 'string') {
    const literal = renderLiteral(value, column + style.step, style);
    if (literal !== null) return ` ${literal}`;
  }
  if (fitsOnLine(value)) return ` ${renderFlow(value, style.json)}`;
  const inner = column + (isList(value) ? style.dashIndent : style.step);
  return style.lineBreak + ' '.repeat(inner) + renderBlock(value, inner, style);
}

/** A block of lines whose first line begins at `column` without its indentation. */
export function renderBlock(value: PlainValue, column: number, style: WritingStyle): string {
  if (fitsOnLine(value)) return renderFlow(value, style.json);
  const next = style.lineBreak + ' '.repeat(column);
  if (isList(value)) return value.map((item) => `- ${renderItem(item, column, style)}`).join(next);
  return Object.entries(value as Record<string, PlainValue>)
    .map(([key, item]) => renderPair(key, item, column, style))
    .join(next);
}

/** `key: value`, over several lines where the value needs them */
export function renderPair(key: string, value: PlainValue, column: number, style: WritingStyle): string {
  return `${renderKey(key, style.json)}:${renderAfterKey(value, column, style)}`;
}

/** What follows `- `; `column` is the dash's. */
export function renderItem(value: PlainValue, column: number, style: WritingStyle): string {
  if (typeof value === 'string') {
    const literal = renderLiteral(value, column + 2, style);
    if (literal !== null) return literal;
  }
  return renderBlock(value, column + 2, style);
}

/** A key; `<<` must not become a merge. */
export function renderKey(key: string, json: boolean): string {
  return json || key.length > 200 ? doubleQuoted(key) : renderScalar(key, true, false);
}

/** A string of several lines as a literal block scalar; null where quotes are needed all the same. */
function renderLiteral(text: string, column: number, style: WritingStyle): string | null {
  if (style.json || !text.includes('\n')) return null;
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n');
  if (/^(?: |$)/.test(lines[0] ?? '') || lines.some((line) => UNSAFE.test(line) || /\s$/.test(line))) return null;
  if (lines.at(-1) === '') return null;
  const indent = ' '.repeat(column);
  const shown = lines.map((line) => (line === '' ? '' : indent + line));
  return `${text.endsWith('\n') ? '|' : '|-'}${style.lineBreak}${shown.join(style.lineBreak)}`;
}
