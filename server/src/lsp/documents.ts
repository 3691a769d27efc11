/** The open documents, by address. */
import type { TextFile } from '../languageService/index';

export interface OpenDocuments {
  put(file: TextFile): void;
  close(uri: string): void;
  /** null: not open, so no work is done for it */
  file(uri: string): TextFile | null;
  all(): readonly TextFile[];
  /** another value after every change of any document */
  version(): number;
}

export function createOpenDocuments(): OpenDocuments {
  const files = new Map<string, TextFile>();
  let version = 0;
  return {
    put: (file) => {
      version++;
      files.set(file.uri, file);
    },
    close: (uri) => {
      version++;
      files.delete(uri);
    },
    file: (uri) => files.get(uri) ?? null,
    all: () => [...files.values()],
    version: () => version,
  };
}
