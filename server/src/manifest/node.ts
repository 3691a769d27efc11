/**
 * A YAML document as the API server reads it (sigs.k8s.io/yaml: Go's YAML with 1.1 scalars), every piece with its
 * range. Offsets are UTF-16 units from the start of the *document's* text, so that a parsed document can be cached by
 * content and reused wherever it moves in the file.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A value after resolution: what Go's YAML makes of the scalar, then JSON. */
export type ScalarValue = null | boolean | number | bigint | string;

interface Placed {
  /**
   * where it stands, anchor and tag included; of an alias the place of the alias (what is below it keeps the place of
   * the anchor); of a missing value an empty span behind the colon or dash
   */
  readonly span: Span;
  /** the name, where this node stands for an alias (`*name`) */
  readonly alias?: string;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  readonly type: 'null' | 'bool' | 'int' | 'float' | 'string';
  /** text as written, quotes included, anchor and tag not */
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  /** how the key was written and read: a key such as `yes` or `1` is a bool or int before it becomes a JSON key */
  readonly keyNode: ScalarNode;
  readonly value: Node;
  /** from the key's start to the value's end */
  readonly span: Span;
  /** came in through a merge key (`<<`), at whose place `keySpan` and `span` are */
  readonly merged?: boolean;
}

export interface MappingNode extends Placed {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** in text order; of duplicate keys every one is listed (the problems say so), `get` answers the last */
  readonly entries: readonly Entry[];
}

export interface SequenceNode extends Placed {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly Node[];
  /** offsets of the items' dashes; none in flow style */
  readonly dashes: readonly number[];
}

export type Node = ScalarNode | MappingNode | SequenceNode;

/** Keys and indexes from the document's root. */
export type Path = readonly (string | number)[];

/** Mappings of more entries are looked up in an index. */
const FEW_ENTRIES = 50;
const indexes = new WeakMap<readonly Entry[], { readonly size: number; readonly entries: Map<string, Entry> }>();

/** The last entry of every key. */
function byKey(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const known = indexes.get(entries);
  // a mapping that is still being read grows
  if (known?.size === entries.length) return known.entries;
  const made = new Map(entries.map((entry) => [entry.key, entry]));
  indexes.set(entries, { size: entries.length, entries: made });
  return made;
}

/**
 * The entry of a key that counts: the last one, as in Go's maps.
 * @returns undefined where `node` is no mapping or lacks the key
 */
export function getEntry(node: Node | null | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'mapping') return undefined;
  if (node.entries.length > FEW_ENTRIES) return byKey(node.entries).get(key);
  for (let i = node.entries.length - 1; i >= 0; i--) {
    const entry = node.entries[i];
    if (entry?.key === key) return entry;
  }
  return undefined;
}

/** The value of a key, of duplicate keys the last; undefined where there is none. */
export function get(node: Node | null | undefined, key: string): Node | undefined {
  return getEntry(node, key)?.value;
}
