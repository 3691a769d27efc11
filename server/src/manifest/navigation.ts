import type { ParsedDocument } from './document';
import { type Entry, getEntry, type Node, type Path, type Span } from './node';

/** The node at a path from `root`; undefined where the text does not go so far. `[]` is the root itself. */
export function nodeAt(root: Node | null, path: Path): Node | undefined {
  let node: Node | undefined = root ?? undefined;
  for (const step of path) {
    if (node === undefined) return undefined;
    node = childOf(node, step);
  }
  return node;
}

function childOf(node: Node, step: string | number): Node | undefined {
  if (typeof step === 'string') return getEntry(node, step)?.value;
  return node.kind === 'sequence' ? node.items[step] : undefined;
}

/** What stands at an offset of a document. */
export type Place =
  /** on a key; `path` includes it */
  | { readonly where: 'key'; readonly path: Path; readonly entry: Entry; readonly node: Node }
  /** on or inside a value without fields of its own there; `entry` is its key's, for items of a list the nearest above */
  | { readonly where: 'value'; readonly path: Path; readonly entry: Entry | null; readonly node: Node }
  /** between the pieces of the collection at `path` (or behind a key, before its value): `node` is that collection */
  | { readonly where: 'gap'; readonly path: Path; readonly entry: Entry | null; readonly node: Node | null };

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** The place of an offset by the spans of the tree alone: a blank line belongs to the collection around it. */
export function placeInTree(document: ParsedDocument, offset: number): Place {
  let node: Node | null = document.root;
  const path: (string | number)[] = [];
  let entry: Entry | null = null;
  if (node === null) return { where: 'gap', path, entry, node };
  for (;;) {
    if (node.kind === 'scalar' || node.alias !== undefined) {
      return { where: holds(node.span, offset) ? 'value' : 'gap', path, entry, node };
    }
    if (node.kind === 'mapping') {
      const found: Entry | undefined = lastHolding(node.entries, offset);
      if (found === undefined) return { where: 'gap', path, entry, node };
      path.push(found.key);
      entry = found;
      if (holds(found.keySpan, offset)) return { where: 'key', path, entry: found, node: found.value };
      if (!holds(found.value.span, offset)) return { where: 'gap', path, entry, node: found.value };
      node = found.value;
    } else {
      const index: number = node.items.findLastIndex((item) => holds(item.span, offset));
      const item: Node | undefined = node.items[index];
      if (item === undefined) return { where: 'gap', path, entry, node };
      path.push(index);
      node = item;
    }
  }
}

function lastHolding(entries: readonly Entry[], offset: number): Entry | undefined {
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry !== undefined && entry.merged !== true && holds(entry.span, offset)) return entry;
  }
  return undefined;
}
