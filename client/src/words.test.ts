import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const json = (name: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, name), 'utf8'));

/** The English sentences that the client hands to `l10n.t`. */
function sentences(): string[] {
  const found = new Set<string>();
  const folder = join(root, 'client/src');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const calls = text.match(/\bl10n\.t\(/g)?.length ?? 0;
    const literals = [...text.matchAll(/\bl10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g)];
    expect(literals.length, `${name}: every call of l10n.t names its sentence in place`).toBe(calls);
    for (const [, sentence = ''] of literals) found.add(sentence.replaceAll("\\'", "'"));
  }
  return [...found].sort();
}

const placeholders = (text: unknown) => [...String(text).matchAll(/\{\d+\}/g)].map(([hole]) => hole).sort();

describe('the words of the client', () => {
  const bundle = json('l10n/bundle.l10n.ja.json');

  it('exist in Japanese, and no others do', () => {
    const used = sentences();
    expect(used.length).toBeGreaterThan(10);
    expect(Object.keys(bundle).sort()).toEqual(used);
  });

  it('keep their holes', () => {
    for (const [english, japanese] of Object.entries(bundle)) {
      expect(placeholders(japanese), english).toEqual(placeholders(english));
      expect(japanese, english).not.toBe('');
    }
  });
});

describe('the words of the extension manifest', () => {
  const english = json('package.nls.json');
  const japanese = json('package.nls.ja.json');

  it('exist in both languages', () => {
    expect(Object.keys(japanese)).toEqual(Object.keys(english));
    for (const words of [...Object.values(english), ...Object.values(japanese)]) expect(words).toMatch(/\S/);
  });

  it('are those that the manifest names', () => {
    const text = readFileSync(join(root, 'package.json'), 'utf8');
    const named = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    expect([...new Set(named)].sort()).toEqual(Object.keys(english).sort());
  });
});
