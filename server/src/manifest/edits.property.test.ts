import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { appendItem, applyEdits, insertEntry, removeEntry, renameKey, setValue } from './edits';
import { type PlainValue, toJson } from './json';
import { nodeAt } from './navigation';
import type { Path } from './node';
import { parseDocument } from './parse';

type Mutable = null | boolean | number | string | Mutable[] | { [key: string]: Mutable };

const key = fc.oneof(
  fc.constantFrom(
    'name',
    'image',
    'kubernetes.io/arch',
    'app',
    'a b',
    'yes',
    '1',
    'null',
    '<<',
    'é',
    "it's",
    '{x}',
    '- a',
    '#c',
  ),
  fc.string({ minLength: 1, maxLength: 6 }),
);
const text = fc.oneof(
  fc.constantFrom(
    'web',
    'true',
    '0755',
    '1.5',
    '',
    ' x',
    'a: b',
    'a #b',
    '- a',
    '|',
    'two\nlines',
    'two\nlines\n',
    '\n',
    '"q"',
    "'",
    '---',
    '[',
    '日本',
    '😀',
    '-f',
    '--flag=1',
    '...',
    'y',
    '0x1F',
    '1_000',
    '{{ x }}',
    'a,b',
    'a?',
  ),
  fc.string({ maxLength: 8, unit: 'binary' }),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const value: fc.Arbitrary<Mutable> = fc.letrec<{ value: Mutable }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
const object = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

/** A text of the value in one of the ways people write it. */
const written = fc
  .record({
    object,
    form: fc.constantFrom('block', 'indented', 'flow', 'json', 'json-lines', 'quoted'),
    crlf: fc.boolean(),
    comments: fc.boolean(),
  })
  .map(({ object, form, crlf, comments }) => {
    let text: string;
    if (form === 'json') text = JSON.stringify(object);
    else if (form === 'json-lines') text = JSON.stringify(object, null, 2);
    else {
      text = stringify(object, {
        version: '1.1',
        lineWidth: 0,
        indentSeq: form === 'indented',
        collectionStyle: form === 'flow' ? 'flow' : 'any',
        ...(form === 'quoted' ? { defaultStringType: 'QUOTE_SINGLE' as const } : {}),
      });
    }
    if (comments && form === 'block') text = text.replace(/^(\w+): (\w+)$/gm, '$1: $2 # why\n# above the next');
    if (crlf) text = text.replaceAll('\n', '\r\n');
    return text;
  })
  // only texts that are read as a mapping without a problem are edited
  .map((text) => ({ text, document: parseDocument(text) }))
  .filter(({ document }) => document.problems.length === 0 && document.root?.kind === 'mapping' && !document.template);

function pathsOf(root: PlainValue): Path[] {
  const found: Path[] = [];
  const step = (at: PlainValue, path: Path): void => {
    if (path.length > 0) found.push(path);
    if (Array.isArray(at)) for (const [i, item] of at.entries()) step(item as PlainValue, [...path, i]);
    else if (typeof at === 'object' && at !== null) for (const [k, v] of Object.entries(at)) step(v, [...path, k]);
  };
  step(root, []);
  return found;
}

function clone(value: PlainValue): Mutable {
  if (Array.isArray(value)) return value.map(clone);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clone(v)]));
  }
  return typeof value === 'bigint' ? Number(value) : (value as Mutable);
}

/** The plain value with a change made to what holds the last step of a path. */
function changed(root: PlainValue, path: Path, change: (holder: Mutable, step: string | number) => void): Mutable {
  const copy = clone(root);
  let at: Mutable = copy;
  for (const step of path.slice(0, -1)) at = (at as Record<string, Mutable>)[String(step)] ?? null;
  const last = path.at(-1);
  if (last !== undefined) change(at, last);
  return copy;
}

function holder(at: Mutable): Record<string, Mutable> {
  return at as Record<string, Mutable>;
}

const runs = { numRuns: 60, seed: 20_261_124 };

describe('edits read back as the intended value', () => {
  it('setValue', () => {
    fc.assert(
      fc.property(written, fc.nat(), value, ({ text, document }, pick, wanted) => {
        const paths = pathsOf(toJson(document.root));
        const path = paths[pick % paths.length];
        if (path === undefined) return fc.pre(false);
        const edits = setValue(document, path, wanted);
        if (edits === null) return fc.pre(false);
        const after = parseDocument(applyEdits(text, edits));
        fc.pre(!after.template);
        expect(after.problems).toEqual([]);
        const expected = changed(toJson(document.root), path, (at, step) => {
          holder(at)[String(step)] = wanted;
        });
        expect(clone(toJson(after.root))).toEqual(normal(expected));
      }),
      runs,
    );
  });

  it('removeEntry takes the only field away in one edit', () => {
    const document = parseDocument('a:\n  b:\n    c: 1\nd: 2\n');
    const edits = removeEntry(document, ['a', 'b', 'c']) ?? [];
    expect(edits).toHaveLength(1);
    expect(applyEdits(document.text, edits)).toBe('a:\n  b: {}\nd: 2\n');
  });
  it('removeEntry', () => {
    fc.assert(
      fc.property(written, fc.nat(), ({ text, document }, pick) => {
        const paths = pathsOf(toJson(document.root));
        const path = paths[pick % paths.length];
        if (path === undefined) return fc.pre(false);
        const edits = removeEntry(document, path);
        if (edits === null) return fc.pre(false);
        const after = parseDocument(applyEdits(text, edits));
        fc.pre(!after.template);
        expect(after.problems).toEqual([]);
        const expected = changed(toJson(document.root), path, (at, step) => {
          if (Array.isArray(at)) at.splice(Number(step), 1);
          else delete holder(at)[String(step)];
        });
        expect(clone(toJson(after.root))).toEqual(expected);
      }),
      runs,
    );
  });

  it('insertEntry, at the end, first, or behind another key', () => {
    fc.assert(
      fc.property(
        written,
        fc.nat(),
        key,
        value,
        fc.constantFrom('end', 'first', 'after'),
        ({ text, document }, pick, name, wanted, where) => {
          const json = toJson(document.root);
          const maps = [[], ...pathsOf(json)].filter((path) => nodeAt(document.root, path)?.kind === 'mapping');
          const path = maps[pick % maps.length] ?? [];
          const node = nodeAt(document.root, path);
          if (node?.kind !== 'mapping' || node.entries.some((entry) => entry.merged)) return fc.pre(false);
          const other = node.entries[0]?.key;
          const options =
            where === 'first' ? { after: null } : where === 'after' && other !== undefined ? { after: other } : {};
          const edits = insertEntry(document, path, name, wanted, options);
          if (edits === null) return fc.pre(false);
          const after = parseDocument(applyEdits(text, edits));
          fc.pre(!after.template);
          expect(after.problems).toEqual([]);
          const expected = changed(json, [...path, name], (at, step) => {
            holder(at)[String(step)] = wanted;
          });
          expect(clone(toJson(after.root))).toEqual(normal(expected));
          const order = nodeAt(after.root, path);
          if (order?.kind === 'mapping' && where === 'first') expect(order.entries[0]?.key).toBe(name);
          if (order?.kind === 'mapping' && options.after !== undefined && where === 'after')
            expect(order.entries[1]?.key).toBe(name);
        },
      ),
      runs,
    );
  });

  it('appendItem', () => {
    fc.assert(
      fc.property(written, fc.nat(), value, ({ text, document }, pick, wanted) => {
        const json = toJson(document.root);
        const lists = pathsOf(json).filter((path) => nodeAt(document.root, path)?.kind === 'sequence');
        if (lists.length === 0) return fc.pre(false);
        const path = lists[pick % lists.length] ?? [];
        const edits = appendItem(document, path, wanted);
        if (edits === null) return fc.pre(false);
        const after = parseDocument(applyEdits(text, edits));
        fc.pre(!after.template);
        expect(after.problems).toEqual([]);
        const expected = changed(json, [...path, 0], (at) => {
          if (Array.isArray(at)) at.push(wanted);
        });
        expect(clone(toJson(after.root))).toEqual(normal(expected));
      }),
      runs,
    );
  });

  it('renameKey', () => {
    fc.assert(
      fc.property(written, fc.nat(), key, ({ text, document }, pick, name) => {
        const json = toJson(document.root);
        const keyed = pathsOf(json).filter((path) => typeof path.at(-1) === 'string');
        const path = keyed[pick % keyed.length] ?? [];
        const holding = nodeAt(document.root, path.slice(0, -1));
        if (holding?.kind !== 'mapping' || holding.entries.some((entry) => entry.key === name)) return fc.pre(false);
        const edits = renameKey(document, path, name);
        if (edits === null) return fc.pre(false);
        const after = parseDocument(applyEdits(text, edits));
        fc.pre(!after.template);
        expect(after.problems).toEqual([]);
        const expected = changed(json, path, (at, step) => {
          const map = holder(at);
          const moved = map[String(step)] ?? null;
          delete map[String(step)];
          map[name] = moved;
        });
        expect(clone(toJson(after.root))).toEqual(normal(expected));
      }),
      runs,
    );
  });
});

/** As JSON has it: no negative zero. */
function normal(value: Mutable): Mutable {
  return JSON.parse(JSON.stringify(value)) as Mutable;
}
