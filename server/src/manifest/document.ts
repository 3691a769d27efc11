import type { Node, Span } from './node';

export type ParseProblemCode =
  | 'syntax'
  | 'duplicate-key'
  | 'alias-unknown'
  | 'too-deep'
  | 'too-large'
  | 'alias-bomb'
  | 'invalid-encoding'
  | 'not-a-mapping';

export interface ParseProblem {
  readonly code: ParseProblemCode;
  readonly span: Span;
  /** English, one sentence */
  readonly message: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What a document is, found out without parsing where possible. */
export type DocumentForm = 'whole' | 'template' | 'partial';

/** A parsed document. Never changes; cached by its text. */
export interface ParsedDocument {
  readonly text: string;
  /** null: empty, or nothing could be read */
  readonly root: Node | null;
  readonly problems: readonly ParseProblem[];
  /** holds `{{ }}` actions outside comments and block scalars */
  readonly template: boolean;
}

/** One document of a file. */
export interface DocumentSlice {
  /** counts, from 0, the documents that hold more than comments */
  readonly index: number;
  /** UTF-16 offset and line of the document's text in the file */
  readonly offset: number;
  readonly line: number;
  readonly text: string;
}
