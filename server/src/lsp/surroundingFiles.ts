/**
 * Files around the open documents that say something about them: each kustomization.yaml (a file that one lists as a
 * patch is a part of an object), the `.rollout-lens.yaml` above a file, and the files that one names.
 */
import { CONFIG_NAMES, isConfigFile, isKustomization, type TextFile } from '../languageService/index';

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Folders above a file in which its kustomization is looked for. */
const MOST_FOLDERS = 4;
/** Folders above a file in which its configuration is looked for. */
const MOST_DEPTH = 32;

/** What a client watches for us. */
export const WATCHED_GLOBS: readonly string[] = [
  '**/{kustomization.yaml,kustomization.yml,Kustomization}',
  '**/.rollout-lens.{yaml,yml}',
];

export interface SurroundingFiles {
  /** looks around a file that was opened; done when everything around it is known */
  around(uri: string): Promise<void>;
  /** is everything around the file known? */
  isKnown(uri: string): boolean;
  /** reads a file anew that was made, changed or deleted, where it matters */
  refresh(uri: string): void;
  /** the nearest configuration above a file; null: there is none, or it is not known yet */
  configFor(uri: string): TextFile | null;
  /** the text of a file that a configuration names; undefined until it has been read */
  text(uri: string): string | null | undefined;
  kustomizations(): Iterable<TextFile>;
  /** another value after any change */
  version(): number;
}

export interface SurroundingFilesOptions {
  /** reads a file; null where there is none. Undefined: no file but the open ones can be known. */
  readonly read: () => ((uri: string) => Promise<string | null>) | undefined;
  /** the open documents come before what is stored */
  readonly open: (uri: string) => TextFile | null;
  readonly roots: () => readonly string[];
  readonly changed: () => void;
  /** a file is of interest from now on */
  readonly watch: (uri: string) => void;
}

export function createSurroundingFiles(options: SurroundingFilesOptions): SurroundingFiles {
  /** texts by address; a file that is being read has none yet */
  const texts = new Map<string, { readonly uri: string; readonly text: string | null }>();
  const pending = new Map<string, Promise<void>>();
  const known = new Set<string>();
  let version = 0;

  const load = (uri: string): Promise<void> => {
    const read = options.read();
    if (!read) return Promise.resolve();
    const key = addressOf(uri);
    const loading = read(uri)
      .catch(() => null)
      .then((text) => {
        if (pending.get(key) !== loading) return;
        pending.delete(key);
        const before = texts.get(key);
        texts.set(key, { uri, text });
        // that a file is missing is news only where it was there before, or somebody asked for it by name
        if (text === (before?.text ?? null) && (before !== undefined || !named.has(key))) return;
        version++;
        options.changed();
      });
    pending.set(key, loading);
    return loading;
  };
  /** files that configurations name */
  const named = new Set<string>();

  const needed = (uri: string): Promise<void> | undefined => {
    const key = addressOf(uri);
    return texts.has(key) ? undefined : (pending.get(key) ?? load(uri));
  };
  const textOf = (uri: string): string | null => options.open(uri)?.text ?? texts.get(addressOf(uri))?.text ?? null;

  /** The folders in which a configuration counts, the nearest first. */
  const configFolders = (uri: string): readonly string[] => {
    const folders = foldersAbove(uri);
    const repository = folders.findIndex((folder) => MARKS.some((mark) => textOf(`${folder}/${mark}`) !== null));
    if (repository >= 0) return folders.slice(0, repository + 1);
    const root = rootIndex(folders, options.roots());
    return root >= 0 ? folders.slice(0, root + 1) : folders;
  };

  return {
    around: async (uri) => {
      if (!options.read() || known.has(uri)) return;
      const folders = foldersAbove(uri);
      const root = rootIndex(folders, options.roots());
      const near = folders.slice(0, Math.min(MOST_FOLDERS, root < 0 ? 1 : root + 1));
      // what is not on this machine is looked at within the workspace alone
      const far = uri.startsWith('file:') || root < 0 ? folders : folders.slice(0, root + 1);
      const wanted = [
        ...near.flatMap((folder) => KUSTOMIZATIONS.map((name) => `${folder}/${name}`)),
        ...far.flatMap((folder) => [...CONFIG_NAMES, ...MARKS].map((name) => `${folder}/${name}`)),
      ];
      await Promise.all(wanted.map(needed));
      known.add(uri);
    },
    isKnown: (uri) => known.has(uri) || !options.read(),
    refresh: (uri) => {
      const key = addressOf(uri);
      if (isKustomization(uri) || isConfigFile(uri) || texts.has(key)) void load(texts.get(key)?.uri ?? uri);
    },
    configFor: (uri) => {
      for (const folder of configFolders(uri)) {
        for (const name of CONFIG_NAMES) {
          const candidate = `${folder}/${name}`;
          const text = textOf(candidate);
          if (text !== null) return { uri: candidate, version: null, text };
        }
      }
      return null;
    },
    text: (uri) => {
      const open = options.open(uri);
      if (open) return open.text;
      const key = addressOf(uri);
      if (!named.has(key)) {
        named.add(key);
        options.watch(uri);
      }
      if (!texts.has(key)) void needed(uri);
      return texts.get(key)?.text;
    },
    kustomizations: () =>
      [...texts.values()].flatMap(({ uri, text }) =>
        text !== null && isKustomization(uri) ? [{ uri, version: null, text }] : [],
      ),
    version: () => version,
  };
}

/** What stands in the folder of a git repository, and in that of a worktree or submodule. */
const MARKS: readonly string[] = ['.git/HEAD', '.git'];

/** Addresses are compared without their escapes: editors escape more or less of them. */
function addressOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** The folder of a file and those above it; none for what has no folder. */
function foldersAbove(uri: string): string[] {
  const scheme = /^(?:file|vscode-[\w-]+):\/\/[^/]*/.exec(uri)?.[0];
  if (scheme === undefined) return [];
  const folders: string[] = [];
  let folder = uri.slice(0, uri.lastIndexOf('/'));
  while (folders.length < MOST_DEPTH && folder.length >= scheme.length) {
    folders.push(folder);
    if (folder.length === scheme.length) break;
    folder = folder.slice(0, folder.lastIndexOf('/'));
  }
  return folders;
}

/** Which of the folders is the workspace folder that holds them; -1: none. */
function rootIndex(folders: readonly string[], roots: readonly string[]): number {
  const own = new Set(roots.map((root) => addressOf(root.replace(/\/$/, ''))));
  return folders.findIndex((folder) => own.has(addressOf(folder)));
}
