import { describe, expect, it } from 'vitest';
import { contextAt, pathAtOffset } from './context';
import { parseDocument } from './parse';
import { formatPath } from './path';

/** The context at the `|` of a text, as one line: what is expected, where, what is typed, what is replaced. */
function at(marked: string) {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const context = contextAt(parseDocument(text), offset);
  if (context === null) return null;
  const { expects, path, prefix, replaceSpan, existingKeys } = context;
  const keys = existingKeys.length > 0 ? ` beside ${existingKeys.join(',')}` : '';
  return `${expects} ${formatPath(path)} "${prefix}" for "${text.slice(replaceSpan.start, replaceSpan.end)}"${keys}`;
}

describe('contextAt in block style', () => {
  it.each<[string, string | null]>([
    ['¦', 'key  "" for ""'],
    ['ki¦', 'key  "ki" for "ki"'],
    ['kind: ¦', 'value kind "" for ""'],
    ['kind: Sta¦tefulSet # c', 'value kind "Sta" for "StatefulSet"'],
    ['spec:\n  ¦', 'key spec "" for ""'],
    ['spec:\n  a: 1\n  ¦\n  b: 1\n', 'key spec "" for "" beside a,b'],
    ['spec:\n  a: 1\n  re¦\n  b: 1\n', 'key spec "re" for "re" beside a,b'],
    ['spec:\n  re¦plicas: 3\n  b: 1\n', 'key spec "re" for "replicas" beside b'],
    ['spec:\n  a:\n    b: 1\n¦', 'key  "" for "" beside spec'],
    ['spec:\n  a:\n    b: 1\n\n  ¦', 'key spec "" for "" beside a'],
    ['spec:\n  a:\n    b: 1\n    ¦', 'key spec.a "" for "" beside b'],
    ['cs:\n- name: x\n  ¦', 'key cs[0] "" for "" beside name'],
    ['cs:\n- name: x\n- na¦', 'item cs[1] "na" for "na"'],
    ['cs:\n- name: x\n- na¦: y', 'key cs[1] "na" for "na"'],
    ['cs:\n- name: x\n- ¦', 'item cs[1] "" for ""'],
    ['cs:\n- name: x\n-¦', 'item cs[1] "" for ""'],
    ['cs:\n- name: x\n¦', 'key  "" for "" beside cs'],
    ['cs:\n  - name: x\n  ¦', 'item cs[1] "" for ""'],
    ['cs:\n  - name: x\n    ports:\n      - a: 1\n        ¦', 'key cs[0].ports[0] "" for "" beside a'],
    ['cs:\n  - name: x\n    image: ng¦\n', 'value cs[0].image "ng" for "ng"'],
    ['a:\n- - x\n  - ¦', 'item a[0][1] "" for ""'],
    ['m:\n  "a.b/c":\n    ¦', 'key m[a.b/c] "" for ""'],
    ['a: |\n  x\n  ¦y\nb: 1\n', null],
    ['a: |\n  x\nb: ¦1\n', 'value b "" for "1"'],
    ['a: 1 # c¦', null],
    ['# ¦', null],
    ['a:¦', 'value a "" for ""'],
    ['a: 1\n---\n', null],
  ])('%j', (text, expected) => {
    if (text.includes('¦')) expect(at(text)).toBe(expected);
    else expect(contextAt(parseDocument(text), text.length - 1)).toBe(expected);
  });
  it('asks for a blank behind a colon or dash', () => {
    expect(contextAt(parseDocument('a:'), 2)?.needsSpace).toBe(true);
    expect(contextAt(parseDocument('a: '), 3)?.needsSpace).toBe(false);
    expect(contextAt(parseDocument('a:\n-'), 4)?.needsSpace).toBe(true);
  });
});

describe('contextAt in flow style', () => {
  it.each<[string, string | null]>([
    ['a: {x: 1, ¦}', 'key a "" for "" beside x'],
    ['a: {x: 1, yy¦: 2}', 'key a "yy" for "yy" beside x'],
    ['a: {x: ¦1, z: 2}', 'value a.x "" for "1"'],
    ['a: {x: b¦c}', 'value a.x "b" for "bc"'],
    ['a: [x, ¦]', 'item a[1] "" for ""'],
    ['a: [{b: 1}, {¦}]', 'key a[1] "" for ""'],
    ['a: {x: 1, y¦\nb: 1\n', 'key a "y" for "y" beside x'],
    ['{"a": {"b": [1, {"c": "d¦"}]}}', 'value a.b[1].c ""d" for ""d""'],
    ['{"a": 1, "¦"}', 'key  """ for """" beside a'],
    ['{\n  "a": 1,\n  ¦\n}', 'key  "" for "" beside a'],
    ['a: {b: 1}¦', 'value a "{b: 1}" for "{b: 1}"'],
  ])('%j', (text, expected) => {
    expect(at(text)).toBe(expected);
  });
});

describe('pathAtOffset', () => {
  const place = (marked: string) => {
    const offset = marked.indexOf('¦');
    const { where, path } = pathAtOffset(parseDocument(marked.replace('¦', '')), offset);
    return `${where} ${formatPath(path)}`;
  };
  it.each<[string, string]>([
    ['spec:\n  repli¦cas: 3\n', 'key spec.replicas'],
    ['spec:\n  replicas: ¦3\n', 'value spec.replicas'],
    ['spec:\n  replicas: 3¦\n', 'value spec.replicas'],
    ['cs:\n- image: ngi¦nx\n', 'value cs[0].image'],
    ['cs: [{image: n¦ginx}]\n', 'value cs[0].image'],
    ['a: |\n  te¦xt\n', 'value a'],
    ['a: &x {b: 1}\nc: *¦x\n', 'value c'],
    ['spec:\n  a: 1\n  ¦\nb: 1\n', 'gap spec'],
    ['spec:\n  a:\n    b: 1\n¦\nc: 1\n', 'gap '],
    ['spec:\n  a:\n    b: 1\n    ¦\nc: 1\n', 'gap spec.a'],
    ['spec:\n  a:¦   1', 'gap spec.a'],
  ])('%j', (text, expected) => {
    expect(place(text)).toBe(expected);
  });
});
