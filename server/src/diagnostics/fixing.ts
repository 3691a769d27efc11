/** Repairs: edits of the document at paths of the object, and the fix that holds them. */
import {
  appendItem,
  applyEdits,
  type Edits,
  type Path,
  type PlainValue,
  parseDocument,
  removeEntry,
  renameKey,
  renderBlock,
  setValue,
  toJson,
  writingStyleOf,
} from '../manifest/index';
import { nodeOf } from './read';
import type { DocumentEdit, Fix, Localized, RuleContext } from './rule';

/** Edits by paths from the object's root; null where the place cannot be edited (it comes from an alias, say). */
export interface Mender {
  /** sets a value, adding what is missing on the way */
  put(path: Path, value: PlainValue): Edits;
  /** writes a scalar's text as it is given, quotes included */
  write(path: Path, source: string): Edits;
  rename(path: Path, name: string): Edits;
  remove(path: Path): Edits;
  /** adds an item to a list, making the list where there is none */
  add(path: Path, item: PlainValue): Edits;
  /** takes a value to another place; one that holds comments stays where it is */
  move(path: Path, target: Path): Edits;
  /** adds a document behind this one */
  addDocument(value: PlainValue): Edits;
}

type Editing = Pick<RuleContext, 'document' | 'object'>;

export function mend({ document, object }: Editing): Mender {
  const at = (path: Path): Path => [...object.at, ...path];
  return {
    put: (path, value) => setValue(document, at(path), value),
    write: (path, source) => {
      const node = nodeOf(object.root, path);
      if (node?.kind !== 'scalar' || node.alias !== undefined) return null;
      return [{ span: { start: node.span.end - node.source.length, end: node.span.end }, newText: source }];
    },
    rename: (path, name) => renameKey(document, at(path), name),
    remove: (path) => removeEntry(document, at(path)),
    add: (path, item) => appendItem(document, at(path), item),
    move: (path, target) => {
      const node = nodeOf(object.root, path);
      if (!node || document.text.slice(node.span.start, node.span.end).includes('#')) return null;
      const inserted = applied(document.text, setValue(document, at(target), toJson(node)));
      const removed = inserted === null ? null : applied(inserted, removeEntry(parseDocument(inserted), at(path)));
      return removed === null ? null : [difference(document.text, removed)];
    },
    addDocument: (value) => {
      const { text } = document;
      const style = writingStyleOf(document);
      if (style.json) return null;
      const { lineBreak } = style;
      const gap = /[\r\n]$/.test(text) ? '' : lineBreak;
      const end = text.length;
      const newText = `${gap}---${lineBreak}${renderBlock(value, 0, style)}${lineBreak}`;
      return [{ span: { start: end, end }, newText }];
    },
  };
}

/** A fix as a list, empty where there is nothing to edit. */
export function fix(title: Localized, kind: 'preferred' | 'alternative', edits: Edits): readonly Fix[] {
  return edits === null || edits.length === 0 ? [] : [{ title, preferred: kind === 'preferred', edits }];
}

/** Edits of several fields as one; null where any of them cannot be made. */
export function all(edits: readonly Edits[]): Edits {
  return edits.some((each) => each === null) ? null : edits.flatMap((each) => each ?? []);
}

function applied(text: string, edits: Edits): string | null {
  return edits && applyEdits(text, edits);
}

/** The one smallest edit that makes a text of another; it never parts the two characters of a line end. */
function difference(before: string, after: string): DocumentEdit {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  while (start > 0 && (parted(before, start) || parted(after, start))) start--;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  while (end > 0 && (parted(before, before.length - end) || parted(after, after.length - end))) end--;
  return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

function parted(text: string, offset: number): boolean {
  return text[offset - 1] === '\r' && text[offset] === '\n';
}
