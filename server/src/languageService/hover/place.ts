/** From an offset to the key or value under it, and to the object around it. */
import type { ApiObject, Json } from '../../apiServer/index';
import { apiVersionOf } from '../../kubernetes/index';
import {
  getEntry,
  type Node,
  type ParsedDocument,
  type Path,
  pathAtOffset,
  type Span,
  toJson,
} from '../../manifest/index';

export interface Place {
  /** from the document's root */
  readonly path: Path;
  readonly where: 'key' | 'value';
  readonly span: Span;
  /** the value at the path */
  readonly node: Node;
}

/** The key or scalar at an offset; null between them. */
export function placeAt(doc: ParsedDocument, offset: number): Place | null {
  const place = pathAtOffset(doc, offset);
  switch (place.where) {
    case 'key':
      return { path: place.path, where: 'key', span: place.entry.keySpan, node: place.node };
    case 'value':
      return place.node.span.end > place.node.span.start
        ? { path: place.path, where: 'value', span: place.node.span, node: place.node }
        : null;
    case 'gap':
      return null;
  }
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

/** apiVersion and kind that decide what fields an object has; a half-typed one without a version counts as today's. */
export function typeMeta(object: { readonly apiVersion: string; readonly kind: string }): {
  readonly apiVersion: string;
  readonly kind: string;
} {
  const { apiVersion, kind } = object;
  return { apiVersion: apiVersion || (apiVersionOf(kind) ?? ''), kind };
}

/** A node as plain JSON; integers too large for a number lose digits, which no meaning depends on. */
export function plain(node: Node): Json {
  return JSON.parse(JSON.stringify(toJson(node), (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
}
