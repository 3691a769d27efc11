import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Environment } from './environment';
import { UsageError } from './environment';

/** A text with the name under which findings report it. */
export interface InputFile {
  /** as the user wrote it (or below the folder that the user named); `<stdin>` for `-` */
  readonly name: string;
  readonly uri: string;
  readonly text: string;
}

/** The name of standard input in findings. */
export const STDIN_NAME = '<stdin>';
const STDIN = 'stdin:///stdin.yaml';
/** How files end that are read from a folder. */
export const MANIFEST_EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);
/** Folders that hold other people's files. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/**
 * Reads the files that the paths name. A folder is walked for .yaml, .yml and .json in the order of names; `-` is
 * standard input. A file named twice is read once.
 * @throws UsageError for a path that cannot be read
 */
export async function readInputs(paths: readonly string[], environment: Environment): Promise<InputFile[]> {
  const names = new Map<string, string>();
  const inputs: InputFile[] = [];
  for (const path of paths) {
    if (path === '-') {
      if (!inputs.some(({ uri }) => uri === STDIN)) inputs.push(await readStandardInput(environment));
    } else
      for (const name of walk(path, environment.cwd)) {
        const place = resolve(environment.cwd, name);
        if (!names.has(place)) names.set(place, name);
      }
  }
  for (const name of names.values()) inputs.push(readInput(name, environment.cwd));
  return inputs;
}

/** Reads standard input as a file. */
export async function readStandardInput(environment: Environment): Promise<InputFile> {
  return { name: STDIN_NAME, uri: STDIN, text: decode(await environment.readStdin()) };
}

/**
 * Reads one file.
 * @throws UsageError when it cannot be read
 */
export function readInput(name: string, cwd: string): InputFile {
  const path = resolve(cwd, name);
  try {
    return { name, uri: pathToFileURL(path).href, text: decode(readFileSync(path)) };
  } catch (error) {
    throw unreadable(name, error);
  }
}

function walk(path: string, cwd: string): string[] {
  let isFolder: boolean;
  if (path === '') throw new UsageError('cannot read a path of no characters');
  try {
    isFolder = statSync(resolve(cwd, path)).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
  if (!isFolder) return [path];
  const found: string[] = [];
  const pending = [path];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    let entries: import('node:fs').Dirent[];
    try {
      entries = readdirSync(resolve(cwd, folder), { withFileTypes: true });
    } catch (error) {
      throw unreadable(folder, error);
    }
    for (const entry of entries) {
      // a link to a folder is not followed: it could lead back here
      if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) pending.push(join(folder, entry.name));
      else if (
        !entry.isDirectory() &&
        MANIFEST_EXTENSIONS.has(extname(entry.name).toLowerCase()) &&
        isFile(entry, folder, cwd)
      )
        found.push(join(folder, entry.name));
    }
  }
  return found.sort();
}

function isFile(entry: import('node:fs').Dirent, folder: string, cwd: string): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(resolve(cwd, folder, entry.name)).isFile();
  } catch {
    return false;
  }
}

/** UTF-8, malformed bytes as U+FFFD: the manifest room reports those at their place. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function unreadable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
  };
  return new UsageError(
    `cannot read ${path}: ${why[code] ?? (error instanceof Error ? error.message : String(error))}`,
  );
}
