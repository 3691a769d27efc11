import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocumentCache } from './cache';
import { sliceAt, sliceText, splitDocuments, updateSlices } from './slices';

const shown = (text: string) =>
  splitDocuments(text).map((s) => `${s.index}@${s.line}${s.empty ? ' empty' : ''}: ${JSON.stringify(s.text)}`);

describe('splitDocuments', () => {
  it('cuts at lines of three dashes, with a comment or without', () => {
    expect(shown('a: 1\n---\nb: 2\n--- # x\nc: 3')).toEqual([
      '0@0: "a: 1\\n"',
      '1@1: "---\\nb: 2\\n"',
      '2@3: "--- # x\\nc: 3"',
    ]);
  });
  it('does not cut at what kubectl does not cut at', () => {
    expect(splitDocuments('a: 1\n--- {b: 2}\n----\n--- x\n ---\n...\n')).toHaveLength(1);
  });
  it('cuts inside block scalars too, as kubectl does', () => {
    expect(splitDocuments('a: |\n  x\n---\n  y\n')).toHaveLength(2);
  });
  it('does not count documents of comments, and loses none of their text', () => {
    expect(shown('# head\n---\na: 1\n---\n# nothing\n\n---\nb: 2\n---\n')).toEqual([
      '0@0 empty: "# head\\n"',
      '0@1: "---\\na: 1\\n"',
      '1@3 empty: "---\\n# nothing\\n\\n"',
      '1@6: "---\\nb: 2\\n"',
      '2@8 empty: "---\\n"',
    ]);
  });
  it('knows CR LF and a byte order mark', () => {
    expect(shown('\ufeff---\r\na: 1\r\n---\r\nb: 2\r\n')).toEqual([
      '0@0: "\\ufeff---\\r\\na: 1\\r\\n"'.replace('\\ufeff', '\ufeff'),
      '1@2: "---\\r\\nb: 2\\r\\n"',
    ]);
  });
  it('gives an empty file one empty document', () => {
    expect(shown('')).toEqual(['0@0 empty: ""']);
  });
  it('finds the slice of an offset', () => {
    const slices = splitDocuments('a: 1\n---\nb: 2\n');
    expect([0, 4, 5, 99].map((offset) => sliceAt(slices, offset)?.index)).toEqual([0, 0, 1, 1]);
  });
});

const piece = fc.constantFrom(
  '---\n',
  '--- # c\n',
  '---',
  '\n',
  'a: 1\n',
  '# c\n',
  '- x',
  ' ',
  '--- {}\n',
  '\r\n',
  '...\n',
  'b:\n  c: |\n',
  '\r',
  '-',
);
const fileText = fc.array(piece, { maxLength: 14 }).map((parts) => parts.join(''));

describe('updateSlices', () => {
  it('answers the same as cutting anew, and the slices cover the file', () => {
    fc.assert(
      fc.property(
        fileText,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fileText), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (first, changes, told) => {
          let sliced = sliceText(first);
          for (const [at, length, inserted] of changes) {
            const offset = at % (sliced.text.length + 1);
            const removed = Math.min(length, sliced.text.length - offset);
            const text = sliced.text.slice(0, offset) + inserted + sliced.text.slice(offset + removed);
            sliced = updateSlices(
              sliced,
              text,
              told ? { offset, length: removed, inserted: inserted.length } : undefined,
            );
            expect(sliced.slices).toEqual(sliceText(text).slices);
            expect(sliced.slices.map((slice) => slice.text).join('')).toBe(text);
          }
        },
      ),
      { numRuns: 250, seed: 7 },
    );
  });
  it('keeps the text of slices that did not change', () => {
    const text = Array.from({ length: 50 }, (_, i) => `---\nname: d${i}\nvalue: long enough\n`).join('');
    const before = sliceText(text);
    const after = updateSlices(before, text.replace('d25', 'd25x'));
    expect(after.slices.filter((slice, i) => slice.text === before.slices[i]?.text)).toHaveLength(49);
    expect(after.slices[30]?.offset).toBe((before.slices[30]?.offset ?? 0) + 1);
  });
});

describe('document cache', () => {
  it('parses a content once, and forgets what was used longest ago', () => {
    const cache = createDocumentCache({ characters: 10 });
    const first = cache.parse('a: 1\n');
    expect(cache.parse('a: 1\n')).toBe(first);
    const second = cache.parse('b: 1\n');
    expect(cache.parse('a: 1\n')).toBe(first);
    cache.parse('c: 1\n');
    expect(cache.parse('a: 1\n')).toBe(first);
    expect(cache.parse('b: 1\n')).not.toBe(second);
  });
  it('follows a file', () => {
    const cache = createDocumentCache();
    expect(cache.slices('f', 'a: 1\n---\nb: 2\n')).toHaveLength(2);
    expect(cache.slices('f', 'a: 1\n---\nb: 2\n---\nc: 1\n')).toHaveLength(3);
    cache.forget('f');
    expect(cache.slices('f', 'a: 1\n')).toHaveLength(1);
  });
});
