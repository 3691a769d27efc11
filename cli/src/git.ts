/** Texts of files as a commit holds them, asked of git itself. */
import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Environment, UsageError } from './environment';
import { MANIFEST_EXTENSIONS, SKIPPED_FOLDERS } from './files';

/** A text of a commit under the address that the file has, or had, in the working tree. */
export interface StoredFile {
  readonly uri: string;
  readonly text: string;
}

/** More than any manifest; what git says beyond it is an error. */
const MOST_OUTPUT = 1 << 30;

/**
 * What a commit holds below the named paths: also files that are gone by now, so that objects that moved are found. A file
 * that the commit does not hold is a new one.
 * @param paths as on the command line; standard input has no past
 * @throws UsageError where there is no git, no repository around a path, or no such commit in it
 */
export function filesAtCommit(ref: string, paths: readonly string[], environment: Environment): readonly StoredFile[] {
  const found = new Map<string, string>();
  for (const path of paths) {
    if (path === '-') continue;
    for (const { uri, text } of belowPath(ref, path, environment.cwd)) found.set(uri, text);
  }
  return [...found].map(([uri, text]) => ({ uri, text }));
}

function belowPath(ref: string, path: string, cwd: string): readonly StoredFile[] {
  const named = resolve(cwd, path);
  const real = realpathSync(named);
  const isFolder = statSync(real).isDirectory();
  const folder = isFolder ? real : dirname(real);
  const asked = (args: readonly string[], input?: string) => git(folder, args, input);

  const top = asked(['rev-parse', '--show-toplevel']);
  if (top.status !== 0) {
    const why = /not a git repository/.test(top.errors) ? 'it is in no git repository' : firstLine(top.errors);
    throw new UsageError(`--against ${ref}: ${path}: ${why}`);
  }
  const commit = asked(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (ref === '' || commit.status !== 0) {
    throw new UsageError(`--against ${ref}: the repository of ${path} knows no such commit, branch or tag`);
  }
  const root = realpathSync(top.output.toString('utf8').replace(/\r?\n$/, ''));
  const within = relative(root, real).split(sep).join('/');
  const tree = ['ls-tree', '-r', '-z', '--full-tree', commit.output.toString('utf8').trim()];
  const listed = asked(within === '' ? tree : [...tree, '--', within]);
  if (listed.status !== 0) throw new UsageError(`--against ${ref}: ${path}: ${firstLine(listed.errors)}`);
  const entries = listed.output
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [, id, name] = /^\d+ blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
      return id !== undefined && name !== undefined && (!isFolder || isManifestName(name)) ? [{ id, name }] : [];
    });
  const texts = readObjects(
    entries.map(({ id }) => id),
    asked,
    `--against ${ref}: ${path}`,
  );
  return entries.map(({ name }, index) => ({
    uri: pathToFileURL(join(named, relative(real, join(root, ...name.split('/'))))).href,
    text: texts[index] ?? '',
  }));
}

function isManifestName(name: string): boolean {
  return (
    MANIFEST_EXTENSIONS.has(extname(name).toLowerCase()) && !name.split('/').some((part) => SKIPPED_FOLDERS.has(part))
  );
}

/** Contents in one call: `git cat-file --batch` answers `<id> blob <size>`, the bytes, a line end. */
function readObjects(
  ids: readonly string[],
  asked: (args: readonly string[], input: string) => Answer,
  where: string,
): readonly string[] {
  if (ids.length === 0) return [];
  const { status, output, errors } = asked(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  if (status !== 0) throw new UsageError(`${where}: ${firstLine(errors)}`);
  const texts: string[] = [];
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf('\n', at);
    const size = Number(/ blob (\d+)$/.exec(output.toString('latin1', at, end))?.[1]);
    if (end < 0 || !Number.isInteger(size)) throw new UsageError(`${where}: git does not give out ${id}`);
    texts.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(output.subarray(end + 1, end + 1 + size)));
    at = end + 1 + size + 1;
  }
  return texts;
}

interface Answer {
  readonly status: number | null;
  readonly output: Buffer;
  readonly errors: string;
}

/** Variables by which a hook tells git where it is; here the path says so. */
const HOOK_VARIABLES = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

function git(folder: string, args: readonly string[], input?: string): Answer {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !HOOK_VARIABLES.includes(name)));
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
    env: { ...env, LC_ALL: 'C' },
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
    ...(input === undefined ? {} : { input }),
  });
  if (error !== undefined) {
    const missing = 'code' in error && error.code === 'ENOENT';
    throw new UsageError(missing ? '--against needs git, which is not installed' : `--against: git: ${error.message}`);
  }
  return { status, output: stdout, errors: stderr.toString('utf8') };
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
