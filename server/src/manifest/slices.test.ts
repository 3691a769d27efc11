import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineIndex } from './lineIndex';
import { splitDocuments } from './slices';

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

describe('any text', () => {
  it('is covered whole, and cut only where a separator line begins', () => {
    fc.assert(
      fc.property(fileText, (text) => {
        const slices = splitDocuments(text);
        expect(slices.map((slice) => slice.text).join('')).toBe(text);
        let offset = 0;
        for (const [i, slice] of slices.entries()) {
          expect(slice.offset).toBe(offset);
          expect(slice.line).toBe(createLineIndex(text).positionAt(offset).line);
          if (i > 0) expect(slice.text).toMatch(/^---[ \t\r]*(?:#.*)?(?:\n|$)/);
          offset += slice.text.length;
        }
        expect(slices.filter((slice) => slice.empty !== true).map((slice) => slice.index)).toEqual(
          slices.filter((slice) => slice.empty !== true).map((_, i) => i),
        );
      }),
      { numRuns: 250, seed: 7 },
    );
  });
});
