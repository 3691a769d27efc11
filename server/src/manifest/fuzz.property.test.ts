import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseWithYaml, stringify } from 'yaml';
import { contextAt, pathAtOffset } from './context';
import type { ParsedDocument } from './document';
import { toJson } from './json';
import { kindHint } from './kindHint';
import type { Node, Span } from './node';
import { parseDocument } from './parse';
import { splitDocuments } from './slices';

const MANIFEST = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web, labels: {app: &app web}}
spec:
  replicas: 3
  selector:
    matchLabels: {app: *app}
  template:
    metadata:
      labels:
        app: "web"
    spec:
      containers:
      - name: nginx # the server
        image: 'registry/nginx:0.8'
        args: ["-c", "a b"]
        command:
        - sh
        - -c
        - |
          echo {{ x }}
            done
        ports:
        - {containerPort: 80, name: web}
`;
const token = fc.constantFrom(
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  ': ',
  ':',
  '- ',
  '-',
  '? ',
  '"',
  "'",
  '#',
  ' # ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '&a ',
  '*a',
  '!!int ',
  '!',
  '|',
  '>-',
  '%',
  '@',
  '---\n',
  '...',
  '<<: ',
  '{{',
  '}}',
  '\\',
  '\0',
  '\ufeff',
  '😀',
  '\ud800',
  '\u2028',
  'a',
  'kind',
  '1',
);

/** A manifest with a few pieces replaced, doubled or cut off. */
const damaged = fc
  .array(fc.tuple(fc.nat(MANIFEST.length), fc.nat(20), token, fc.nat(3)), { minLength: 1, maxLength: 4 })
  .map((damages) => {
    let text = MANIFEST;
    for (const [at, length, piece, how] of damages) {
      if (how === 0) text = text.slice(0, at);
      else if (how === 1) text = text.slice(0, at) + text.slice(at + length);
      else if (how === 2) text = text.slice(0, at) + piece + text.slice(at);
      else text = text.slice(0, at) + piece.repeat(length) + text.slice(at + 1);
    }
    return text;
  });
const soup = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''));
const anyText = fc.oneof(damaged, soup, fc.string({ unit: 'binary', maxLength: 200 }));

/** Every span that does not lie inside the text. */
function spansOutside(document: ParsedDocument): Span[] {
  const outside: Span[] = [];
  const check = (span: Span): void => {
    if (span.start < 0 || span.end < span.start || span.end > document.text.length) outside.push(span);
  };
  const enter = (node: Node): void => {
    check(node.span);
    if (node.kind === 'sequence') node.items.forEach(enter);
    if (node.kind === 'mapping') {
      for (const entry of node.entries) {
        check(entry.span);
        check(entry.keySpan);
        enter(entry.value);
      }
    }
  };
  if (document.root !== null) enter(document.root);
  for (const problem of document.problems) check(problem.span);
  return outside;
}

describe('any text', () => {
  it('is read without throwing, with every span inside, the same twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const document = parseDocument(text);
        expect(spansOutside(document)).toEqual([]);
        expect(parseDocument(text)).toEqual(document);
        expect(kindHint(text)).toBeTypeOf('object');
        expect(
          splitDocuments(text)
            .map((slice) => slice.text)
            .join(''),
        ).toBe(text);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
  it('has a place and a context at every offset', () => {
    fc.assert(
      fc.property(damaged, fc.nat(), (text, pick) => {
        const document = parseDocument(text);
        const offset = pick % (text.length + 1);
        fc.pre(!text.startsWith('\r\n', offset - 1));
        expect(['key', 'value', 'gap']).toContain(pathAtOffset(document, offset).where);
        const context = contextAt(document, offset);
        if (context === null) return;
        const { start, end } = context.replaceSpan;
        expect(start).toBeLessThanOrEqual(offset);
        expect(end).toBeGreaterThanOrEqual(offset);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, offset)).toBe(context.prefix);
      }),
      { numRuns: 200, seed: 4 },
    );
  });
  it('keeps the first half of a truncated manifest', () => {
    for (let end = MANIFEST.indexOf('replicas'); end < MANIFEST.length; end += 3) {
      const json = toJson(parseDocument(MANIFEST.slice(0, end)).root) as { kind?: unknown };
      expect(json?.kind).toBe('StatefulSet');
    }
  });
});

describe('text that the yaml library writes', () => {
  const plain = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('yes', 'null', '0755', '2001-01-01', 'a\nb', ' x ', '- a', '# c', 'a: b', '\ttab'),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme-ascii' }).filter((key) => key !== '<<'),
        tie('value'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).value;
  it('reads as the same value', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c d', '1'), plain, { minKeys: 1, noNullPrototype: true }),
        fc.constantFrom(40, 80, 0),
        fc.boolean(),
        (value, lineWidth, indentSeq) => {
          const text = stringify(value, { version: '1.1', lineWidth, indentSeq });
          const document = parseDocument(text);
          fc.pre(!document.template);
          expect(document.problems).toEqual([]);
          expect(toJson(document.root)).toEqual(parseWithYaml(text, { version: '1.1' }));
        },
      ),
      { numRuns: 150, seed: 5 },
    );
  });
});
