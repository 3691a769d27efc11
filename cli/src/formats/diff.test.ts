import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from './diff';

/** Applies a diff to the text that it was made from. */
function patched(before: string, diff: string): string {
  const lines = before === '' ? [] : (before.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  const out: string[] = [];
  let at = 0;
  const parts = diff
    .replaceAll('\n\\ No newline at end of file\n', '')
    .split(/^(?=@@)/m)
    .slice(1);
  for (const part of parts) {
    const [head = '', ...rows] = part.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const [start = 0, count = 0] = (/-(\d+),(\d+)/.exec(head) ?? []).slice(1).map(Number);
    const from = count === 0 ? start : start - 1;
    out.push(...lines.slice(at, from));
    at = from;
    for (const row of rows) {
      if (row.startsWith('+')) out.push(row.slice(1));
      else {
        expect(lines[at]).toBe(row.slice(1));
        if (row.startsWith(' ')) out.push(row.slice(1));
        at++;
      }
    }
  }
  return [...out, ...lines.slice(at)].join('');
}

describe('unified diff', () => {
  test('two changes far apart are two hunks', () => {
    const before = Array.from({ length: 30 }, (_, i) => `${i}\n`).join('');
    const diff = unifiedDiff('a', before, before.replace('3\n', 'x\n').replace('25\n', ''));
    expect(diff.match(/^@@.*@@$/gm)).toEqual(['@@ -1,7 +1,7 @@', '@@ -23,7 +23,6 @@']);
  });
  test('a last line without an end says so', () => {
    expect(unifiedDiff('a', 'x', 'y')).toBe(
      '--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n',
    );
  });
  test('makes one text of the other', () => {
    const lines = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd\n'), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(patched(before, unifiedDiff('f', before, after))).toBe(after);
      }),
    );
  });
});
