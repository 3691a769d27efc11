/** The open documents and their texts. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import type { TextFile } from '../languageService/index';

export interface OpenDocuments {
  open(uri: string, languageId: string, version: number, text: string): void;
  /** @returns false for a document that is not open */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): boolean;
  close(uri: string): void;
  /** null: not open, so no work is done for it */
  file(uri: string): TextFile | null;
  all(): Iterable<TextFile>;
  /** another value after every change of any document */
  version(): number;
}

export function createOpenDocuments(): OpenDocuments {
  const documents = new Map<string, TextDocument>();
  let version = 0;
  const fileOf = (document: TextDocument): TextFile => ({
    uri: document.uri,
    version: document.version,
    text: document.getText(),
  });
  return {
    open: (uri, languageId, at, text) => {
      version++;
      documents.set(uri, TextDocument.create(uri, languageId, at, text));
    },
    change: (uri, at, changes) => {
      const document = documents.get(uri);
      if (!document) return false;
      version++;
      documents.set(uri, TextDocument.update(document, [...changes], at));
      return true;
    },
    close: (uri) => {
      version++;
      documents.delete(uri);
    },
    file: (uri) => {
      const document = documents.get(uri);
      return document ? fileOf(document) : null;
    },
    all: () => [...documents.values()].map(fileOf),
    version: () => version,
  };
}
