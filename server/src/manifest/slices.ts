/**
 * A file → its documents, without parsing. The rule is that of kubectl's `YAMLReader` (k8s.io/apimachinery 0.32 to 0.37,
 * pkg/util/yaml/decoder.go): a line that begins with `---` and holds nothing else but blanks and a comment separates,
 * also inside a block scalar. `--- {a: 1}`, `...` and `----` do not; what follows them in the same slice is not read
 * (`ParsedDocument.ignored`).
 */
import { CR, DASH, HASH, isBlank, LF } from './characters';
import type { DocumentSlice } from './document';

/** A file's documents, side by side; they cover the text whole. Never changes. */
export interface SlicedText {
  readonly text: string;
  readonly slices: readonly DocumentSlice[];
}

/** A change of the text: `length` characters at `offset` of the old text were replaced by `inserted` new ones. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly inserted: number;
}

/** Whether a separator line begins at `offset`, which must be the start of a line. */
function isSeparator(text: string, offset: number): boolean {
  if (!(text.charCodeAt(offset) === DASH && text.charCodeAt(offset + 1) === DASH)) return false;
  if (text.charCodeAt(offset + 2) !== DASH) return false;
  for (let at = offset + 3; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === HASH) return true;
    if (!(isBlank(code) || code === CR || code === 0x0b || code === 0x0c)) return false;
  }
  return true;
}

/** Holds nothing but blank lines, comments and the `---` line. A lone directive is content. */
function isEmpty(text: string): boolean {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (isSeparator(text, at)) at = lineFeed(text, at);
  while (at < text.length) {
    let content = at;
    while (isBlank(text.charCodeAt(content)) || text.charCodeAt(content) === CR) content++;
    const code = text.charCodeAt(content);
    if (content < text.length && code !== LF && code !== HASH) return false;
    at = lineFeed(text, content);
  }
  return true;
}

/** Offset of the line behind the one at `offset`. */
function lineFeed(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Number of line breaks as editors count them: LF, CR LF, lone CR. */
function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== LF) count++;
  }
  return count;
}

/** A piece of text on its own, that does not keep the whole file in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

interface Piece {
  readonly text: string;
  readonly lines: number;
  readonly empty: boolean;
}

const pieces = new WeakMap<DocumentSlice, Piece>();

function place(piece: Piece, index: number, offset: number, line: number): DocumentSlice {
  const slice: DocumentSlice = piece.empty
    ? { index, offset, line, text: piece.text, empty: true }
    : { index, offset, line, text: piece.text };
  pieces.set(slice, piece);
  return slice;
}

/** Cuts `text` between two offsets, the first of which begins a document. */
function cut(text: string, from: number, to: number, detach: boolean): Piece[] {
  const found: Piece[] = [];
  let start = from;
  // a byte order mark may come before the first separator
  let at = from === 0 && text.charCodeAt(0) === 0xfeff && isSeparator(text, 1) ? 1 : from;
  for (;;) {
    const next = text.indexOf('\n---', at);
    const stop = next < 0 || next + 1 >= to ? to : next + 1;
    at = stop;
    if (stop < to && !isSeparator(text, stop)) continue;
    if (stop > start) {
      const piece = detach ? detached(text.slice(start, stop)) : text.slice(start, stop);
      found.push({ text: piece, lines: countLines(piece), empty: isEmpty(piece) });
    }
    if (stop >= to) return found;
    start = stop;
  }
}

function layOut(kept: readonly DocumentSlice[], fresh: readonly Piece[]): DocumentSlice[] {
  const slices = kept.slice();
  const last = kept.at(-1);
  let index = last === undefined ? 0 : last.index + (last.empty === true ? 0 : 1);
  let offset = last === undefined ? 0 : last.offset + last.text.length;
  let line = last === undefined ? 0 : last.line + (pieces.get(last)?.lines ?? countLines(last.text));
  for (const piece of fresh) {
    slices.push(place(piece, index, offset, line));
    if (!piece.empty) index++;
    offset += piece.text.length;
    line += piece.lines;
  }
  return slices;
}

/** A file of no text is one empty document, so that there is always one to complete in. */
const NOTHING: Piece = { text: '', lines: 0, empty: true };

/** Cuts a whole file. */
export function sliceText(text: string): SlicedText {
  const found = cut(text, 0, text.length, false);
  return { text, slices: layOut([], found.length === 0 ? [NOTHING] : found) };
}

/** The documents of a file in order, those of comments alone marked `empty`; their texts together are the file. */
export function splitDocuments(text: string): readonly DocumentSlice[] {
  return sliceText(text).slices;
}

/**
 * The slices of a changed file, from those of the file before: only what changed is cut again, and unchanged slices keep
 * their very text. Without `change` the changed place is found by comparing.
 * @param change where the texts differ, if it is known; only a single change can be told
 */
export function updateSlices(previous: SlicedText, text: string, change?: TextChange): SlicedText {
  const old = previous.slices;
  if (text === previous.text) return previous;
  const growth = text.length - previous.text.length;
  let head = 0;
  let tail = old.length;
  if (change !== undefined) {
    // a slice that touches the change may join or part, so its neighbours' edges count as touched
    while (head < old.length && endOf(old[head]) < change.offset) head++;
    while (tail > head && startOf(old[tail - 1]) > change.offset + change.length) tail--;
  } else {
    while (head < old.length && matches(text, old[head], 0)) head++;
    while (tail > head && matches(text, old[tail - 1], growth)) tail--;
  }
  // the pieces that stay must still begin with a separator of their own
  while (head > 0 && !(head < old.length && isSeparator(text, startOf(old[head])))) head--;
  for (; tail < old.length; tail++) {
    const start = startOf(old[tail]) + growth;
    if (start > 0 && text.charCodeAt(start - 1) === LF && isSeparator(text, start)) break;
  }
  const from = head < old.length ? startOf(old[head]) : previous.text.length;
  const to = tail < old.length ? startOf(old[tail]) + growth : text.length;
  const middle = cut(text, from, to, true);
  for (let i = tail; i < old.length; i++) {
    const slice = old[i];
    const piece = slice === undefined ? undefined : pieces.get(slice);
    if (piece !== undefined) middle.push(piece);
  }
  const kept = old.slice(0, head);
  if (kept.length === 0 && middle.length === 0) middle.push(NOTHING);
  return { text, slices: layOut(kept, middle) };
}

function startOf(slice: DocumentSlice | undefined): number {
  return slice?.offset ?? 0;
}

function endOf(slice: DocumentSlice | undefined): number {
  return slice === undefined ? 0 : slice.offset + slice.text.length;
}

function matches(text: string, slice: DocumentSlice | undefined, shift: number): boolean {
  if (slice === undefined || slice.text === '') return false;
  const start = slice.offset + shift;
  return start >= 0 && text.slice(start, start + slice.text.length) === slice.text;
}

/** The slice that holds an offset of the file; at an edge the later one. */
export function sliceAt(slices: readonly DocumentSlice[], offset: number): DocumentSlice | undefined {
  let low = 0;
  let high = slices.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startOf(slices[middle]) <= offset) low = middle;
    else high = middle - 1;
  }
  return slices[low];
}
