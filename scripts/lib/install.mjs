/** The project's own dependencies, installed where they are missing or out of date. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './paths.mjs';
import { npmCommand, run } from './processes.mjs';

/** npm writes this file last: it stands for a finished installation, and for its age. */
const INSTALLED = join(REPOSITORY, 'node_modules', '.package-lock.json');
const LOCK = join(REPOSITORY, 'package-lock.json');

/** @returns {boolean} whether `npm ci` has anything to do */
function dependenciesMissing() {
  return !existsSync(INSTALLED) || statSync(INSTALLED).mtimeMs < statSync(LOCK).mtimeMs;
}

/**
 * Runs `npm ci` where it has anything to do.
 * @param {(message: string) => void} say
 * @throws {Error} when it fails
 */
export async function installDependencies(say) {
  if (!dependenciesMissing()) return;
  say('Installing dependencies: npm ci …');
  const { command, args } = npmCommand();
  const { code, problem } = await run(command, [...args, 'ci'], { cwd: REPOSITORY, timeoutSeconds: 900 });
  if (code !== 0) throw new Error(`npm ci failed: ${problem ?? `it ended with ${code}`}`);
}

/**
 * Runs the build.
 * @param {(message: string) => void} say
 * @throws {Error} when it fails
 */
export async function build(say) {
  say('Building …');
  const { code } = await run(process.execPath, ['esbuild.mjs'], { cwd: REPOSITORY, timeoutSeconds: 300 });
  if (code !== 0) throw new Error(`The build failed: it ended with ${code}.`);
}
