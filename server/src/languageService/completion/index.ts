/** Completion in manifests: fields, values, names that are defined elsewhere in the text, whole manifests. */
import type { Release } from '../../../../simulator/src/index';
import type { Language, Neighbours } from '../../diagnostics/index';
import type { ParsedDocument, Span } from '../../manifest/index';
import type { Prose } from '../prose';

export interface CompletionContext {
  readonly release: Release;
  readonly language: Language;
  readonly neighbours?: Neighbours;
}

/** Plain JSON that `resolveCompletion` needs to find the documentation of an item. */
export interface CompletionData {
  readonly type: string;
  readonly field: string;
}

export interface DocumentCompletion {
  readonly label: string;
  readonly kind: 'field' | 'value' | 'snippet';
  /** short: type, required, or what the value is */
  readonly detail?: string;
  /** replaces `span` (offsets in the document) by `newText`; a snippet in LSP's syntax where `snippet` is true */
  readonly span: Span;
  readonly newText: string;
  readonly snippet: boolean;
  readonly sortText: string;
  readonly filterText?: string;
  readonly data?: CompletionData;
}

/** What can stand at `offset` (UTF-16 units from the document's start). Synchronous and without prose. */
export function completeDocument(
  doc: ParsedDocument,
  offset: number,
  context: CompletionContext,
): readonly DocumentCompletion[] {
  void doc;
  void offset;
  void context;
  return [];
}

/** Documentation of an item (Markdown), when the editor asks for it. */
export async function resolveCompletion(
  data: CompletionData,
  context: CompletionContext & { readonly prose: Prose },
): Promise<string | undefined> {
  void data;
  void context;
  return undefined;
}
