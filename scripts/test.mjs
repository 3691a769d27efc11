/**
 * `npm test`: installs what is missing, checks, builds, runs every suite. The last line sums them.
 *
 *   npm test
 *   npm run test:desktop          the extension's suite in a desktop VS Code, which is downloaded
 *   npm test -- --only=unit,page  some suites
 *   npm test -- --list            their names
 *
 * Needs nothing but Node: it installs the rest itself.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findOrInstallBrowser } from './lib/browser.mjs';
import { installEditor } from './lib/editor.mjs';
import { build, installDependencies } from './lib/install.mjs';
import { REPOSITORY } from './lib/paths.mjs';
import { npmCommand } from './lib/processes.mjs';
import { runSuite } from './lib/suites.mjs';

const say = (/** @type {string} */ message) => console.log(message);
const reports = join(REPOSITORY, '.cache', 'reports');

/** @param {string} project @param {number} timeoutSeconds @returns {import('./lib/suites.mjs').Suite} */
function vitest(project, timeoutSeconds) {
  const vitestReport = join(reports, `${project}.json`);
  return {
    name: project,
    command: process.execPath,
    args: [
      join(REPOSITORY, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    timeoutSeconds,
    counting: { vitestReport },
  };
}

/** @param {string} name @param {string} script @param {number} timeoutSeconds @param {readonly string[]} args */
function script(name, script, timeoutSeconds, args = []) {
  return /** @type {import('./lib/suites.mjs').Suite} */ ({
    name,
    command: process.execPath,
    args: [join(REPOSITORY, script), ...args],
    timeoutSeconds,
    counting: 'last line',
  });
}

/** @param {boolean} desktop @returns {readonly import('./lib/suites.mjs').Suite[]} */
function suites(desktop) {
  const npm = npmCommand();
  return [
    {
      name: 'check',
      command: npm.command,
      args: [...npm.args, 'run', '--silent', 'check'],
      timeoutSeconds: 300,
      counting: 'code',
    },
    vitest('unit', 300),
    script('grammar', 'test/grammar/run.mjs', 60),
    script('fuzz', 'test/fuzz/run.mjs', 150),
    vitest('page', 180),
    vitest('package', 180),
    script('extension', 'test/extension/runTest.mjs', 420, desktop ? ['--desktop'] : []),
  ];
}

async function main() {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  });
  const all = suites(values.desktop);
  if (values.list) {
    for (const { name } of all) say(name);
    return 0;
  }
  const names = values.only?.split(',') ?? (values.desktop ? ['extension'] : all.map(({ name }) => name));
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}.`);

  await installDependencies(say);
  await findOrInstallBrowser(say);
  if (!values.desktop) await installEditor(say);
  await build(say);
  mkdirSync(reports, { recursive: true });

  const lines = [];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const suite of all.filter(({ name }) => names.includes(name))) {
    say(`\n── ${suite.name} ──`);
    const { passed, failed, skipped, seconds, remark } = await runSuite(suite, REPOSITORY);
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    const numbers = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    lines.push(`${suite.name.padEnd(10)} ${seconds.toFixed(1).padStart(6)} s  ${numbers}${remark && `  (${remark})`}`);
  }
  say(`\n${lines.join('\n')}\n`);
  say(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  say('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}
