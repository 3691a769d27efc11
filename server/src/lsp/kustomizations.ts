/** The kustomization.yaml files around the open documents: a file that one lists as a patch is a part of an object. */
import type { TextFile } from '../languageService/index';
import type { Runtime } from './runtime';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Folders above a file in which its kustomization is looked for. */
const MOST_FOLDERS = 4;

export const KUSTOMIZATION_GLOB = '**/{kustomization.yaml,kustomization.yml,Kustomization}';

export interface Kustomizations {
  /** looks around a file that was opened; calls `changed` when it found something new */
  around(uri: string): void;
  /** reads a file anew that was made, changed or deleted */
  refresh(uri: string): void;
  files(): Iterable<TextFile>;
  version(): number;
}

export function createKustomizations(
  runtime: Runtime,
  roots: () => readonly string[],
  changed: () => void,
): Kustomizations {
  const known = new Map<string, TextFile | null>();
  let version = 0;

  const read = async (uri: string): Promise<void> => {
    const text = (await runtime.readTextFile?.(uri).catch(() => null)) ?? null;
    const before = known.get(uri) ?? null;
    known.set(uri, text === null ? null : { uri, version: null, text });
    if (text === (before?.text ?? null)) return;
    version++;
    changed();
  };

  return {
    around: (uri) => {
      if (!runtime.readTextFile) return;
      for (const folder of foldersAround(uri, roots())) {
        for (const name of NAMES) {
          const candidate = `${folder}/${name}`;
          if (known.has(candidate)) continue;
          known.set(candidate, null);
          void read(candidate);
        }
      }
    },
    refresh: (uri) => {
      if (runtime.readTextFile) void read(uri);
    },
    files: () => [...known.values()].filter((file) => file !== null),
    version: () => version,
  };
}

/** The folder of a file and some above it, none above the workspace folder that holds it. */
function foldersAround(uri: string, roots: readonly string[]): string[] {
  if (!/^file:|^vscode-[\w-]+:/.test(uri)) return [];
  const root = roots.find((each) => uri.startsWith(`${each.replace(/\/$/, '')}/`))?.replace(/\/$/, '');
  const folders: string[] = [];
  let folder = uri.slice(0, uri.lastIndexOf('/'));
  for (let count = 0; count < MOST_FOLDERS; count++) {
    folders.push(folder);
    if (root === undefined || folder === root) break;
    folder = folder.slice(0, folder.lastIndexOf('/'));
  }
  return folders;
}
