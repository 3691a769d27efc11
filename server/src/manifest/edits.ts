/**
 * Minimal edits of one document: they touch the field they are about and keep indentation, quotes, comments and line
 * breaks of everything else. Every function answers null where the field cannot be edited in place (it does not exist,
 * comes from an alias or merge key, or stands behind an explicit `? key`).
 */
import { isBlank, lineEnd } from './characters';
import type { ParsedDocument } from './document';
import type { PlainValue } from './json';
import { nodeAt } from './navigation';
import { type Entry, getEntry, type MappingNode, type Node, type Path, type SequenceNode, type Span } from './node';
import {
  renderAfterKey,
  renderBlock,
  renderFlow,
  renderItem,
  renderKey,
  renderPair,
  renderScalar,
  type WritingStyle,
} from './render';
import { columnOf, writingStyleOf } from './writingStyle';

/** A change of text within one document; offsets from the document's start. Edits of one answer do not overlap. */
export interface TextEditInDocument {
  readonly span: Span;
  readonly newText: string;
}

export type Edits = readonly TextEditInDocument[] | null;

function replace(start: number, end: number, newText: string): TextEditInDocument {
  return { span: { start, end }, newText };
}

/** A node with what is needed to edit around it. */
interface Spot {
  readonly node: Node;
  readonly parent: Node | null;
  readonly entry: Entry | null;
  /** place among the parent's entries or items */
  readonly index: number;
  /** some collection around it is in flow style */
  readonly inFlow: boolean;
}

/** Finds what can be edited at a path; null behind aliases and merge keys. */
function spotAt(document: ParsedDocument, path: Path): Spot | null {
  if (document.root === null) return null;
  let spot: Spot = { node: document.root, parent: null, entry: null, index: 0, inFlow: false };
  for (const step of path) {
    const parent: Node = spot.node;
    if (parent.kind === 'scalar' || parent.alias !== undefined) return null;
    const inFlow: boolean = spot.inFlow || parent.flow;
    if (parent.kind === 'mapping') {
      const entry: Entry | undefined = typeof step === 'string' ? getEntry(parent, step) : undefined;
      if (entry === undefined || entry.merged === true) return null;
      spot = { node: entry.value, parent, entry, index: parent.entries.indexOf(entry), inFlow };
    } else {
      const item: Node | undefined = typeof step === 'number' ? parent.items[step] : undefined;
      if (item === undefined || typeof step !== 'number') return null;
      spot = { node: item, parent, entry: null, index: step, inFlow };
    }
  }
  return spot;
}

/** Offset behind the colon of an entry; -1 where the key stands alone. */
function colonEnd(text: string, entry: Entry): number {
  let at = entry.keySpan.end;
  while (isBlank(text.charCodeAt(at))) at++;
  return text.charAt(at) === ':' ? at + 1 : -1;
}

function isExplicit(text: string, entry: Entry): boolean {
  return /\?[ \t]*$/.test(text.slice(Math.max(0, entry.keySpan.start - 20), entry.keySpan.start));
}

/**
 * Sets the value of a field that exists, or adds it (and the mappings on the way to it) where the path goes on by keys.
 * A string that replaces a quoted string keeps the quotes.
 */
export function setValue(document: ParsedDocument, path: Path, value: PlainValue): Edits {
  const spot = spotAt(document, path);
  if (spot === null) return addMissing(document, path, value);
  const { text } = document;
  const style = writingStyleOf(document);
  const { node, entry } = spot;
  const isBlockCollection = node.kind !== 'scalar' && !node.flow && node.alias === undefined;
  const flowText = spot.inFlow || style.json;
  if (flowText) {
    const shown = rendered(value, node, true, style);
    return [replaceValue(text, node, entry, shown)];
  }
  if (entry !== null) {
    const after = colonEnd(text, entry);
    if (after < 0 || isExplicit(text, entry)) return null;
    const column = columnOf(text, entry.keySpan.start);
    const isShort = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
    const shown =
      isShort && !(typeof value === 'string' && value.includes('\n'))
        ? ` ${rendered(value, node, false, style)}`
        : renderAfterKey(value, column, style);
    if (isBlockCollection) return replaceBlock(text, after, node, shown);
    if (shown.startsWith(style.lineBreak) || /^ [|]/.test(shown)) return replaceWithBlock(text, after, node, shown);
    return [replaceValue(text, node, entry, shown.slice(1))];
  }
  if (spot.parent?.kind === 'sequence') {
    const dash = spot.parent.dashes[spot.index];
    if (dash === undefined) return null;
    const column = columnOf(text, dash);
    if (value !== null && typeof value !== 'object' && !(typeof value === 'string' && value.includes('\n'))) {
      const shown = rendered(value, node, false, style);
      return isBlockCollection
        ? replaceBlock(text, dash + 1, node, ` ${shown}`)
        : [replaceValue(text, node, null, shown)];
    }
    return replaceWithBlock(text, dash + 1, node, ` ${renderItem(value, column, style)}`);
  }
  const shown = renderBlock(value, columnOf(text, node.span.start), style);
  return [replace(node.span.start, node.span.end, shown)];
}

function rendered(value: PlainValue, old: Node, inFlow: boolean, style: WritingStyle): string {
  if (typeof value === 'object' && value !== null) return renderFlow(value, style.json);
  const quotes = old.kind === 'scalar' && (old.style === 'single' || old.style === 'double') ? old.style : 'plain';
  return renderScalar(value, inFlow, style.json, old.alias === undefined ? quotes : 'plain');
}

/** Replaces a value on its line; a missing one gets its blank, and its colon, too. */
function replaceValue(text: string, node: Node, entry: Entry | null, shown: string): TextEditInDocument {
  const { start, end } = node.span;
  if (start < end) return replace(start, end, shown);
  if (entry !== null && colonEnd(text, entry) < 0) return replace(entry.keySpan.end, entry.keySpan.end, `: ${shown}`);
  return replace(start, end, /[:-]/.test(text.charAt(start - 1)) ? ` ${shown}` : shown);
}

/** Puts a value behind a colon or dash and takes away the block below; a comment on the first line stays. */
function replaceBlock(text: string, after: number, node: Node, shown: string): Edits {
  const firstEnd = lineEnd(text, after);
  if (node.span.start <= firstEnd) return [replace(after, node.span.end, shown)];
  if (/[\r\n]/.test(shown) || firstEnd === after) return [replace(after, node.span.end, shown)];
  return [replace(after, after, shown), replace(firstEnd, node.span.end, '')];
}

/** A value of several lines comes instead of what stands on the line; a comment behind that moves to the first line. */
function replaceWithBlock(text: string, after: number, node: Node, shown: string): Edits {
  const end = Math.max(node.span.end, after);
  const rest = /^[ \t]*#[^\r\n]*/.exec(text.slice(end, lineEnd(text, end)))?.[0] ?? '';
  const firstBreak = shown.search(/[\r\n]/);
  if (rest === '' || firstBreak < 0) return [replace(after, end, shown)];
  return [replace(after, end + rest.length, shown.slice(0, firstBreak) + rest + shown.slice(firstBreak))];
}

/** Adds what is missing of a path below its deepest part that exists. */
function addMissing(document: ParsedDocument, path: Path, value: PlainValue): Edits {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    if (spotAt(document, path.slice(0, depth)) === null) continue;
    const key = path[depth];
    if (typeof key !== 'string') return null;
    // what came in through an alias or merge key can only be overridden whole
    if (depth < path.length - 1 && nodeAt(document.root, path.slice(0, depth + 1)) !== undefined) return null;
    let nested: PlainValue = value;
    for (let i = path.length - 1; i > depth; i--) {
      const step = path[i];
      if (typeof step === 'number') {
        if (step !== 0) return null;
        nested = [nested];
      } else if (step !== undefined) nested = { [step]: nested };
    }
    return insertEntry(document, path.slice(0, depth), key, nested);
  }
  return null;
}

/** Gives a key another name; its quotes stay. */
export function renameKey(document: ParsedDocument, path: Path, name: string): Edits {
  const entry = spotAt(document, path)?.entry;
  if (entry === undefined || entry === null) return null;
  const style = writingStyleOf(document);
  const { style: quotes } = entry.keyNode;
  const shown =
    quotes === 'single' || quotes === 'double'
      ? renderScalar(name, true, style.json, quotes)
      : renderKey(name, style.json);
  return [replace(entry.keySpan.start, entry.keySpan.end, shown)];
}

/** Takes a field or an item away, with its lines. The last one leaves `{}` or `[]`. */
export function removeEntry(document: ParsedDocument, path: Path): Edits {
  const spot = spotAt(document, path);
  if (spot === null || spot.parent === null) return null;
  const { parent, index, entry } = spot;
  if (parent.kind === 'scalar') return null;
  const { text } = document;
  if (entry !== null && isExplicit(text, entry)) return null;
  const count = parent.kind === 'mapping' ? parent.entries.length : parent.items.length;
  if (count === 1) {
    if (parent.flow) return emptyFlow(text, parent);
    return setValue(document, path.slice(0, -1), parent.kind === 'mapping' ? {} : []);
  }
  return parent.flow ? removeFromFlow(parent, index) : removeLines(text, parent, index);
}

/** The pieces of a collection: from key or dash to the end of the value. */
function pieceAt(parent: MappingNode | SequenceNode, index: number): Span | undefined {
  if (parent.kind === 'mapping') return parent.entries[index]?.span;
  const item = parent.items[index];
  if (item === undefined) return undefined;
  const dash = parent.dashes[index];
  return dash === undefined ? item.span : { start: dash, end: Math.max(dash + 1, item.span.end) };
}

function emptyFlow(text: string, parent: MappingNode | SequenceNode): Edits {
  const open = text.slice(parent.span.start, parent.span.end).search(/[[{]/);
  const closed = /[\]}]/.test(text.charAt(parent.span.end - 1));
  const braces = parent.kind === 'mapping' ? '{}' : '[]';
  // `[a: 1]` holds a mapping without braces of its own
  if (open < 0 || !closed) return [replace(parent.span.start, parent.span.end, braces)];
  return [replace(parent.span.start + open, parent.span.end, braces)];
}

function removeFromFlow(parent: MappingNode | SequenceNode, index: number): Edits {
  const piece = pieceAt(parent, index);
  const next = pieceAt(parent, index + 1);
  const previous = pieceAt(parent, index - 1);
  if (piece === undefined) return null;
  if (next !== undefined) return [replace(piece.start, next.start, '')];
  return previous === undefined ? null : [replace(previous.end, piece.end, '')];
}

function removeLines(text: string, parent: MappingNode | SequenceNode, index: number): Edits {
  const piece = pieceAt(parent, index);
  if (piece === undefined) return null;
  const start = lineStartOf(text, piece.start);
  const next = pieceAt(parent, index + 1);
  // the first key behind a dash: the next one takes its place
  if (text.slice(start, piece.start).trim() !== '')
    return next === undefined ? null : [replace(piece.start, next.start, '')];
  const end = endOfLines(text, parent, index, piece.end);
  if (end < text.length || start === 0) return [replace(start, end, '')];
  // the last lines of a text without a line break at its end
  const breakStart = text.charAt(start - 1) === '\n' && text.charAt(start - 2) === '\r' ? start - 2 : start - 1;
  const ended = /[\r\n]$/.test(text);
  return [replace(ended ? start : breakStart, end, '')];
}

function lineStartOf(text: string, offset: number): number {
  // not lastIndexOf: a text without one of the two would be searched to its beginning
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** Behind the line break that ends a piece; of a block scalar that keeps its blank lines, behind those too. */
function endOfLines(text: string, parent: MappingNode | SequenceNode, index: number, end: number): number {
  let at = lineEnd(text, end);
  at = skipBreak(text, at);
  if (!keepsBlankLines(text, parent, index)) return at;
  for (;;) {
    const stop = lineEnd(text, at);
    if (at >= text.length || text.slice(at, stop).trim() !== '') return at;
    at = skipBreak(text, stop);
  }
}

function skipBreak(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  return at < text.length ? at + 1 : at;
}

/** Whether the last scalar of a piece is a block scalar with `+`. */
function keepsBlankLines(text: string, parent: MappingNode | SequenceNode, index: number): boolean {
  let node: Node | undefined = parent.kind === 'mapping' ? parent.entries[index]?.value : parent.items[index];
  while (node !== undefined && node.kind !== 'scalar' && node.alias === undefined) {
    node = node.kind === 'mapping' ? node.entries.at(-1)?.value : node.items.at(-1);
  }
  if (node?.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return false;
  return /^[|>]\d?\+/.test(node.source) && text.length > 0;
}

export interface InsertOptions {
  /** the key behind which the new one comes; null: before all others. Without it, or where it is missing: at the end */
  readonly after?: string | null;
}

/** Adds a key to the mapping at a path; a missing value (`key:`) becomes a mapping. The key must not exist there yet. */
export function insertEntry(
  document: ParsedDocument,
  parentPath: Path,
  key: string,
  value: PlainValue,
  options: InsertOptions = {},
): Edits {
  const style = writingStyleOf(document);
  if (document.root === null && parentPath.length === 0) {
    const end = document.text.length;
    const gap = end === 0 || /[\r\n]$/.test(document.text) ? '' : style.lineBreak;
    return [replace(end, end, `${gap}${renderPair(key, value, 0, style)}${style.lineBreak}`)];
  }
  const spot = spotAt(document, parentPath);
  if (spot === null) return addMissing(document, [...parentPath, key], value);
  const { node } = spot;
  if (node.alias !== undefined) return null;
  if (node.kind === 'scalar') return node.value === null ? setValue(document, parentPath, { [key]: value }) : null;
  if (node.kind === 'sequence') return null;
  if (getEntry(node, key) !== undefined && getEntry(node, key)?.merged !== true) return null;
  if (node.entries.length === 0 && !node.flow) return null;
  const { after } = options;
  const named = after === undefined || after === null ? -1 : node.entries.findLastIndex((entry) => entry.key === after);
  const index = after === null ? -1 : named < 0 ? node.entries.length - 1 : named;
  const pair = (column: number) =>
    node.flow
      ? `${renderKey(key, style.json || quotesKeys(node))}: ${renderFlow(value, style.json || quotesKeys(node))}`
      : renderPair(key, value, column, style);
  return insertPiece(document, node, index, pair, style);
}

function quotesKeys(node: MappingNode): boolean {
  return node.entries.length > 0 && node.entries.every((entry) => entry.keyNode.style === 'double');
}

/** Adds an item to the end of the list at a path; a missing value or list becomes a list of that one item. */
export function appendItem(document: ParsedDocument, path: Path, value: PlainValue): Edits {
  const spot = spotAt(document, path);
  if (spot === null) {
    return nodeAt(document.root, path) === undefined ? addMissing(document, path, [value]) : null;
  }
  const { node } = spot;
  if (node.alias !== undefined) return null;
  if (node.kind === 'scalar') return node.value === null ? setValue(document, path, [value]) : null;
  if (node.kind === 'mapping') return null;
  const style = writingStyleOf(document);
  const item = (column: number) =>
    node.flow ? renderFlow(value, style.json) : `- ${renderItem(value, column, style)}`;
  return insertPiece(document, node, node.items.length - 1, item, style);
}

/** Puts a new piece behind the one at `index` (-1: before the first). */
function insertPiece(
  document: ParsedDocument,
  parent: MappingNode | SequenceNode,
  index: number,
  render: (column: number) => string,
  style: WritingStyle,
): Edits {
  const { text } = document;
  const first = pieceAt(parent, 0);
  if (parent.flow) return insertIntoFlow(text, parent, index, render(0));
  if (first === undefined) return null;
  if (parent.kind === 'mapping' && parent.entries.some((entry) => isExplicit(text, entry))) return null;
  const column = columnOf(text, first.start);
  const indent = ' '.repeat(column);
  if (index < 0) return [replace(first.start, first.start, `${render(column)}${style.lineBreak}${indent}`)];
  const piece = pieceAt(parent, index);
  if (piece === undefined) return null;
  const shown = indent + render(column);
  if (keepsBlankLines(text, parent, index)) {
    const at = endOfLines(text, parent, index, piece.end);
    const closed = at === 0 || /[\r\n]/.test(text.charAt(at - 1));
    return [replace(at, at, closed ? shown + style.lineBreak : style.lineBreak + shown)];
  }
  const at = lineEnd(text, piece.end);
  return [replace(at, at, style.lineBreak + shown)];
}

function insertIntoFlow(text: string, parent: MappingNode | SequenceNode, index: number, shown: string): Edits {
  const first = pieceAt(parent, 0);
  if (first === undefined) {
    const open = text.slice(parent.span.start, parent.span.end).search(/[[{]/);
    const at = parent.span.start + open + 1;
    // a merge key alone leaves nothing to stand beside
    if (open < 0 || !/^\s*[\]}]?$/.test(text.slice(at, parent.span.end))) return null;
    return [replace(at, at, shown)];
  }
  if (index < 0) return [replace(first.start, first.start, `${shown}, `)];
  const piece = pieceAt(parent, index);
  if (piece === undefined) return null;
  const start = lineStartOf(text, piece.start);
  const ownLine = text.slice(start, piece.start).trim() === '' && start > parent.span.start;
  const gap = ownLine ? lineBreakBefore(text, start) + text.slice(start, piece.start) : ' ';
  let comma = piece.end;
  while (/\s/.test(text.charAt(comma))) comma++;
  const next = pieceAt(parent, index + 1);
  if (text.charAt(comma) === ',' && next === undefined) return [replace(comma + 1, comma + 1, gap + shown)];
  return [replace(piece.end, piece.end, `,${gap}${shown}`)];
}

function lineBreakBefore(text: string, lineStart: number): string {
  return text.charAt(lineStart - 2) === '\r' ? '\r\n' : text.charAt(lineStart - 1);
}

/** Applies edits to a text; they must not overlap. */
export function applyEdits(text: string, edits: readonly TextEditInDocument[]): string {
  const ordered = [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  let result = text;
  for (const { span, newText } of ordered) result = result.slice(0, span.start) + newText + result.slice(span.end);
  return result;
}
