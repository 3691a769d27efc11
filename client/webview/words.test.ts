import { describe, expect, it } from 'vitest';
import { type Words, wordsFor } from './words';

/** Every text of a language, by path; functions are called with plain values. */
function texts(words: Words): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') found.set(path, value);
    else if (typeof value === 'function') found.set(path, String(value(2, 3, 'x')));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    }
  };
  walk(words, '');
  return found;
}

describe('words', () => {
  const en = texts(wordsFor('en-GB'));
  const ja = texts(wordsFor('ja'));
  it('has the same words in both languages, none empty', () => {
    expect([...ja.keys()]).toEqual([...en.keys()]);
    for (const [path, text] of [...en, ...ja]) expect(text.trim(), path).not.toBe('');
  });
  it('speaks Japanese where it says so', () => {
    const same = [...en].filter(([path, text]) => ja.get(path) === text && path !== '.language').map(([path]) => path);
    // the name of the pod condition is the same everywhere
    expect(same).toEqual(['.readySeconds']);
  });
  it('falls back to English', () => {
    expect(wordsFor('fr').language).toBe('en');
    expect(wordsFor('').language).toBe('en');
  });
});
