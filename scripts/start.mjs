/**
 * `npm start`: installs what is missing, builds, and opens an editor on samples/ with the extension in it.
 *
 *   npm start                 VS Code where `code` is on the PATH, else an editor that runs in the browser
 *   npm start -- --web        the editor in the browser
 *   npm start -- --no-open    only prints its address
 *   npm start -- FOLDER       opens another folder
 *
 * Needs nothing but Node: it installs the rest itself.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installEditor } from './lib/editor.mjs';
import { editorAddress, endStaleServers, startEditorServer, writeFreshSettings } from './lib/editorServer.mjs';
import { build, installDependencies } from './lib/install.mjs';
import { cacheFolder, REPOSITORY } from './lib/paths.mjs';
import { endGroup, findProgram, startGroup } from './lib/processes.mjs';

const say = (/** @type {string} */ message) => console.log(message);

/** @returns {{ web: boolean, open: boolean, folder: string }} */
function readArguments() {
  const { values, positionals } = parseArgs({
    options: { web: { type: 'boolean', default: false }, 'no-open': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const folder = resolve(REPOSITORY, positionals[0] ?? 'samples');
  if (!existsSync(folder)) throw new Error(`There is no ${folder} to open.`);
  return { web: values.web, open: !values['no-open'], folder };
}

/** Desktop VS Code's command; not the one of a remote terminal, which cannot start an extension under development. */
function desktopCode() {
  if (process.env['VSCODE_IPC_HOOK_CLI']) return null;
  return findProgram('code');
}

/** @param {string} kind @returns {string} a folder of settings and state that is kept from one start to the next */
function profileFolder(kind) {
  const folder = join(cacheFolder(), `profile-${kind}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Opens desktop VS Code with a profile of its own and stays until it is closed.
 * @param {string} code @param {string} folder
 */
async function openDesktop(code, folder) {
  const profile = profileFolder('desktop');
  writeFreshSettings(profile);
  const args = [
    `--extensionDevelopmentPath=${REPOSITORY}`,
    `--user-data-dir=${profile}`,
    `--extensions-dir=${join(profile, 'extensions')}`,
    '--disable-workspace-trust',
    '--disable-updates',
    '--skip-release-notes',
    '--skip-welcome',
    '--new-window',
    '--wait',
    folder,
  ];
  say(`Opening VS Code on ${folder}. Ctrl-C closes it.`);
  // the window is no child of this command, but writes its number into its profile
  process.on('exit', () => {
    try {
      const pid = Number(readFileSync(join(profile, 'code.lock'), 'utf8'));
      if (pid > 0) endGroup(pid, 'SIGTERM');
    } catch {
      // it has been closed
    }
  });
  const child = startGroup(code, args, { stdio: 'inherit' });
  await new Promise((done, failed) => {
    child.once('error', failed);
    child.once('exit', done);
  });
}

/** @param {{ folder: string, open: boolean }} what */
async function openInBrowser({ folder, open }) {
  const stale = endStaleServers();
  if (stale > 0) say(`Ended ${stale} editor${stale === 1 ? '' : 's'} that an earlier start had left behind.`);
  const editor = await installEditor(say);
  const profile = profileFolder('web');
  writeFreshSettings(profile);
  const extensions = join(profile, 'extensions');
  mkdirSync(extensions, { recursive: true });
  const server = await startEditorServer(editor, { userData: profile, extensions });
  const address = editorAddress(server, { folder, extensionDevelopmentPaths: [REPOSITORY] });
  say(`\nThe editor runs in your browser:\n\n  ${address}\n\nCtrl-C stops it.`);
  if (open) openAddress(address);
  await new Promise((_done, failed) => {
    server.onExit = (code) => failed(new Error(`The editor ended with ${code}.`));
  });
}

/** Opens an address in the person's browser where there is a screen; nothing happens where there is none. */
function openAddress(/** @type {string} */ address) {
  const { platform, env } = process;
  const hasScreen = platform === 'darwin' || platform === 'win32' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  if (!hasScreen || env['CI']) return;
  const [command, args] =
    platform === 'darwin'
      ? ['open', [address]]
      : platform === 'win32'
        ? ['explorer', [address]]
        : [findProgram('xdg-open'), [address]];
  if (command === null) return;
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

try {
  const { web, open, folder } = readArguments();
  await installDependencies(say);
  await build(say);
  const code = web ? null : desktopCode();
  if (code === null) await openInBrowser({ folder, open });
  else await openDesktop(code, folder);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
