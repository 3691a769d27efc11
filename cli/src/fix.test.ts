import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type CodeAction,
  createLanguageService,
  DEFAULT_SETTINGS,
  type TextFile,
} from '../../server/src/languageService/index';
import { fixedText, writeFixed } from './fix';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'fix-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

/** A service whose repairs put `texts` in the place of the whole file, one after the other. */
function repairing(text: string, texts: readonly string[]) {
  const service = createLanguageService({ language: 'en' });
  const left = [...texts];
  const fixAll = (file: TextFile): CodeAction | null => {
    const newText = left.shift();
    if (newText === undefined) return null;
    const lines = file.text.split('\n');
    const end = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    const edits = [{ range: { start: { line: 0, character: 0 }, end }, newText }];
    return { title: '', kind: 'fixAll', rule: '', preferred: false, edits, mends: 1 };
  };
  const file = { uri: 'file:///a.yaml', version: null, text };
  return fixedText(
    { ...service, fixAll },
    file,
    { ...DEFAULT_SETTINGS, rules: { 'parse-error': { enabled: false } } },
    [],
    () => {},
  );
}
const SET = 'apiVersion: apps/v1\nkind: StatefulSet\n';

describe('repairs', () => {
  test('go on until nothing is left', () => {
    expect(repairing(SET, [`${SET}a: 1\n`, `${SET}b: 1\n`])).toEqual({ text: `${SET}b: 1\n`, fixes: 2 });
  });
  test('through which a text breaks are taken back', () => {
    expect(repairing(SET, [`${SET}a: 1\n`, `${SET}a: [\n`])).toEqual({ text: `${SET}a: 1\n`, fixes: 1 });
  });
  test('that undo each other end', () => {
    expect(repairing(SET, [`${SET}a: 1\n`, SET, `${SET}a: 1\n`])).toEqual({ text: `${SET}a: 1\n`, fixes: 1 });
  });
});

describe('writing', () => {
  test('replaces what was read, and nothing else', () => {
    writeFileSync(join(cwd, 'a.yaml'), 'a: 1\n');
    const input = { name: 'a.yaml', uri: 'file:///a.yaml', text: 'a: 1\n' };
    expect(writeFixed(input, 'a: 2\n', { cwd })).toBeNull();
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe('a: 2\n');
    expect(writeFixed(input, 'a: 3\n', { cwd })).toContain('has changed since');
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe('a: 2\n');
    expect(writeFixed({ ...input, name: 'b.yaml' }, 'a: 3\n', { cwd })).toContain('cannot be written');
  });
  test('leaves bytes alone that are not UTF-8', () => {
    writeFileSync(join(cwd, 'a.yaml'), Buffer.from('# caf\xe9\n', 'latin1'));
    expect(writeFixed({ name: 'a.yaml', uri: 'file:///a.yaml', text: '# caf\ufffd\n' }, 'x', { cwd })).toContain(
      'not UTF-8',
    );
  });
});
