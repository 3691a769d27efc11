#!/usr/bin/env node
/**
 * Stands where VS Code's executable would: takes its arguments, opens an editor in a browser without a window, and
 * ends with the code of the test suite. `@vscode/test-electron`'s `runTests` takes it as `vscodeExecutablePath`.
 *
 * Without `--extensionTestsPath` it opens the editor for a person: it prints the address and stays until it is ended.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrInstallBrowser } from './lib/browser.mjs';
import { readCodeArguments } from './lib/codeArguments.mjs';
import { installEditor } from './lib/editor.mjs';
import {
  editorAddress,
  endStaleServers,
  startEditorServer,
  TEMPORARY_PREFIX,
  writeFreshSettings,
} from './lib/editorServer.mjs';
import { openWorkbench } from './lib/workbench.mjs';

/** How a suite says that it ran: without such a line an end with code 0 is no success. */
const COUNTS = /^(\d+) passed, (\d+) failed, (\d+) skipped$/;

/** `ROLLOUT_LENS_EDITOR_LOG=1` lets the editor's own chatter through. */
const VERBOSE = Boolean(process.env['ROLLOUT_LENS_EDITOR_LOG']);

const say = (/** @type {string} */ message) => console.log(`[launcher] ${message}`);

/** @param {import('./lib/codeArguments.mjs').CodeArguments} args */
function prepareFolders(args) {
  const own = mkdtempSync(join(tmpdir(), TEMPORARY_PREFIX));
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  const userData = args.userData ?? join(own, 'user-data');
  const extensions = args.extensions ?? join(own, 'extensions');
  for (const folder of [userData, extensions]) mkdirSync(folder, { recursive: true });
  return { userData, extensions, temporary: own };
}

/** @param {readonly string[]} developmentPaths @returns {Promise<string[]>} `publisher.name` of each */
async function identifiers(developmentPaths) {
  const { readFile } = await import('node:fs/promises');
  return Promise.all(
    developmentPaths.map(async (path) => {
      const { publisher, name } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
      return `${publisher}.${name}`;
    }),
  );
}

/** @param {readonly string[]} argv @returns {Promise<number>} the code to end with */
async function main(argv) {
  const args = readCodeArguments(argv, process.cwd());
  const stale = endStaleServers();
  if (stale > 0) say(`Ended ${stale} editor${stale === 1 ? '' : 's'} that an earlier run had left behind.`);
  const editor = await installEditor(say);
  const folders = prepareFolders(args);
  writeFreshSettings(
    folders.userData,
    args.extensionHost === 'web'
      ? {
          'remote.extensionKind': Object.fromEntries(
            (await identifiers(args.extensionDevelopmentPaths)).map((id) => [id, ['web']]),
          ),
        }
      : {},
  );
  const log = (/** @type {string} */ text) => process.stderr.write(text);
  const server = await startEditorServer(editor, { ...folders, ...(VERBOSE ? { log } : {}) });
  const address = editorAddress(server, args);
  if (args.extensionTestsPath === null) {
    say(`The editor runs at ${address}`);
    say('Ctrl-C stops it.');
    return new Promise((resolve) => {
      server.onExit = (code) => resolve(code ?? 1);
    });
  }
  return runSuite(args, server, address);
}

/**
 * @param {import('./lib/codeArguments.mjs').CodeArguments} args
 * @param {import('./lib/editorServer.mjs').EditorServer} server
 * @param {string} address
 * @returns {Promise<number>}
 */
async function runSuite(args, server, address) {
  const browser = await findOrInstallBrowser(say);
  /** @type {RegExpExecArray | null} */
  let counts = null;
  /** @type {(outcome: { code: number, problem: string | null }) => void} */
  let finish = () => {};
  const outcome = new Promise((resolve) => {
    finish = resolve;
  });
  const broken = (/** @type {string} */ problem) => finish({ code: 1, problem });
  server.onExit = (code) => broken(`the editor's server ended with ${code}`);
  const timer = setTimeout(
    () => broken(`the suite was not over after ${args.timeoutSeconds} s`),
    args.timeoutSeconds * 1000,
  );
  const workbench = await openWorkbench({
    address,
    browser,
    locale: args.locale,
    pictures: process.env['ROLLOUT_LENS_PICTURES'] ?? null,
    verbose: VERBOSE,
    events: {
      onLine: (line) => {
        counts = COUNTS.exec(line.trim()) ?? counts;
        console.log(line);
      },
      onExit: (code) => finish({ code, problem: null }),
      onBroken: broken,
    },
  });
  const { code, problem } = await outcome;
  clearTimeout(timer);
  if (code !== 0 && problem !== null) await workbench.screenshot('at-the-end').catch(() => {});
  await Promise.race([workbench.close().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 3000))]);
  server.onExit = () => {};
  server.stop();
  return judge(code, problem, counts);
}

/**
 * @param {number} code what the editor says
 * @param {string | null} problem
 * @param {RegExpExecArray | null} counts what the suite said
 * @returns {number}
 */
function judge(code, problem, counts) {
  if (problem !== null) {
    say(`Failed: ${problem}.`);
    return 1;
  }
  if (counts === null) {
    say('Failed: the editor reported an end, but the suite never said what it had run.');
    return code === 0 ? 1 : code;
  }
  const [, passed, failed] = counts;
  if (Number(failed) > 0 || Number(passed) === 0) return code === 0 ? 1 : code;
  return code;
}

main(process.argv.slice(2)).then(
  (code) => {
    // what was printed has to be read before the end: runTests stops listening when we end
    process.stdout.write('', () => setTimeout(() => process.exit(code), 200));
  },
  (error) => {
    console.error(`[launcher] ${error instanceof Error ? error.message : error}`);
    setTimeout(() => process.exit(1), 200);
  },
);
