/** Objects of a document: the root itself, or the items of a list. */
import { get, type MappingNode, type Node, type ParsedDocument, type Path } from '../manifest/index';
import type { ApiObject } from './judgement';

/** Lists inside lists end here; kubectl has no limit, but no file means one. */
const DEEPEST_LIST = 8;

function text(node: Node | undefined): string {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : '';
}

/** Value at a key of a mapping; undefined for anything else. */
function child(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'mapping' ? get(node, key) : undefined;
}

function makeObject(root: MappingNode, at: Path, apiVersion: string, kind: string): ApiObject {
  const metadata = child(root, 'metadata');
  return {
    root,
    at,
    apiVersion: text(child(root, 'apiVersion')) || apiVersion,
    kind: text(child(root, 'kind')) || kind,
    name: text(child(metadata, 'name')),
    namespace: text(child(metadata, 'namespace')) || 'default',
  };
}

function collect(root: Node | null, at: Path, apiVersion: string, kind: string, into: ApiObject[]): void {
  if (root?.kind !== 'mapping') return;
  const items = child(root, 'items');
  const own = makeObject(root, at, apiVersion, kind);
  if (items?.kind !== 'sequence' || at.length > 2 * DEEPEST_LIST) {
    into.push(own);
    return;
  }
  // items of a `StatefulSetList` need no kind of their own
  const itemKind = own.kind.endsWith('List') ? own.kind.slice(0, -'List'.length) : '';
  const itemVersion = itemKind === '' ? '' : own.apiVersion;
  for (const [i, item] of items.items.entries()) collect(item, [...at, 'items', i], itemVersion, itemKind, into);
}

/**
 * The objects of a document. What has a list `items` at its root is a list, as kubectl sees it, and its items are the
 * objects (upstream: apimachinery `UnstructuredJSONScheme.decodeToList`, kubectl's `ContinueOnError().Flatten()`).
 * The namespace is `default` where none is written.
 * @returns none for an empty document or one that holds no mapping
 */
export function objectsOf(doc: ParsedDocument): readonly ApiObject[] {
  const objects: ApiObject[] = [];
  collect(doc.root, [], '', '', objects);
  return objects;
}
