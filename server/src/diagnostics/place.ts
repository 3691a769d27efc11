/** Where a finding is shown: the nearest existing field, its key or its value. */
import type { Node, Path, Span } from '../manifest/index';
import { entryOf } from './read';

interface Located {
  readonly node: Node;
  /** of the deepest step that is a field; null at the root */
  readonly keySpan: Span | null;
  readonly whole: boolean;
}

function locate(root: Node, path: Path): Located {
  let node = root;
  let keySpan: Span | null = null;
  for (const step of path) {
    if (typeof step === 'number') {
      const item = node.kind === 'sequence' ? node.items[step] : undefined;
      if (!item) return { node, keySpan, whole: false };
      node = item;
      keySpan = null;
    } else {
      const entry = entryOf(node, step);
      if (!entry) return { node, keySpan, whole: false };
      node = entry.value;
      keySpan = entry.keySpan;
    }
  }
  return { node, keySpan, whole: true };
}

/**
 * The span to underline, in offsets of `text`.
 *
 * A value is underlined whole only where it stands on one line; a block is shown by its key, an item of a list by its
 * first line, and what does not exist by the nearest field around it.
 * @param root the document's root
 * @param path from the document's root
 */
export function placeOf(text: string, root: Node, path: Path, at: 'key' | 'value'): Span {
  const { node, keySpan, whole } = locate(root, path);
  const value = node.span;
  const oneLine = value.end > value.start && !text.slice(value.start, value.end).trimEnd().includes('\n');
  if (whole && at === 'value' && oneLine) return trimmed(text, value);
  if (keySpan) return keySpan;
  if (path.length === 0 || (node === root && !whole)) {
    // the whole object: its kind says best what is meant
    const kind = entryOf(node, 'kind');
    if (kind) return { start: kind.keySpan.start, end: Math.max(kind.keySpan.end, kind.value.span.end) };
  }
  return firstLine(text, value);
}

function trimmed(text: string, span: Span): Span {
  const length = text.slice(span.start, span.end).trimEnd().length;
  return length > 0 ? { start: span.start, end: span.start + length } : span;
}

/** The first line of a span that holds anything. */
export function firstLine(text: string, span: Span): Span {
  const part = text.slice(span.start, span.end);
  const line = /\S[^\r\n]*/.exec(part);
  if (!line) return span;
  return { start: span.start + line.index, end: span.start + line.index + line[0].trimEnd().length };
}
