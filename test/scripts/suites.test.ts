import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { countsOfLastLine, countsOfVitest, judge, runSuite } from '../../scripts/lib/suites.mjs';

const folder = mkdtempSync(join(tmpdir(), 'rollout-lens-suites-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fine = { code: 0, timedOut: false };

describe('countsOfLastLine', () => {
  it('reads the last line that is not empty', () => {
    expect(countsOfLastLine('1 passed, 1 failed, 0 skipped\n12 passed, 0 failed, 3 skipped\n\n')).toEqual({
      passed: 12,
      failed: 0,
      skipped: 3,
    });
    expect(countsOfLastLine('\u001b[32m2 passed, 0 failed, 0 skipped\u001b[0m')).toEqual({
      passed: 2,
      failed: 0,
      skipped: 0,
    });
  });
  it.each(['', 'all is well', '1 passed, 0 failed, 0 skipped\nSegmentation fault'])('finds nothing in %j', (text) => {
    expect(countsOfLastLine(text)).toBeNull();
  });
});

describe('countsOfVitest', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };
  it('sums what was left out', () => expect(countsOfVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 3 }));
  it('counts a file that could not be loaded', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [] },
    ];
    expect(countsOfVitest({ ...report, testResults })).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });
  it.each([[null], ['text'], [{}], [{ ...report, numFailedTests: '0' }]])('does not believe %j', (value) => {
    expect(countsOfVitest(value)).toBeNull();
  });
});

describe('judge', () => {
  const counts = { passed: 3, failed: 0, skipped: 0 };
  it('believes a suite that ended well', () => expect(judge(counts, fine)).toEqual(counts));
  it('does not count a failure twice', () => {
    expect(judge({ ...counts, failed: 2 }, { code: 1, timedOut: false })).toEqual({ ...counts, failed: 2 });
  });
  it.each([
    ['crashed', counts, { code: 139, timedOut: false }],
    ['was killed', counts, { code: null, timedOut: false }],
    ['hung', counts, { code: 0, timedOut: true }],
    ['ran nothing', { passed: 0, failed: 0, skipped: 4 }, fine],
    ['said nothing', null, fine],
  ])('fails a suite that %s', (_how, said, end) => expect(judge(said, end).failed).toBe(1));
});

describe('runSuite', () => {
  const suite = (code: string, counting: 'code' | 'last line' | { vitestReport: string }, timeoutSeconds = 20) => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    return runSuite({ name: 'a', command: process.execPath, args: ['-e', code], timeoutSeconds, counting }, folder);
  };
  it('counts by the last line', async () => {
    const result = await suite("console.log('4 passed, 0 failed, 1 skipped')", 'last line');
    expect(result).toMatchObject({ passed: 4, failed: 0, skipped: 1, remark: '' });
  });
  it('counts by the code', async () => {
    expect(await suite('', 'code')).toMatchObject({ passed: 1, failed: 0 });
    expect(await suite('process.exit(2)', 'code')).toMatchObject({ passed: 0, failed: 1, remark: 'ended with 2' });
  });
  it('counts by a report, never by the one of an earlier run', async () => {
    const vitestReport = join(folder, 'report.json');
    const report = JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
    const write = `fs.writeFileSync(${JSON.stringify(vitestReport)}, ${JSON.stringify(report)})`;
    expect(await suite(write, { vitestReport })).toMatchObject({ passed: 7, failed: 0 });
    expect(await suite('', { vitestReport })).toMatchObject({ passed: 0, failed: 1 });
  });
  it('ends a suite that hangs', async () => {
    const result = await suite(
      "console.log('1 passed, 0 failed, 0 skipped'); setInterval(() => {}, 1000)",
      'last line',
      0.5,
    );
    expect(result).toMatchObject({ passed: 1, failed: 1, remark: 'ended after 0.5 s' });
  });
});
