import { describe, expect, it } from 'vitest';
import type { Json } from '../apiServer/index';
import { fulfils, unmet } from './selectors';

describe('unmet', () => {
  const labels = { app: 'web', tier: 'front' };
  it('names what the labels lack', () => {
    expect(unmet({ matchLabels: { app: 'web', tier: 'back' } }, labels)).toEqual([
      { key: 'tier', operator: 'In', values: ['back'], actual: 'front' },
    ]);
  });
  it('reads expressions', () => {
    const selector = (operator: string, values?: string[]) => ({
      matchExpressions: [{ key: 'app', operator, ...(values ? { values } : {}) }],
    });
    expect(unmet(selector('In', ['db', 'web']), labels)).toEqual([]);
    expect(unmet(selector('NotIn', ['web']), labels)).toHaveLength(1);
    expect(unmet(selector('Exists'), labels)).toEqual([]);
    expect(unmet(selector('DoesNotExist'), labels)).toHaveLength(1);
    expect(unmet(selector('Sometimes'), labels)).toEqual([]);
  });
  it('does not take an inherited property for a label', () => {
    expect(unmet({ matchLabels: { constructor: 'x' } }, {})).toHaveLength(1);
  });
  it('survives what is no selector', () => {
    expect(unmet(null, {})).toEqual([]);
    expect(unmet(['a'], {})).toEqual([]);
  });
});

it('fulfils a selector when nothing of it is unmet', () => {
  const labels = { app: 'web', tier: 'front' };
  const selectors: readonly Json[] = [
    {},
    { matchLabels: { app: 'web' } },
    { matchLabels: { app: 'db' } },
    { matchLabels: { constructor: 'x' } },
    { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
    { matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
  ];
  expect(selectors.map((each) => fulfils(labels, each))).toEqual([true, true, false, false, false, true]);
  for (const each of selectors) expect(fulfils(labels, each)).toBe(unmet(each, labels).length === 0);
});
