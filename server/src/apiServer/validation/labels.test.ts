import { describe, expect, it } from 'vitest';
import { matchSelector } from './labels';
import { expected, type Row, refusals } from './testing/table';

const MISMATCH = 'spec.template.metadata.labels Invalid';

const ROWS: readonly Row[] = [
  ['a label value with a space', { 'metadata.labels': { a: 'b c' } }, ['metadata.labels Invalid']],
  ['an empty label value', { 'metadata.labels': { a: '' } }, []],
  ['a label key with an empty prefix', { 'metadata.labels': { '/a': 'b' } }, ['metadata.labels Invalid']],
  ['a label key with a prefix', { 'metadata.labels': { 'example.com/a': 'b' } }, []],
  ['a label key in an upper case domain', { 'metadata.labels': { 'Example.com/a': 'b' } }, ['metadata.labels Invalid']],
  ['an annotation key in an upper case domain', { 'metadata.annotations': { 'Example.com/a': 'b' } }, []],
  ['a label value of 64 characters', { 'metadata.labels': { a: 'x'.repeat(64) } }, ['metadata.labels Invalid']],
  ['a label value of 63 characters', { 'metadata.labels': { a: 'x'.repeat(63) } }, []],
  [
    'annotations of more than 256 KiB',
    { 'metadata.annotations': { a: 'x'.repeat(262144) } },
    ['metadata.annotations TooLong'],
  ],
  [
    'a bad template label',
    { 'spec.template.metadata.labels': { app: 'web', a: '-' } },
    ['spec.template.labels Invalid'],
  ],
  ['no template labels', { 'spec.template.metadata.labels': undefined }, [MISMATCH]],
  ['a DaemonSet without selector', { 'spec.selector': undefined }, [MISMATCH]],
  [
    'a StatefulSet without selector',
    { 'spec.selector': undefined },
    ['spec.selector Required', MISMATCH],
    { kind: 'StatefulSet' },
  ],
  ['an empty selector', { 'spec.selector': {} }, ['spec.selector Invalid']],
  ['an empty selector of a StatefulSet', { 'spec.selector': {} }, ['spec.selector Invalid'], { kind: 'StatefulSet' }],
  [
    'In without values',
    { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'In' }] } },
    ['spec.selector.matchExpressions[0].values Required'],
  ],
  [
    'In without values in a StatefulSet, whose template goes unread',
    { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'In' }] }, '@.image': '' },
    ['spec.selector.matchExpressions[0].values Required', 'spec.selector Invalid'],
    { kind: 'StatefulSet' },
  ],
  [
    'Exists with values',
    { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['a'] }] } },
    ['spec.selector.matchExpressions[0].values Forbidden'],
  ],
  [
    'an unknown operator',
    { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'Equals' }] } },
    ['spec.selector.matchExpressions[0].operator Invalid'],
  ],
  ['Exists', { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }, []],
  [
    'NotIn that the template breaks',
    { 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } },
    [MISMATCH],
  ],
];

describe('labels and selectors', () => {
  for (const [title, changes, want, conditions] of ROWS) {
    it(title, () => {
      expect(refusals(changes, conditions)).toEqual(expected(...want));
    });
  }

  it('knows what a selector matches', () => {
    const labels = { app: 'web', tier: 'front' };
    expect(matchSelector(undefined, labels)).toBe('differs');
    expect(matchSelector({}, labels)).toBe('matches');
    expect(matchSelector({ matchLabels: { app: 'web' } }, labels)).toBe('matches');
    expect(matchSelector({ matchLabels: { app: 'api' } }, labels)).toBe('differs');
    expect(matchSelector({ matchLabels: { app: 'a b' } }, labels)).toBe('invalid');
    expect(matchSelector({ matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, labels)).toBe('matches');
    expect(matchSelector({ matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, labels)).toBe(
      'matches',
    );
  });
});
