/** Hover: what a field is, and what a value means here. */
import type { Release } from '../../../../simulator/src/index';
import type { ApiObject, Judgement } from '../../apiServer/index';
import type { Language, Neighbours } from '../../diagnostics/index';
import type { ParsedDocument, Span } from '../../manifest/index';
import type { Prose } from '../prose';

export interface HoverContext {
  readonly release: Release;
  readonly language: Language;
  readonly prose: Prose;
  /** other objects of the file and the workspace: Services for `serviceName`, ConfigMaps … */
  readonly neighbours?: Neighbours;
  /** the service's own judgement of an object of this document, where it has one at hand */
  readonly judge?: (object: ApiObject) => Judgement;
  /** address of a rule's page, for links from a field to the rules that watch it */
  readonly ruleHref?: (rule: string) => string;
}

export interface DocumentHover {
  /** offsets in the document */
  readonly span: Span;
  /** Markdown */
  readonly contents: string;
}

/**
 * What a person should know about the key or value at `offset` (UTF-16 units from the document's start).
 * @returns null where there is nothing to say
 */
export async function hoverDocument(
  doc: ParsedDocument,
  offset: number,
  context: HoverContext,
): Promise<DocumentHover | null> {
  void doc;
  void offset;
  void context;
  return null;
}
