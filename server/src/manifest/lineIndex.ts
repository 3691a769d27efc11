import { CR, LF } from './characters';
import type { ParsedDocument } from './document';

/** Lines from 0, characters in UTF-16 units from 0, as LSP has them. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Offsets ↔ positions of one text. LF, CR LF and lone CR end a line, as in LSP. */
export interface LineIndex {
  readonly lineCount: number;
  positionAt(offset: number): LinePosition;
  /** clamps a position outside of the text */
  offsetAt(position: LinePosition): number;
  lineStart(line: number): number;
}

/** Builds the index of a text in one pass; a position then costs a binary search. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  const lone = text.includes('\r');
  if (!lone) for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  else {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) starts.push(at + 1);
    }
  }
  const startOf = (line: number) => starts[Math.max(0, Math.min(line, starts.length - 1))] ?? 0;
  return {
    lineCount: starts.length,
    lineStart: startOf,
    positionAt(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (startOf(middle) <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: at - startOf(low) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      if (line >= starts.length) return text.length;
      const end = line + 1 < starts.length ? contentEnd(text, startOf(line + 1)) : text.length;
      return Math.max(startOf(line), Math.min(startOf(line) + Math.max(0, character), end));
    },
  };
}

/** Where a line's text ends, given where the next line starts. */
function contentEnd(text: string, nextStart: number): number {
  const end = nextStart - 1;
  return text.charCodeAt(end) === LF && text.charCodeAt(end - 1) === CR ? end - 1 : end;
}

const indexes = new WeakMap<ParsedDocument, LineIndex>();

/** The line index of a parsed document, made once. */
export function lineIndexOf(document: ParsedDocument): LineIndex {
  let index = indexes.get(document);
  if (index === undefined) {
    index = createLineIndex(document.text);
    indexes.set(document, index);
  }
  return index;
}
