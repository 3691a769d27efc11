import type { Node, Span } from './node';

export type ParseProblemCode =
  /** the text is not YAML (`params.detail` tells which rule is broken) */
  | 'syntax'
  | 'duplicate-key'
  | 'alias-unknown'
  | 'too-deep'
  | 'too-large'
  | 'alias-bomb'
  | 'invalid-encoding'
  | 'not-a-mapping'
  /** a key that cannot become a JSON key: null, a collection */
  | 'invalid-key'
  /** a value that does not fit its tag, or that JSON does not know (`.nan`, `.inf`) */
  | 'invalid-value'
  /** `<<` with something else than a mapping or a list of mappings */
  | 'invalid-merge';

/** Why the API server would not read the document, or not as it looks. */
export interface ParseProblem {
  readonly code: ParseProblemCode;
  readonly span: Span;
  /** English, one sentence */
  readonly message: string;
  /** the same in Japanese */
  readonly messageJa: string;
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
  /**
   * text behind the first YAML document of the slice (after `...`, `--- text`, or a line that is indented less than the
   * first one): kubectl and the API server never look at it
   */
  readonly ignored?: Span;
}

/** One document of a file. The slices of a file stand side by side and cover it whole. */
export interface DocumentSlice {
  /** counts, from 0, the documents that hold more than comments */
  readonly index: number;
  /** UTF-16 offset and line of the document's text in the file */
  readonly offset: number;
  readonly line: number;
  /** begins with the `---` line that opens the document, where there is one */
  readonly text: string;
  /** holds nothing but comments, blank lines and its marker: it does not count, `index` is that of the next document */
  readonly empty?: boolean;
}
