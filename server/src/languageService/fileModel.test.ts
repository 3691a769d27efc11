import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentAt, edited, type FileModel, modelOf, textOf } from './fileModel';

const uri = 'file:///a.yaml';
const model = (text: string, previous: FileModel | null = null) => modelOf({ uri, version: 1, text }, previous);
const workload = (name: string) => `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: ${name}\n`;

/** What a model says of its documents, for comparison with one that was made afresh. */
const layout = (file: FileModel) =>
  file.documents.map(({ model: { text, subject, kind, empty }, index, line }) => ({
    text,
    subject,
    kind,
    empty,
    index,
    line,
  }));

describe('modelOf', () => {
  it('leaves a file of tens of megabytes whole, and knows whether it is any of our business', () => {
    const many = (text: string) => `${text}---\n`.repeat(Math.ceil((17 * 1024 * 1024) / text.length));
    const subjects = (file: FileModel) => file.documents.map((placed) => placed.model.subject);
    expect(subjects(model(many(workload('a'))))).toEqual(['workload']);
    expect(subjects(model(many('apiVersion: v1\nkind: ConfigMap\n')))).toEqual(['other-kind']);
  });

  it('tells workloads from other kinds and other YAML', () => {
    const text = `${workload('a')}---\n# nothing here\n---\napiVersion: v1\nkind: Service\n---\na: 1\n---\nkind: List\n`;
    expect(model(text).documents.map(({ model: { subject, empty }, index }) => [subject, empty, index])).toEqual([
      ['workload', false, 0],
      ['unknown', true, 1],
      ['other-kind', false, 1],
      ['unknown', false, 2],
      ['workload', false, 3],
    ]);
  });
  it('leaves custom resources of the same kind alone', () => {
    expect(model(workload('a').replace('apps/v1', 'apps.kruise.io/v1beta1')).holdsWorkloads).toBe(false);
  });
  it('keeps the documents that did not change', () => {
    const before = model([workload('a'), workload('b'), workload('c')].join('---\n'));
    const after = model([workload('a'), workload('changed'), workload('c')].join('---\n'), before);
    expect(after.documents.map((each, at) => each.model === before.documents[at]?.model)).toEqual([true, false, true]);
  });
  it('finds the document and offset of a position', () => {
    const file = model(`${workload('a')}---\n${workload('b')}`);
    const at = documentAt(file, { line: 6, character: 6 });
    expect(at?.placed.index).toBe(1);
    expect(at?.placed.model.text.slice(at.offset)).toMatch(/^StatefulSet/);
    expect(documentAt(file, { line: 99, character: 0 })?.offset).toBe(file.documents[1]?.model.text.length);
  });
});

const piece = fc.constantFrom(
  '---\n',
  '--- # c\n',
  '----\n',
  'a: 1\n',
  '  b: |\n',
  '    ---\n',
  '\r\n',
  '\r',
  '\n',
  '- é\n',
  '…',
  '#',
  '---',
  'kind: List\n',
  workload('x'),
);
const texts = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''));

describe('edited', () => {
  it('gives what a fresh model of the new text gives, whatever is changed', () => {
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.tuple(fc.nat(), fc.nat(), texts), { minLength: 1, maxLength: 4 }),
        (text, changes) => {
          let file = model(text);
          let expected = text;
          for (const [a, b, inserted] of changes) {
            const positions = [a, b].map((n) => n % (expected.length + 1)).sort((x, y) => x - y);
            // an editor's positions never stand between CR and LF
            const [start, end] = positions.map((at) =>
              expected[at - 1] === '\r' && expected[at] === '\n' ? at - 1 : at,
            ) as [number, number];
            const range = { start: positionOf(expected, start), end: positionOf(expected, end) };
            file = edited(file, 1, { range, text: inserted });
            expected = expected.slice(0, start) + inserted + expected.slice(end);
            expect(textOf(file.documents)).toBe(expected);
            expect(layout(file)).toEqual(layout(model(expected)));
            expect(layout(model(expected, file))).toEqual(layout(file));
          }
        },
      ),
      { numRuns: 400 },
    );
  });
  it('takes a whole new text', () => {
    expect(layout(edited(model(workload('a')), 2, { text: workload('b') }))).toEqual(layout(model(workload('b'))));
    expect(textOf(edited(model(workload('a')), 2, { text: '' }).documents)).toBe('');
  });
  it('touches no other document', () => {
    const before = model(Array.from({ length: 9 }, (_, at) => workload(`w${at}`)).join('---\n'));
    const after = edited(before, 2, {
      range: { start: { line: 23, character: 8 }, end: { line: 23, character: 8 } },
      text: 'x',
    });
    const same = after.documents.map((each, at) => each.model === before.documents[at]?.model);
    expect(same.filter((each) => !each)).toHaveLength(1);
    expect(after.documents[4]?.model.text).toContain('name: xw4');
  });
});

function positionOf(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
