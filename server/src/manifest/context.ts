/** Where a person is typing: found from lines and indentation, so that half-typed text does not matter. */
import { HASH, isBlank, lineEnd, SPACE } from './characters';
import type { ParsedDocument } from './document';
import { flowContextAt } from './flowContext';
import { lineIndexOf } from './lineIndex';
import { nodeAt, type Place, placeInTree } from './navigation';
import type { Node, Path, Span } from './node';

/** What completion needs to know about a place. */
export interface TypingContext {
  /** a key of the mapping at `parentPath`; a value; or an item of the list at `parentPath` (a value, or a mapping's first key) */
  readonly expects: 'key' | 'value' | 'item';
  /** path of the mapping or list that holds what is being typed */
  readonly parentPath: Path;
  /** path of the value being typed: with the key for `value`, with the index for `item`; for `key` the same as `parentPath` */
  readonly path: Path;
  /** column where keys of the parent begin; of an item the column behind its dash */
  readonly indent: number;
  /** inside brackets or braces */
  readonly inFlow: boolean;
  /** what is typed before the cursor */
  readonly prefix: string;
  /** what a completion replaces */
  readonly replaceSpan: Span;
  /** keys of the parent mapping, but for the one being typed */
  readonly existingKeys: readonly string[];
  /** the colon or dash stands right before the cursor, so a blank must come first */
  readonly needsSpace: boolean;
  /** a colon already follows what is replaced */
  readonly hasColon: boolean;
}

interface KeyAnchor {
  readonly kind: 'key';
  readonly column: number;
  readonly name: string;
  /** offset in the line just behind the colon */
  readonly after: number;
  readonly end: number;
}
interface DashAnchor {
  readonly kind: 'dash';
  readonly column: number;
}

/** What gives a line its place: its dashes, then its key. */
interface LineShape {
  readonly dashes: readonly DashAnchor[];
  readonly key: KeyAnchor | null;
  /** column of the first thing behind the dashes */
  readonly content: number;
}

const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#{[\]},&*!|>%@`-][^\r\n]*?|-[^\s\r\n][^\r\n]*?)[ \t]*:(?=\s|$)/;

const MAX_LINE = 2000;

function shapeOf(whole: string): LineShape {
  // no key stands so far behind, and the search for one must stay short
  const line = whole.length > MAX_LINE ? whole.slice(0, MAX_LINE) : whole;
  let at = 0;
  while (line.charCodeAt(at) === SPACE) at++;
  const dashes: DashAnchor[] = [];
  while (line.charAt(at) === '-' && (at + 1 === line.length || isBlank(line.charCodeAt(at + 1)))) {
    dashes.push({ kind: 'dash', column: at });
    at++;
    while (isBlank(line.charCodeAt(at))) at++;
  }
  const match = KEY.exec(line.slice(at));
  const raw = match?.[1];
  if (match === null || raw === undefined || / #/.test(raw)) return { dashes, key: null, content: at };
  const key: KeyAnchor = {
    kind: 'key',
    column: at,
    name: unquote(raw),
    after: at + match[0].length,
    end: at + raw.length,
  };
  return { dashes, key, content: at };
}

function unquote(raw: string): string {
  if (raw.startsWith("'")) return raw.slice(1, -1).replaceAll("''", "'");
  if (!raw.startsWith('"')) return raw;
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : raw.slice(1, -1);
  } catch {
    return raw.slice(1, -1);
  }
}

interface Lines {
  readonly text: string;
  /** the text of a line without its break */
  line(number: number): string;
}

function linesOf(document: ParsedDocument): Lines {
  const { text } = document;
  const index = lineIndexOf(document);
  return {
    text,
    line(number) {
      const start = index.lineStart(number);
      return text.slice(start, Math.min(lineEnd(text, start), text.length));
    },
  };
}

/** Going up from a line: the path of what holds something at `column`, `left` being what stands before it on its line. */
function holderOf(lines: Lines, number: number, column: number, left: LineShape | null, isDash: boolean): Holder {
  let index = 0;
  const own = left === null ? [] : anchors(left).filter((anchor) => anchor.column < column);
  for (let at = number; at >= 0; at--) {
    const shape = at === number ? null : contentShape(lines.line(at));
    if (shape === 'marker') break;
    if (at !== number && shape === null) continue;
    const found = at === number ? own : anchors(shape as LineShape);
    for (const anchor of found) {
      if (anchor.column > column) continue;
      if (anchor.kind === 'dash') {
        if (anchor.column < column) {
          const above = holderOf(lines, at, anchor.column, at === number ? left : (shape as LineShape), true);
          return { path: [...above.path, above.index], index, list: isDash };
        }
        index++;
      } else if (anchor.column < column || (isDash && at !== number)) {
        const above = holderOf(lines, at, anchor.column, at === number ? left : (shape as LineShape), false);
        return { path: [...above.path, anchor.name], index, list: isDash || index > 0 };
      }
    }
  }
  return { path: [], index, list: isDash || index > 0 };
}

interface Holder {
  readonly path: Path;
  /** how many items of a list stand above at this column */
  readonly index: number;
  /** a list: dashes stand at this very column */
  readonly list: boolean;
}

/** From right to left. */
function anchors(shape: LineShape): readonly (KeyAnchor | DashAnchor)[] {
  const dashes = [...shape.dashes].reverse();
  return shape.key === null ? dashes : [shape.key, ...dashes];
}

/** null for blank lines, comments and lines without an anchor */
function contentShape(line: string): LineShape | null | 'marker' {
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return 'marker';
  if (/^\s*(?:#|$)/.test(line)) return null;
  const shape = shapeOf(line);
  return shape.key === null && shape.dashes.length === 0 ? null : shape;
}

/** Offset in the line where a comment begins, -1 without one; quotes are respected. */
function commentStart(line: string): number {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const letter = line.charAt(at);
    if (quote !== '') {
      if (letter === '\\' && quote === '"') at++;
      else if (letter === quote) quote = '';
    } else if ((letter === '"' || letter === "'") && (at === 0 || /[\s:[{,-]/.test(line.charAt(at - 1))))
      quote = letter;
    else if (letter === '#' && (at === 0 || isBlank(line.charCodeAt(at - 1)))) return at;
  }
  return -1;
}

/**
 * What is being typed at an offset; null inside comments, block scalars and markers, where nothing can be completed.
 * A blank line belongs to what its column says: `spec:` above and the cursor two columns further is a key of `spec`.
 */
export function contextAt(document: ParsedDocument, offset: number): TypingContext | null {
  const { text } = document;
  // between CR and LF is the end of the line
  if (text.startsWith('\r\n', offset - 1)) return contextAt(document, offset - 1);
  const index = lineIndexOf(document);
  const { line: number, character } = index.positionAt(offset);
  const start = index.lineStart(number);
  const line = text.slice(start, lineEnd(text, start));
  const comment = commentStart(line);
  if (comment >= 0 && character > comment) return null;
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(line) && character > 0) return null;
  const place = placeInTree(document, offset);
  if (inBlockScalar(text, place, offset)) return null;
  const flow = flowContextAt(document, offset);
  if (flow !== null) {
    const existingKeys = flow.expects === 'value' ? [] : keysExcept(document.root, flow.path, flow.replaceSpan);
    return { ...flow, existingKeys };
  }
  return blockContext(
    document,
    linesOf(document),
    number,
    line.slice(0, comment < 0 ? line.length : comment),
    start,
    character,
  );
}

function inBlockScalar(text: string, place: Place, offset: number): boolean {
  if (place.where !== 'value' || place.node.kind !== 'scalar') return false;
  const { style, span } = place.node;
  return (style === 'literal' || style === 'folded') && offset > lineEnd(text, span.start);
}

function blockContext(
  document: ParsedDocument,
  lines: Lines,
  number: number,
  line: string,
  start: number,
  character: number,
): TypingContext {
  const before = shapeOf(line.slice(0, character));
  const whole = shapeOf(line);
  const trimmed = line.trimEnd().length;

  // `key: val|`
  if (before.key !== null) {
    const { key } = before;
    const holder = holderOf(lines, number, key.column, before, false);
    let from = key.after;
    while (isBlank(line.charCodeAt(from)) && from < character) from++;
    return {
      expects: 'value',
      parentPath: holder.path,
      path: [...holder.path, key.name],
      indent: key.column,
      inFlow: false,
      prefix: line.slice(from, character),
      replaceSpan: { start: start + from, end: start + Math.max(character, from, trimmed) },
      existingKeys: [],
      needsSpace: character === key.after,
      hasColon: false,
    };
  }

  const column = Math.min(before.content, character);
  const ownDash = before.dashes.at(-1);
  const isBlankPrefix = before.content >= character && ownDash === undefined;
  const holder = holderOf(lines, number, column, before, false);
  // a cursor in front of text, or on a blank line
  const wordEnd =
    isBlankPrefix && whole.content > character ? character : endOfWord(line, whole, column, character, trimmed);
  const hasColon = whole.key !== null && whole.key.column === column;
  const replaceSpan = { start: start + column, end: start + Math.max(character, wordEnd) };
  const prefix = line.slice(column, character);
  if (ownDash !== undefined && !hasColon) {
    return {
      expects: 'item',
      parentPath: holder.path.slice(0, -1),
      path: holder.path,
      indent: column,
      inFlow: false,
      prefix,
      replaceSpan,
      existingKeys: keysExcept(document.root, holder.path, replaceSpan),
      needsSpace: character === ownDash.column + 1,
      hasColon,
    };
  }
  const list = holder.list && nodeAt(document.root, holder.path)?.kind !== 'mapping';
  return {
    expects: list ? 'item' : 'key',
    parentPath: holder.path,
    path: list ? [...holder.path, holder.index] : holder.path,
    indent: column,
    inFlow: false,
    prefix,
    replaceSpan,
    existingKeys: keysExcept(document.root, holder.path, replaceSpan),
    needsSpace: false,
    hasColon,
  };
}

function endOfWord(line: string, whole: LineShape, column: number, character: number, trimmed: number): number {
  if (whole.key !== null && whole.key.column === column) return whole.key.end;
  if (line.charCodeAt(character) === HASH) return character;
  return trimmed;
}

function keysExcept(root: Node | null, path: Path, replaced: Span): readonly string[] {
  const node = nodeAt(root, path);
  if (node?.kind !== 'mapping') return [];
  const keys = node.entries.filter(
    (entry) => entry.keySpan.end < replaced.start || entry.keySpan.start > replaced.end || entry.merged === true,
  );
  return [...new Set(keys.map((entry) => entry.key))];
}

/**
 * What stands at an offset. On text the spans decide; on blank lines and in half-typed ones the indentation decides
 * whose gap it is.
 */
export function pathAtOffset(document: ParsedDocument, offset: number): Place {
  const place = placeInTree(document, offset);
  if (place.where !== 'gap') return place;
  if (place.entry !== null && place.node?.kind === 'scalar') return place;
  const context = contextAt(document, offset);
  if (context === null) return place;
  const { path } = context;
  const node = nodeAt(document.root, path) ?? null;
  return { where: 'gap', path, entry: null, node };
}
