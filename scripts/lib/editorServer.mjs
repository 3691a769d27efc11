/** The editor's server: started in its own process group, written down so that a later start finds one left behind. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from './paths.mjs';
import { commandLineOf, endGroup, startGroup } from './processes.mjs';

/** Settings of a fresh user: a light start, nothing sent to anybody, and our page in the middle of things. */
const FRESH_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'always',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Gives a new user data folder its settings; settings that are there stay as they are.
 * @param {string} userData
 * @param {Readonly<Record<string, unknown>>} settings beside the usual ones, and stronger
 */
export function writeFreshSettings(userData, settings = {}) {
  const file = join(userData, 'User', 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(join(userData, 'User'), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...FRESH_SETTINGS, ...settings }, null, 2)}\n`);
}

/** How the name of a folder begins that lives only as long as one start. */
export const TEMPORARY_PREFIX = 'rollout-lens-editor-';

function recordsFolder() {
  return join(cacheFolder(), 'servers');
}

/**
 * Ends the servers whose launcher is gone: one that was killed could not clear up after itself.
 * @returns {number} how many there were
 */
export function endStaleServers() {
  if (!existsSync(recordsFolder())) return 0;
  let ended = 0;
  for (const name of readdirSync(recordsFolder())) {
    const file = join(recordsFolder(), name);
    /** @type {{ pid?: unknown, launcher?: unknown, launcherCommand?: unknown, script?: unknown, temporary?: unknown }} */
    let record = {};
    try {
      record = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // half-written, or gone
    }
    const { pid, launcher, launcherCommand, script, temporary } = record;
    if (typeof launcher === 'number' && commandLineOf(launcher) === launcherCommand) continue;
    // numbers of processes are used again: end it only where it still is what we started
    if (typeof pid === 'number' && typeof script === 'string' && commandLineOf(pid)?.includes(script)) {
      endGroup(pid);
      ended += 1;
    }
    if (typeof temporary === 'string' && basename(temporary).startsWith(TEMPORARY_PREFIX)) {
      rmSync(temporary, { recursive: true, force: true });
    }
    rmSync(file, { force: true });
  }
  return ended;
}

/**
 * @typedef {object} EditorServer
 * @property {number} port
 * @property {string} token what a page must show to be let in
 * @property {(code: number | null) => void} onExit called when it ends by itself
 * @property {() => void} stop
 */

/**
 * Starts the server on a free port of this machine alone.
 * @param {import('./editor.mjs').Editor} editor
 * @param {{ userData: string, extensions: string, temporary?: string, log?: (text: string) => void }} folders
 *   `temporary`: a folder to remove with a server that was left behind
 * @returns {Promise<EditorServer>}
 * @throws {Error} when it does not come up within 60 s
 */
export function startEditorServer(editor, { userData, extensions, temporary, log }) {
  const token = randomBytes(16).toString('hex');
  const args = [
    editor.server,
    '--host=127.0.0.1',
    '--port=0',
    `--connection-token=${token}`,
    '--accept-server-license-terms',
    '--telemetry-level=off',
    `--user-data-dir=${userData}`,
    `--server-data-dir=${join(userData, 'server')}`,
    `--extensions-dir=${extensions}`,
    '--enable-smoke-test-driver',
    '--disable-workspace-trust',
  ];
  const child = startGroup(editor.node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const record = join(recordsFolder(), `${child.pid}.json`);
  if (child.pid !== undefined) {
    mkdirSync(recordsFolder(), { recursive: true });
    const launcherCommand = commandLineOf(process.pid);
    writeFileSync(
      record,
      JSON.stringify({ pid: child.pid, launcher: process.pid, launcherCommand, script: editor.server, temporary }),
    );
  }
  const forget = () => rmSync(record, { force: true });
  process.once('exit', forget);

  return new Promise((resolve, reject) => {
    let text = '';
    /** @type {EditorServer | null} */
    let server = null;
    const timer = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid);
      reject(new Error(`The editor did not come up within 60 s:\n${text.slice(-4000)}`));
    }, 60_000);
    const take = (/** @type {Buffer} */ chunk) => {
      log?.(chunk.toString());
      if (server !== null) return;
      text += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(text)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      server = {
        port: Number(port),
        token,
        onExit: () => {},
        stop: () => {
          forget();
          if (child.pid !== undefined) endGroup(child.pid);
        },
      };
      resolve(server);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`The editor did not start: ${error.message}`));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      forget();
      if (server === null) reject(new Error(`The editor ended at once with ${code}:\n${text.slice(-4000)}`));
      else server.onExit(code);
    });
  });
}

/**
 * The address that opens a folder with extensions under development in it.
 * @param {EditorServer} server
 * @param {{ folder: string | null, extensionDevelopmentPaths: readonly string[], extensionTestsPath?: string | null,
 *   locale?: string | null }} what
 * @returns {string}
 */
export function editorAddress(server, { folder, extensionDevelopmentPaths, extensionTestsPath, locale }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${server.port}${asUriPath(path)}`;
  const payload = [
    ...extensionDevelopmentPaths.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(extensionTestsPath ? [['extensionTestsPath', remote(extensionTestsPath)]] : []),
    ['skipWelcome', 'true'],
  ];
  const address = new URL(`http://127.0.0.1:${server.port}/`);
  address.searchParams.set('tkn', server.token);
  if (folder === null) address.searchParams.set('ew', 'true');
  else address.searchParams.set('folder', asUriPath(folder));
  address.searchParams.set('payload', JSON.stringify(payload));
  if (locale) address.searchParams.set('locale', locale);
  return address.href;
}

/** @param {string} path */
function asUriPath(path) {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
