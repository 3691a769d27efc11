/**
 * An editor that runs in the browser: VS Code's own server and workbench, as the npm package `code-server` carries them,
 * with a Node of the release that it needs. Both come from the npm registry, once, into a folder of the cache.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { npmCommand, runQuietly } from './processes.mjs';

const CODE_SERVER = '4.139.1';
const NODE_MAJOR = '24';

/**
 * @typedef {object} Editor
 * @property {string} node path of the Node that runs it
 * @property {string} server path of the server's script
 * @property {string} folder where it is installed
 */

/** @returns {Editor} where the editor is, or will be */
function editorPaths() {
  const name = `editor-${CODE_SERVER}-node-${NODE_MAJOR}-${process.platform}-${process.arch}`;
  return pathsIn(join(cacheFolder(), name));
}

/** @param {string} folder @returns {Editor} */
function pathsIn(folder) {
  return {
    folder,
    node: join(folder, 'node', process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'),
    server: join(folder, 'vscode', 'out', 'server-main.js'),
  };
}

/** @param {Editor} editor */
function isComplete(editor) {
  return existsSync(join(editor.folder, 'complete.json'));
}

/**
 * Installs the editor where it is missing, and says what it is doing.
 * @param {(message: string) => void} say
 * @returns {Promise<Editor>}
 * @throws {Error} with the command that failed and its output
 */
export async function installEditor(say) {
  const editor = editorPaths();
  if (isComplete(editor)) return editor;
  await mkdir(cacheFolder(), { recursive: true });
  await removeLeftovers();
  const work = await mkdtemp(join(cacheFolder(), 'installing-'));
  try {
    say(`Fetching an editor that runs in the browser, once for this machine, into ${editor.folder}`);
    const fresh = pathsIn(join(work, 'editor'));
    await installNode(work, fresh, say);
    await installServer(work, fresh, say);
    await writeFile(
      join(fresh.folder, 'complete.json'),
      `${JSON.stringify({ codeServer: CODE_SERVER, node: NODE_MAJOR }, null, 2)}\n`,
    );
    try {
      await rename(fresh.folder, editor.folder);
    } catch (error) {
      // somebody else installed it in the meantime, or an unfinished folder stands there
      if (!isComplete(editor)) {
        await rm(editor.folder, { recursive: true, force: true });
        await rename(fresh.folder, editor.folder).catch(() => Promise.reject(error));
      }
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  say('The editor is installed.');
  return editor;
}

/** Folders of installations that were broken off more than an hour ago. */
async function removeLeftovers() {
  const { stat } = await import('node:fs/promises');
  for (const name of await readdir(cacheFolder())) {
    if (!name.startsWith('installing-')) continue;
    const path = join(cacheFolder(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 3_600_000) await rm(path, { recursive: true, force: true });
  }
}

/** @param {string} work @param {Editor} editor @param {(message: string) => void} say */
async function installNode(work, editor, say) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  await fetchPackage(
    `${name}@${NODE_MAJOR}`,
    'Node 24, which the editor needs (about 50 MB)',
    work,
    say,
    async (file) => {
      await mkdir(join(editor.folder, 'node'), { recursive: true });
      await unpack(file, join(editor.folder, 'node'), 1, 'package/bin');
    },
  );
}

/** @param {string} work @param {Editor} editor @param {(message: string) => void} say */
async function installServer(work, editor, say) {
  const target = join(editor.folder, 'vscode');
  await fetchPackage(`code-server@${CODE_SERVER}`, 'the editor (about 50 MB)', work, say, async (file) => {
    await mkdir(target, { recursive: true });
    await unpack(file, target, 3, 'package/lib/vscode');
  });
  await withTicks('Installing the modules of the editor (about 140 packages)', say, () => {
    const npm = npmCommand();
    const args = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    return runQuietly('npm install', npm.command, [...npm.args, ...args], {
      cwd: target,
      env: cleanEnvironment(),
      timeoutSeconds: 600,
    });
  });
}

/**
 * The environment without what an outer `npm run` says about its own package.
 * @returns {NodeJS.ProcessEnv}
 */
function cleanEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|config_(local_prefix|prefix|global|ignore|omit|include))/i.test(name),
    ),
  );
}

/**
 * @param {string} specification @param {string} what @param {string} work @param {(message: string) => void} say
 * @param {(file: string) => Promise<void>} use
 */
async function fetchPackage(specification, what, work, say, use) {
  await withTicks(`Fetching ${what}: ${specification}`, say, async () => {
    const npm = npmCommand();
    const into = await mkdtemp(join(work, 'package-'));
    await runQuietly('npm pack', npm.command, [...npm.args, 'pack', specification, '--loglevel=error'], {
      cwd: into,
      env: cleanEnvironment(),
      timeoutSeconds: 600,
    });
    const file = (await readdir(into)).find((name) => name.endsWith('.tgz'));
    if (file === undefined) throw new Error(`npm pack ${specification} left no package behind`);
    await use(join(into, file));
    await rm(into, { recursive: true, force: true });
  });
}

/** @param {string} file @param {string} into @param {number} strip leading folders to leave out @param {string} part */
async function unpack(file, into, strip, part) {
  await runQuietly('unpacking', 'tar', ['-xzf', file, '-C', into, `--strip-components=${strip}`, part], {
    timeoutSeconds: 300,
  });
}

/**
 * Says what is being done, and every few seconds that it is still going on.
 * @template T
 * @param {string} what @param {(message: string) => void} say @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withTicks(what, say, work) {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  say(`${what} …`);
  const timer = setInterval(() => say(`  … ${seconds()} s`), 5000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
