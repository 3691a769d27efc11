import { expect, test } from 'vitest';
import { matchesLabels, matchesNodeTerms } from './selectors';

test('label selectors', () => {
  const labels = { app: 'web', tier: 'front' };
  expect(matchesLabels({}, labels)).toBe(true);
  expect(matchesLabels({ matchLabels: { app: 'web' } }, labels)).toBe(true);
  expect(matchesLabels({ matchLabels: { app: 'db' } }, labels)).toBe(false);
  const one = (operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', key: string, values: string[] = []): boolean =>
    matchesLabels({ matchExpressions: [{ key, operator, values }] }, labels);
  expect([one('In', 'app', ['web']), one('In', 'zone', ['a']), one('NotIn', 'app', ['web'])]).toEqual([
    true,
    false,
    false,
  ]);
  expect([one('NotIn', 'zone', ['a']), one('Exists', 'tier'), one('DoesNotExist', 'tier')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(matchesLabels({ matchLabels: { constructor: 'x' } }, {})).toBe(false);
});

test('node selector terms are alternatives, and an empty term matches nothing', () => {
  const labels = { zone: 'a', cores: '8' };
  expect(matchesNodeTerms([], 'n', labels)).toBe(false);
  expect(matchesNodeTerms([{}], 'n', labels)).toBe(false);
  expect(
    matchesNodeTerms(
      [
        { matchExpressions: [{ key: 'zone', operator: 'In', values: ['b'] }] },
        { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['4'] }] },
      ],
      'n',
      labels,
    ),
  ).toBe(true);
  expect(matchesNodeTerms([{ matchExpressions: [{ key: 'cores', operator: 'Lt', values: ['8'] }] }], 'n', labels)).toBe(
    false,
  );
  expect(matchesNodeTerms([{ matchExpressions: [{ key: 'zone', operator: 'Gt', values: ['4'] }] }], 'n', labels)).toBe(
    false,
  );
  expect(
    matchesNodeTerms([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n'] }] }], 'n', labels),
  ).toBe(true);
  expect(
    matchesNodeTerms([{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['m'] }] }], 'n', labels),
  ).toBe(false);
});
