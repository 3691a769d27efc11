/** Running suites and counting: a suite that crashes, hangs or runs nothing is a suite that failed. */
import { readFileSync, rmSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { run } from './processes.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} command
 * @property {readonly string[]} args
 * @property {number} timeoutSeconds
 * @property {'code' | 'last line' | { readonly vitestReport: string }} counting how its tests are counted: `code`, the
 *   whole is one test; `last line`, its output ends with `N passed, N failed, N skipped`; else by vitest's JSON report
 */

/** @param {string} text @returns {Counts | null} what the last line that is not empty says */
export function countsOfLastLine(text) {
  const last = stripVTControlCharacters(text).trimEnd().split('\n').at(-1)?.trim() ?? '';
  const found = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(last);
  return found === null ? null : { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3]) };
}

/**
 * @param {unknown} report what `vitest --reporter=json` wrote
 * @returns {Counts | null} null where it is no such report; files that could not be loaded count as failures
 */
export function countsOfVitest(report) {
  if (typeof report !== 'object' || report === null) return null;
  const numbers = /** @type {Record<string, unknown>} */ (report);
  const number = (/** @type {string} */ name) => (typeof numbers[name] === 'number' ? numbers[name] : Number.NaN);
  const passed = number('numPassedTests');
  const failed = number('numFailedTests');
  const skipped = number('numPendingTests') + number('numTodoTests');
  if (Number.isNaN(passed + failed + skipped)) return null;
  const files = Array.isArray(numbers['testResults']) ? numbers['testResults'] : [];
  const unloaded = files.filter(
    (file) => file?.status === 'failed' && (file.assertionResults ?? []).length === 0,
  ).length;
  return { passed, failed: failed + unloaded, skipped };
}

/**
 * @param {Counts | null} counts what the suite says of itself
 * @param {{ code: number | null, timedOut: boolean }} end how it ended
 * @returns {Counts} with a failure more where it ended badly without naming a failed test
 */
export function judge(counts, { code, timedOut }) {
  const said = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const ranNothing = said.passed + said.failed === 0;
  const endedBadly = timedOut || (code !== 0 && said.failed === 0);
  return ranNothing || endedBadly ? { ...said, failed: said.failed + 1 } : said;
}

/**
 * Runs a suite and shows its output.
 * @param {Suite} suite
 * @param {string} cwd
 * @returns {Promise<Counts & { seconds: number, remark: string }>}
 */
export async function runSuite({ command, args, timeoutSeconds, counting }, cwd) {
  const start = Date.now();
  const report = typeof counting === 'object' ? counting.vitestReport : null;
  if (report !== null) rmSync(report, { force: true });
  const end = await run(command, args, { cwd, timeoutSeconds, env: { ...process.env, CI: '1', FORCE_COLOR: '0' } });
  const seconds = (Date.now() - start) / 1000;
  const counts = judge(read(counting, end), end);
  return { ...counts, seconds, remark: remark(end, timeoutSeconds) };
}

/** @param {Suite['counting']} counting @param {{ code: number | null, text: string }} end @returns {Counts | null} */
function read(counting, { code, text }) {
  if (counting === 'code')
    return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (counting === 'last line') return countsOfLastLine(text);
  try {
    return countsOfVitest(JSON.parse(readFileSync(counting.vitestReport, 'utf8')));
  } catch {
    return null;
  }
}

/** @param {{ code: number | null, timedOut: boolean, problem: string | null }} end @param {number} seconds */
function remark({ code, timedOut, problem }, seconds) {
  if (problem !== null) return `could not be started: ${problem}`;
  if (timedOut) return `ended after ${seconds} s`;
  return code === 0 ? '' : `ended with ${code}`;
}
