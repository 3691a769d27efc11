/**
 * Runs the suite in a real VS Code, once in each surrounding, and sums: the last line is `N passed, N failed, N skipped`.
 *
 *   node test/extension/runTest.mjs            in the editor of the browser, by the project's launcher
 *   node test/extension/runTest.mjs --desktop  in a VS Code that @vscode/test-electron downloads
 *   … --only=NAME                              one surrounding
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const launcher = join(root, 'scripts', 'launcher.mjs');
const desktop = process.argv.includes('--desktop');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

/** Where the suite runs. A desktop VS Code speaks Japanese only with a language pack, and has no worker for us. */
const SURROUNDINGS = [
  { name: 'node', args: [] },
  ...(desktop
    ? []
    : [
        { name: 'japanese', args: ['--locale=ja'] },
        { name: 'web', args: ['--extension-host=web'] },
      ]),
];

/** @param {string} folder @returns {Promise<string>} path of the bundle */
async function bundleSuite(folder) {
  const outfile = join(folder, 'suite.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/extension/suite/index.ts'],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    sourcemap: 'inline',
    // the files of the suite add their tests as they are loaded
    ignoreAnnotations: true,
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

/** A folder of manifests under git, as it is committed. @param {string} folder */
function makeWorkspace(folder) {
  const workspace = join(folder, 'workspace');
  cpSync(join(root, 'test', 'extension', 'workspace'), workspace, { recursive: true });
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'As it runs today'],
  ]) {
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: workspace, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args[0]} ended with ${status}: ${stderr}`);
  }
  return workspace;
}

/** Folders to remove, however this ends. @type {Set<string>} */
const temporary = new Set();
process.on('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});
process.on('SIGTERM', () => process.exit(143));

const sums = { passed: 0, failed: 0, skipped: 0 };

/** Runs the suite once and adds what it says to the sums. @param {{ name: string, args: string[] }} surrounding */
async function runIn({ name, args }) {
  console.log(`\nExtension tests: ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'rollout-lens-extension-'));
  temporary.add(folder);
  /** @type {{ passed: number, failed: number, skipped: number } | null} */
  let counts = null;
  const restore = watchOutput((line) => {
    const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line.trim());
    if (found) counts = { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
  });
  let failure = null;
  try {
    const bundles = join(root, '.cache', 'extension-tests');
    mkdirSync(bundles, { recursive: true });
    process.env['ROLLOUT_LENS_PICTURES'] ??= join(root, 'artifacts', 'editor', name);
    await runTests({
      ...(desktop ? {} : { vscodeExecutablePath: launcher, reuseMachineInstall: false }),
      extensionDevelopmentPath: root,
      extensionTestsPath: await bundleSuite(bundles),
      launchArgs: [
        makeWorkspace(folder),
        `--user-data-dir=${join(folder, 'user-data')}`,
        `--extensions-dir=${join(folder, 'extensions')}`,
        ...args,
      ],
    });
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  } finally {
    restore();
    delete process.env['ROLLOUT_LENS_PICTURES'];
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  if (failure !== null) console.log(`${name}: ${failure}`);
  // a run that ended badly without a failed test (a crash, a hang) is a failure of its own
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  sums.passed += passed;
  sums.skipped += skipped;
  sums.failed += failed === 0 && (failure !== null || counts === null || passed === 0) ? 1 : failed;
}

/**
 * Sees the lines that go to this program's own output, which is where `runTests` sends the editor's.
 * @param {(line: string) => void} onLine
 * @returns {() => void} ends it
 */
function watchOutput(onLine) {
  const { write } = process.stdout;
  let rest = '';
  process.stdout.write = (/** @type {any[]} */ ...args) => {
    rest += String(args[0]);
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    return Reflect.apply(write, process.stdout, args);
  };
  return () => {
    process.stdout.write = write;
  };
}

for (const surrounding of SURROUNDINGS) {
  if (only === undefined || only === surrounding.name) await runIn(surrounding);
}
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
process.exitCode = sums.failed > 0 || sums.passed === 0 ? 1 : 0;
