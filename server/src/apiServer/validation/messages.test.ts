import { describe, expect, it } from 'vitest';
import type { Json } from '../judgement';
import { child, elsewhere, fieldOf, index, key, nameOf, oddly, pathOf, ROOT } from './fieldPath';
import { type ValidatedKind, validate } from './index';
import { MESSAGES } from './messages';
import { fill } from './report';
import { changed } from './testing/table';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('sentences', () => {
  it.each(Object.entries(MESSAGES))('%s says the same in both languages', (_key, [check, , en, ja]) => {
    expect(check).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(placeholders(ja)).toEqual(placeholders(en));
    expect(en).toMatch(/[.]$|`\.$/);
    expect(ja).toMatch(/[。）]$/);
  });

  it('leave no placeholder open', () => {
    const release = { major: 1, minor: 37, patch: 2 };
    const object = changed('DaemonSet', {
      'metadata.name': '',
      'spec.selector.matchLabels': { app: 'api' },
      '~.tolerations': [{}],
      '@.ports': [{}],
      '@.resources': { requests: { memory: '2', 'example.com/x': '1' }, limits: { memory: '1' } },
    });
    const { errors } = validate(object, 'DaemonSet', { release });
    expect(errors.length).toBeGreaterThan(5);
    for (const { detail, detailJa } of errors) {
      expect(detail).not.toMatch(/\{\w+\}/);
      expect(detailJa).not.toMatch(/\{\w+\}/);
    }
  });

  it('fill in only what they are given', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
    expect(fill('{a}', { a: '{b}', b: 'x' })).toBe('{b}');
  });
});

describe('paths', () => {
  it('are spelled for the server and walked by a person', () => {
    const template = child(ROOT, 'spec', 'template');
    const labels = oddly(template, '.labels', ['metadata', 'labels']);
    expect(fieldOf(labels)).toBe('spec.template.labels');
    expect(pathOf(labels)).toEqual(['spec', 'template', 'metadata', 'labels']);
    const selector = key(child(template, 'spec', 'nodeSelector'), 'a.b/c');
    expect(fieldOf(selector)).toBe('spec.template.spec.nodeSelector[a.b/c]');
    const claim = child(
      elsewhere(child(template, 'spec', 'volumes'), '[0]', ['spec', 'volumeClaimTemplates', 2]),
      'name',
    );
    expect(fieldOf(claim)).toBe('spec.template.spec.volumes[0].name');
    expect(pathOf(claim)).toEqual(['spec', 'volumeClaimTemplates', 2, 'name']);
    expect(nameOf(pathOf(index(child(ROOT, 'spec', 'searches'), 1)))).toBe('searches[1]');
    expect(fieldOf(ROOT)).toBe('');
  });
});

/** Puts another value at every place of the object in turn. */
function* mutants(object: Json, values: readonly Json[]): Generator<Json> {
  if (typeof object !== 'object' || object === null) return;
  for (const [name, value] of Object.entries(object as Record<string, Json>)) {
    const put = (replacement: Json): Json =>
      Array.isArray(object)
        ? object.map((item: Json, i) => (String(i) === name ? replacement : item))
        : { ...(object as Record<string, Json>), [name]: replacement };
    for (const replacement of values) yield put(replacement);
    for (const inner of mutants(value, values)) yield put(inner);
  }
}

describe('odd shapes', () => {
  it.each<ValidatedKind>(['DaemonSet', 'StatefulSet'])('of a %s never throw', (kind) => {
    const full = changed(kind, {
      '~.volumes': [{ name: 'v', projected: { sources: [{ secret: { items: [{}] } }] } }],
      '~.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution': [
        { labelSelector: { matchLabels: { a: 'b' } } },
      ],
      '@.env': [{ name: 'A', valueFrom: { fieldRef: {} } }],
      '@.resources': { limits: { cpu: 1 } },
      '@.ports': [{ containerPort: 80 }],
    });
    const release = { major: 1, minor: 37, patch: 2 };
    let count = 0;
    for (const mutant of mutants(full, [null, 0, '', 'x', true, [], {}, [null], [[]], { a: null }])) {
      expect(Array.isArray(validate(mutant, kind, { release }).errors)).toBe(true);
      count++;
    }
    expect(count).toBeGreaterThan(500);
    for (const root of [null, 0, '', [], {}]) expect(validate(root, kind, { release }).errors).not.toEqual([]);
  });
});
