/** What the composer knows while it builds the tree. */
import type { ParseProblem } from './document';
import type { Node, ScalarNode, Span } from './node';
import type { Scanner } from './scannerState';

/** Replaces what a scalar at a place says (template actions); undefined keeps it. */
export type ScalarOverride = (start: number, end: number) => string | undefined;

export interface Anchored {
  /** null while the node is being read */
  node: Node | null;
  /** how many nodes Go decodes for it, aliases expanded */
  size: number;
}

export interface Composer {
  readonly s: Scanner;
  readonly override: ScalarOverride | null;
  readonly problems: ParseProblem[];
  readonly anchors: Map<string, Anchored>;
  readonly tagHandles: Map<string, string>;
  depth: number;
  /** offset of the outermost open bracket, -1 outside of brackets */
  flowStart: number;
  /** Go's `decodeCount` and `aliasCount` */
  decoded: number;
  aliased: number;
  bomb: Span | null;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

/** A missing value: null, without any text. */
export function empty(at: number): ScalarNode {
  return { kind: 'scalar', span: span(at, at), value: null, type: 'null', source: '', style: 'plain' };
}
