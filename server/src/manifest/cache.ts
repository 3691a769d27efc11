import type { DocumentSlice, ParsedDocument } from './document';
import { parseDocument } from './parse';
import { type SlicedText, sliceText, type TextChange, updateSlices } from './slices';

/** Slices of files by name, parsed documents by content. */
export interface DocumentCache {
  /**
   * The documents of a file. A file seen before under this name costs what changed since.
   * @param change the one change since the last call for this name, if it is known
   */
  slices(uri: string, text: string, change?: TextChange): readonly DocumentSlice[];
  /** A document, parsed once per content for as long as it is among those used last. */
  parse(text: string): ParsedDocument;
  /** Forgets a closed file. */
  forget(uri: string): void;
}

export interface DocumentCacheOptions {
  /** how many characters of parsed text are kept (default 4,000,000); what was used longest ago goes first */
  readonly characters?: number;
  /** how many files' slices are kept (default 200) */
  readonly files?: number;
}

/** Makes an empty cache. Not shared between language services, so that each can be measured and dropped alone. */
export function createDocumentCache(options: DocumentCacheOptions = {}): DocumentCache {
  const limit = options.characters ?? 4_000_000;
  const fileLimit = options.files ?? 200;
  const files = new Map<string, SlicedText>();
  const parsed = new Map<string, ParsedDocument>();
  let kept = 0;
  return {
    slices(uri, text, change) {
      const previous = files.get(uri);
      const sliced = previous === undefined ? sliceText(text) : updateSlices(previous, text, change);
      files.delete(uri);
      files.set(uri, sliced);
      for (const oldest of files.keys()) {
        if (files.size <= fileLimit) break;
        files.delete(oldest);
      }
      return sliced.slices;
    },
    parse(text) {
      const known = parsed.get(text);
      if (known !== undefined) {
        // a Map remembers the order of insertion: the oldest stands first
        parsed.delete(text);
        parsed.set(text, known);
        return known;
      }
      const document = parseDocument(text);
      parsed.set(text, document);
      kept += text.length;
      for (const oldest of parsed.keys()) {
        if (kept <= limit || parsed.size <= 1) break;
        parsed.delete(oldest);
        kept -= oldest.length;
      }
      return document;
    },
    forget(uri) {
      files.delete(uri);
    },
  };
}
