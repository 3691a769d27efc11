/** From an offset to the key or value under it, and to the object around it. */
import type { ApiObject, Json } from '../../apiServer/index';
import { getEntry, type Node, type ParsedDocument, type Path, type Span, toJson } from '../../manifest/index';

export interface Place {
  /** from the document's root */
  readonly path: Path;
  readonly where: 'key' | 'value';
  readonly span: Span;
  /** the value at the path */
  readonly node: Node;
}

function holds(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** The key or scalar at an offset; null between them. */
export function placeAt(root: Node | null, offset: number): Place | null {
  let node = root;
  const path: (string | number)[] = [];
  while (node !== null) {
    if (node.kind === 'scalar') {
      return holds(node.span, offset) && node.span.end > node.span.start
        ? { path, where: 'value', span: node.span, node }
        : null;
    }
    if (node.kind === 'sequence') {
      const index = node.items.findIndex((item) => holds(item.span, offset));
      const item = node.items[index];
      if (!item) return null;
      path.push(index);
      node = item;
      continue;
    }
    // of an alias's copies and merged entries the written place comes first; duplicate keys have places of their own
    const entry = node.entries.find((one) => !one.merged && holds(one.span, offset));
    if (!entry) return null;
    path.push(entry.key);
    if (holds(entry.keySpan, offset)) return { path, where: 'key', span: entry.keySpan, node: entry.value };
    node = entry.value;
  }
  return null;
}

function text(node: Node | null, ...keys: readonly string[]): string {
  let at: Node | null = node;
  for (const key of keys) at = at?.kind === 'mapping' ? (getEntry(at, key)?.value ?? null) : null;
  return at?.kind === 'scalar' && typeof at.value === 'string' ? at.value : '';
}

function toObject(root: Node, at: Path): ApiObject {
  return {
    root,
    at,
    apiVersion: text(root, 'apiVersion'),
    kind: text(root, 'kind'),
    name: text(root, 'metadata', 'name'),
    namespace: text(root, 'metadata', 'namespace'),
  };
}

/** The object that a path leads into: the document's root, or an item of a `kind: List`. */
export function objectAround(doc: ParsedDocument, path: Path): ApiObject | null {
  const { root } = doc;
  if (root === null || root.kind !== 'mapping') return null;
  const whole = toObject(root, []);
  const [items, index] = path;
  if (!whole.kind.endsWith('List') || items !== 'items' || typeof index !== 'number') return whole;
  const list = getEntry(root, 'items')?.value;
  const item = list?.kind === 'sequence' ? list.items[index] : undefined;
  return item ? toObject(item, ['items', index]) : whole;
}

/** A node as plain JSON; integers too large for a number lose digits, which no meaning depends on. */
export function plain(node: Node): Json {
  return JSON.parse(JSON.stringify(toJson(node), (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
}
