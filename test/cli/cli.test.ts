import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

// The built command line as a process of its own: pipes and exit codes.

const CLI = resolve(__dirname, '../../dist/cli.js');

function runCli(args: readonly string[], stdin: string, slowReader = false) {
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const child = spawn(process.execPath, [CLI, ...args]);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    // a reader that comes late finds the pipe full
    setTimeout(() => child.stdout.on('data', (chunk: Buffer) => out.push(chunk)), slowReader ? 700 : 0);
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('close', (code) =>
      done({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    );
    child.stdin.end(stdin);
  });
}

describe.skipIf(!existsSync(CLI))('dist/cli.js', () => {
  test('megabytes of JSON arrive whole through a pipe', async () => {
    const one = (i: number) =>
      `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: d${i}}\nspec:\n  selector: {matchLabels: {app: d}}\n` +
      Array.from({ length: 20 }, (_, k) => `  unknown${k}: ${i}\n`).join('');
    const text = Array.from({ length: 500 }, (_, i) => one(i)).join('---\n');
    const { code, out } = await runCli(['lint', '--format', 'json', '-'], text, true);
    expect(code).toBe(1);
    expect(out.length).toBeGreaterThan(2_000_000);
    const { diagnostics } = JSON.parse(out) as { diagnostics: { document: number; rule: string }[] };
    expect(diagnostics.filter((d) => d.rule === 'unknown-field')).toHaveLength(10_000);
    expect(diagnostics.at(-1)?.document).toBe(499);
  });

  test('wrong arguments end with 2 and leave standard output empty', async () => {
    const { code, out, err } = await runCli(['lint', '--format', 'nonsense', '-'], '');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('nonsense');
  });
});
