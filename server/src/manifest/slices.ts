/**
 * A file → its documents, without parsing. The rule is that of kubectl's `YAMLReader` (k8s.io/apimachinery 0.32 to 0.37,
 * pkg/util/yaml/decoder.go): a line that begins with `---` and holds nothing else but blanks and a comment separates,
 * also inside a block scalar. `--- {a: 1}`, `...` and `----` do not; what follows them in the same slice is not read
 * (`ParsedDocument.ignored`).
 */
import { CR, DASH, HASH, isBlank, LF } from './characters';
import type { DocumentSlice } from './document';

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

/** The documents of a file, side by side; they cover its text whole. A file of no text is one empty document. */
export interface SlicedText {
  readonly text: string;
  readonly slices: readonly DocumentSlice[];
}

/** Where the documents of a text end, in order. */
function documentEnds(text: string): readonly number[] {
  const ends: number[] = [];
  // a byte order mark may come before the first separator
  let at = text.charCodeAt(0) === 0xfeff && isSeparator(text, 1) ? 1 : 0;
  for (;;) {
    const next = text.indexOf('\n---', at);
    if (next < 0) break;
    at = next + 1;
    if (isSeparator(text, at)) ends.push(at);
  }
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

/** Cuts a whole file. */
export function sliceText(text: string): SlicedText {
  const slices: DocumentSlice[] = [];
  let index = 0;
  let offset = 0;
  let line = 0;
  for (const end of documentEnds(text)) {
    const piece = text.slice(offset, end);
    const empty = isEmpty(piece);
    slices.push(empty ? { index, offset, line, text: piece, empty } : { index, offset, line, text: piece });
    if (!empty) index++;
    offset = end;
    line += countLines(piece);
  }
  return { text, slices };
}

/** The documents of a file in order, those of comments alone marked `empty`; their texts together are the file. */
export function splitDocuments(text: string): readonly DocumentSlice[] {
  return sliceText(text).slices;
}
