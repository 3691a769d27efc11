/**
 * The manifests of the workspace, open or not: rules that look beyond one document look at all of them. Files are listed
 * and read after the first answers have been given, and again when somebody tells that they changed.
 */
import { isConfigFile, isKustomization, type TextFile } from '../languageService/index';

/** What a client watches for us. */
export const MANIFEST_GLOB = '**/*.{yaml,yml,json}';
/** More files than this are not looked at: the nearest folders come first. */
const MOST_FILES = 10_000;
/** A longer text (UTF-16 units) is no manifest that a person writes. */
const MOST_TEXT = 1_000_000;
/** Files that are read at the same time. */
const AT_A_TIME = 16;

export interface WorkspaceFiles {
  /** lists and reads everything; a second call does it anew */
  load(): Promise<void>;
  /** reads a file anew that was made, changed or deleted */
  refresh(uri: string): void;
  /** the files that may hold manifests */
  files(): Iterable<TextFile>;
  /** another value after any change */
  version(): number;
}

export interface WorkspaceFilesOptions {
  /** addresses of the YAML and JSON files of the workspace; null where nobody can tell */
  readonly list: () => Promise<readonly string[] | null>;
  readonly read: (uri: string) => Promise<string | null>;
  readonly changed: () => void;
}

export function createWorkspaceFiles({ list, read, changed }: WorkspaceFilesOptions): WorkspaceFiles {
  const known = new Map<string, TextFile>();
  let version = 0;
  let loads = 0;
  let loaded = false;

  /** @returns whether anything is another now */
  const put = (uri: string, text: string | null): boolean => {
    const before = known.get(uri);
    if (text === null || !mayHoldManifests(text)) return known.delete(uri);
    if (before?.text === text) return false;
    known.set(uri, { uri, version: null, text });
    return true;
  };

  return {
    load: async () => {
      const own = ++loads;
      const uris = ((await list().catch(() => null)) ?? []).filter(isOfInterest).slice(0, MOST_FILES);
      let news = false;
      const present = new Set(uris);
      for (const uri of [...known.keys()]) if (!present.has(uri)) news = known.delete(uri) || news;
      const waiting = uris.values();
      const work = async (): Promise<void> => {
        for (const uri of waiting) {
          const text = await read(uri).catch(() => null);
          if (own !== loads) return;
          news = put(uri, text) || news;
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, work));
      if (own !== loads) return;
      loaded = true;
      if (!news) return;
      version++;
      changed();
    },
    refresh: (uri) => {
      if (!loaded || !isOfInterest(uri)) return;
      void read(uri)
        .catch(() => null)
        .then((text) => {
          if (!put(uri, text)) return;
          version++;
          changed();
        });
    },
    files: () => known.values(),
    version: () => version,
  };
}

/** Kustomizations and configurations are looked at for what they are. */
function isOfInterest(uri: string): boolean {
  return (
    /\.(?:ya?ml|json)$/i.test(uri) &&
    !/\/package(?:-lock)?\.json$/.test(uri) &&
    !isKustomization(uri) &&
    !isConfigFile(uri)
  );
}

/** Says the text anywhere that it is an object of Kubernetes? */
function mayHoldManifests(text: string): boolean {
  return text.length <= MOST_TEXT && /^\s*["']?kind["']?\s*:/m.test(text) && text.includes('apiVersion');
}
