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

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  readonly value: ScalarValue;
  readonly type: 'null' | 'bool' | 'int' | 'float' | 'string';
  /** text as written, quotes included */
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
  /** came in through a merge key (`<<`) */
  readonly merged?: boolean;
}

export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  readonly flow: boolean;
  /** in text order; of duplicate keys every one is listed (the problems say so), `get` answers the last */
  readonly entries: readonly Entry[];
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly flow: boolean;
  readonly items: readonly Node[];
}

export type Node = ScalarNode | MappingNode | SequenceNode;

/** Keys and indexes from the document's root. */
export type Path = readonly (string | number)[];
