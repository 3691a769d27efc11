/**
 * `npm run package`: builds, and makes the .vsix at the root of the repository (or where `--out=FILE` says). A warning of
 * vsce's is a failure: whoever installs the extension would see its cause.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, installDependencies } from './lib/install.mjs';
import { REPOSITORY } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';

const say = (/** @type {string} */ message) => console.log(message);

const { values } = parseArgs({
  options: { out: { type: 'string' }, 'no-build': { type: 'boolean', default: false } },
});

try {
  await installDependencies(say);
  if (!values['no-build']) await build(say);
  const vsce = join(REPOSITORY, 'node_modules', '@vscode', 'vsce', 'vsce');
  const out = values.out === undefined ? [] : ['--out', resolve(values.out)];
  // what runs is bundled: no module goes along; and there is no public repository for links to lead to
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', ...out];
  const { code, text } = await run(process.execPath, [vsce, ...args], { cwd: REPOSITORY, timeoutSeconds: 120 });
  if (code !== 0) throw new Error(`vsce ended with ${code}.`);
  if (/\bWARN/.test(text)) throw new Error('vsce warns.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
