import { describe, expect, it } from 'vitest';
import { toJson } from './json';
import { nodeAt } from './navigation';
import { get, getEntry, type Path, type Span } from './node';
import { MAX_LENGTH, parseDocument } from './parse';

const read = (text: string) => toJson(parseDocument(text).root);
const codes = (text: string) =>
  parseDocument(text).problems.map(({ code, params }) => (code === 'syntax' ? params['detail'] : code));
const cut = (text: string, span: Span | undefined) =>
  span === undefined ? undefined : text.slice(span.start, span.end);
const valueText = (text: string, path: Path) => cut(text, nodeAt(parseDocument(text).root, path)?.span);

describe('values', () => {
  it('reads block, flow and JSON alike', () => {
    const expected = { a: 1, b: { c: ['x', { d: null }] } };
    expect(read('a: 1\nb:\n  c:\n  - x\n  - d:\n')).toEqual(expected);
    expect(read('{a: 1, b: {c: [x, {d: }]}}')).toEqual(expected);
    expect(read('{"a": 1,\n\t"b": {"c": ["x", {"d": null}]}}')).toEqual(expected);
  });
  it('folds, keeps and strips', () => {
    expect(read('a: |\n  x\n   y\n\nb: >-\n  p\n  q\n\n  r\nc: |+\n  z\n\n')).toEqual({
      a: 'x\n y\n',
      b: 'p q\nr',
      c: 'z\n\n',
    });
    expect(read("a: one\n  two\n\n  three\nb: \"x\\\n  y\\n\\u00e9\"\nc: 'it''s'\n")).toEqual({
      a: 'one two\nthree',
      b: 'xy\né',
      c: "it's",
    });
  });
  it('resolves anchors and aliases, and merges the way kubectl does: the later one wins', () => {
    expect(read('a: &x {p: 1, q: 2}\nb: *x\nc:\n  <<: *x\n  q: 3\n')).toEqual({
      a: { p: 1, q: 2 },
      b: { p: 1, q: 2 },
      c: { p: 1, q: 3 },
    });
    expect(read('q: 3\n<<: {q: 2}\n')).toEqual({ q: 2 });
    expect(read('<<: [{a: 1}, {a: 2, b: 3}]\n')).toEqual({ a: 1, b: 3 });
    expect(codes('a: &x {q: 2}\nc:\n  <<: *x\n  q: 3\n')).toEqual([]);
  });
  it('turns keys into strings as sigs.k8s.io/yaml does', () => {
    expect(read('yes: a\n1: b\n0x10: c\n1.0: d\n')).toEqual({ true: 'a', 1: 'd', 16: 'c' });
  });
  it('takes the last of duplicate keys, and says so', () => {
    const document = parseDocument('a: 1\nb: 2\na: 3\n');
    expect(toJson(document.root)).toEqual({ a: 3, b: 2 });
    expect(getEntry(document.root, 'a')?.keySpan).toEqual({ start: 10, end: 11 });
    expect(document.problems).toMatchObject([
      { code: 'duplicate-key', span: { start: 10, end: 11 }, params: { key: 'a' } },
    ]);
  });
  it('reads the same key in two types as two keys, as Go does', () => {
    expect(codes('1: a\n"1": b\n')).toEqual([]);
    expect(codes('yes: a\ntrue: b\n')).toEqual(['duplicate-key']);
  });
  it('keeps JSON escapes in JSON, which kubectl reads as JSON', () => {
    expect(read('{"a": "\\/\\ud83d\\ude00"}')).toEqual({ a: '/😀' });
    expect(codes('a: "\\/"')).toEqual(['escape-unknown']);
  });
  it('reads only the first document of a slice, and tells what is left', () => {
    const document = parseDocument('a: 1\n...\nb: 2\n');
    expect(toJson(document.root)).toEqual({ a: 1 });
    expect(document.problems).toEqual([]);
    expect(document.ignored).toEqual({ start: 5, end: 14 });
    expect(parseDocument('  a: 1\nb: 2\n').ignored).toEqual({ start: 7, end: 12 });
  });
  it('knows empty documents', () => {
    for (const text of ['', '# only\n', '---\n', '--- # x\n\n', '~']) {
      expect(parseDocument(text)).toMatchObject({ root: null, problems: [] });
    }
  });
  it('starts behind a marker, a directive and a byte order mark', () => {
    expect(read('\ufeffa: 1\n')).toEqual({ a: 1 });
    expect(read('%YAML 1.1\n---\na: 1\n')).toEqual({ a: 1 });
    expect(codes('%YAML 1.2\n---\na: 1\n')).toEqual(['directive-version']);
    expect(codes('%YAML 1.1\n')).toEqual(['directive-alone']);
  });
});

describe('spans', () => {
  it('are exact in UTF-16 units, with CR LF and text beyond ASCII', () => {
    const text = '名前: 😀x\r\nb:\r\n  - "é"\r\n  - |\r\n    l1\r\n    l2\r\nc: {d: [e, f ]}\r\n';
    expect(valueText(text, ['名前'])).toBe('😀x');
    expect(valueText(text, ['b', 0])).toBe('"é"');
    expect(valueText(text, ['b', 1])).toBe('|\r\n    l1\r\n    l2');
    expect(valueText(text, ['c', 'd'])).toBe('[e, f ]');
    expect(valueText(text, ['c', 'd', 1])).toBe('f');
    expect(read(text)).toEqual({ 名前: '😀x', b: ['é', 'l1\nl2\n'], c: { d: ['e', 'f'] } });
  });
  it('give a missing value a place behind its colon or dash', () => {
    const text = 'a:\nb:\n-\n- x\n';
    expect(nodeAt(parseDocument(text).root, ['a'])?.span).toEqual({ start: 2, end: 2 });
    expect(nodeAt(parseDocument(text).root, ['b', 0])?.span).toEqual({ start: 7, end: 7 });
  });
  it('put an alias where it is used, and what it holds where it is written', () => {
    const text = 'a: &x\n  p: 1\nb: *x\n';
    const { root } = parseDocument(text);
    const alias = get(root, 'b');
    expect(alias?.alias).toBe('x');
    expect(cut(text, alias?.span)).toBe('*x');
    expect(cut(text, get(alias, 'p')?.span)).toBe('1');
  });
  it('put a merged field at its merge key', () => {
    const text = 'a: &x {p: 1}\nb:\n  <<: *x\n';
    const entry = getEntry(get(parseDocument(text).root, 'b'), 'p');
    expect(entry?.merged).toBe(true);
    expect(cut(text, entry?.keySpan)).toBe('<<');
  });
  it('span a mapping from its first key to its last value', () => {
    expect(valueText('spec:\n  a: 1\n  b: # c\n    d: 2 # e\n\nx: 1\n', ['spec'])).toBe('a: 1\n  b: # c\n    d: 2');
  });
});

describe('half-typed text keeps the rest of the tree', () => {
  it.each<[string, string, unknown, readonly string[]]>([
    ['a word among keys', 'spec:\n  a: 1\n  repl\n  b: 2\n', { spec: { a: 1, b: 2 } }, ['colon-missing']],
    ['a word as the last key', 'spec:\n  a: 1\n  repl\nx: 1\n', { spec: { a: 1 }, x: 1 }, ['colon-missing']],
    ['a word above the first key', 'spec:\n  repl\n  b: 2\nx: 1\n', { spec: { b: 2 }, x: 1 }, ['colon-missing']],
    ['a word at the top', 'repl\na: 1\n', { a: 1 }, ['colon-missing']],
    ['a second colon', 'image: nginx: 1.2 # c\nb: 1\n', { image: 'nginx: 1.2', b: 1 }, ['colon-unexpected']],
    ['a key indented too far', 'a: x\n  b: 1\nc: 2\n', { a: 'x', c: 2 }, ['colon-unexpected']],
    ['a key indented between', 'a:\n    b: 1\n  c: 2\nd: 3\n', { a: { b: 1 }, c: 2, d: 3 }, ['key-expected']],
    ['an open quote', 'a: "x\nb: "y"\nc: 1\n', { a: 'x', b: 'y', c: 1 }, ['quote-open']],
    ['an open quote at the end', "a: 1\nb: 'x", { a: 1, b: 'x' }, ['quote-open']],
    ['an open bracket', 'a: [x, z\nb: 1\n', { a: ['x', 'z'], b: 1 }, ['sequence-open']],
    [
      'an open brace',
      'm:\n  a: {x: 1, z\n  b: 1\nc: 2\n',
      { m: { a: { x: 1, z: null }, b: 1 }, c: 2 },
      ['mapping-open'],
    ],
    ['an open brace at the end', 'a: {x: 1, ', { a: { x: 1 } }, ['mapping-open']],
    ['a comma too many', '{"a": 1,, "b": 2}', { a: 1, b: 2 }, ['value-expected']],
    ['a comma missing', '{"a": 1\n "b": 2}', { a: 1, b: 2 }, ['mapping-open']],
    ['a dash behind a key', 'a: - x\nb: 1\n', { a: null, b: 1 }, ['dash-unexpected']],
    ['a key among items', 'a:\n  - x\n  b: 1\n  - z\nc: 1\n', { a: ['x', 'z'], c: 1 }, ['item-expected']],
    ['a tab', 'a:\n  b: 1\n\tc: 2\nd: 3\n', { a: { b: 1 }, d: 3 }, ['tab']],
    ['a reserved character', 'a: @x\nb: 1\n', { a: '@x', b: 1 }, ['reserved-character']],
    ['an unknown alias', 'a: *x\nb: 1\n', { a: null, b: 1 }, ['alias-unknown']],
    ['text behind a quoted value', 'a: "x" y\nb: 1\n', { a: 'x', b: 1 }, ['key-expected']],
  ])('%s', (_what, text, expected, problems) => {
    expect(read(text)).toEqual(expected);
    expect(codes(text)).toEqual(problems);
  });
});

describe('bounds', () => {
  const single = (text: string) => {
    const { problems, root } = parseDocument(text);
    expect(problems).toHaveLength(1);
    expect(root).toBeNull();
    return problems[0]?.code;
  };
  it('stops at 10,000 levels, however they are written', () => {
    expect(single('['.repeat(10_000))).toBe('too-deep');
    expect(single('- '.repeat(10_000))).toBe('too-deep');
    expect(single('{a: '.repeat(10_000))).toBe('too-deep');
    expect(single(Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''))).toBe('too-deep');
  });
  it('stops at alias bombs', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 30; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(single(lines.join('\n'))).toBe('alias-bomb');
    expect(codes('a: &x [*x]')).toEqual(['alias-inside-itself']);
  });
  it('stops at sizes that no server takes', () => {
    expect(single('a'.repeat(MAX_LENGTH + 1))).toBe('too-large');
  });
  it('is done with long broken texts in time that grows with them', () => {
    const start = performance.now();
    for (const piece of [
      'a: 1\nrepl\n',
      'a: "x\n',
      '- [a, b\n',
      '\ta: b\n',
      '{{\n',
      '{{/*\n',
      ' "a" "b"\n',
      '}',
      ']: ',
      'a: b: c ',
      '{a} ',
    ]) {
      const { problems } = parseDocument(`x: {\n${piece.repeat(10_000)}`);
      expect(problems.length).toBeLessThanOrEqual(1000);
      expect(parseDocument(piece.repeat(10_000)).text.length).toBe(piece.length * 10_000);
    }
    // each of them takes some ten milliseconds; one that is quadratic takes minutes
    expect(performance.now() - start).toBeLessThan(10_000);
  });
  it('names the first character that is not allowed', () => {
    expect(parseDocument('a: x\ufffdy\nb: \0\n').problems).toMatchObject([
      { code: 'invalid-encoding', span: { start: 4, end: 5 }, params: { character: 'U+FFFD' } },
    ]);
    expect(codes('a: "\x07"')).toEqual(['invalid-encoding']);
  });
});

describe('problems', () => {
  it.each<[string, readonly string[]]>([
    ['just text', ['not-a-mapping']],
    ['- a\n', ['not-a-mapping']],
    ['a: .inf', ['invalid-value']],
    ['.inf: 1', []],
    ['.nan: .nan', ['invalid-value']],
    ['a: !!int x', ['invalid-value']],
    ['null: 1', ['invalid-key']],
    ['? [a]\n: 1', ['invalid-key']],
    ['<<: 1', ['invalid-merge']],
    ['a: !u!x y', ['tag-handle']],
    ['a: "\\q"', ['escape-unknown']],
    ['a: |x\n  y', ['block-header']],
  ])('%j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });
  it('speak two languages', () => {
    const [problem] = parseDocument('a: 1\na: 2\n').problems;
    expect(problem?.message).toBe('The key "a" is already set in this mapping.');
    expect(problem?.messageJa).toContain('「a」');
  });
});

describe('templates', () => {
  const text = [
    'kind: StatefulSet',
    'metadata:',
    '  name: {{ include "x.name" . }}-db',
    '  labels:',
    '    {{- include "x.labels" . | nindent 4 }}',
    '    tier: "{{ .Values.tier }}"',
    'spec:',
    '{{- if .Values.replicas }}',
    '  replicas: {{ .Values.replicas }}',
    '{{- end }}',
    '  {{ .Values.key }}: x # {{ comment }}',
    '',
  ].join('\n');
  it('keep their tree, with the actions as text', () => {
    const document = parseDocument(text);
    expect(document.template).toBe(true);
    expect(document.problems).toEqual([]);
    expect(toJson(document.root)).toEqual({
      kind: 'StatefulSet',
      metadata: { name: '{{ include "x.name" . }}-db', labels: { tier: '{{ .Values.tier }}' } },
      spec: { replicas: '{{ .Values.replicas }}', '{{ .Values.key }}': 'x' },
    });
    expect(cut(text, nodeAt(document.root, ['spec', 'replicas'])?.span)).toBe('{{ .Values.replicas }}');
  });
  it('are not made by actions in comments and block scalars', () => {
    expect(parseDocument('a: |\n  {{ x }}\nb: 1 # {{ y }}\n# {{ z }}\n').template).toBe(false);
    expect(parseDocument('a: |\n  x\nb: {{ y }}\n').template).toBe(true);
    expect(parseDocument('a: {b: {c: {}}}\n').template).toBe(false);
  });
  it('may hold actions of several lines', () => {
    const document = parseDocument('{{- /* a\n b: c */ -}}\na: {{ dict\n  "x" 1 }}\nb: 2\n');
    expect(document.template).toBe(true);
    expect(Object.keys(toJson(document.root) as object)).toEqual(['a', 'b']);
  });
});
