import { describe, expect, it } from 'vitest';
import { unmet } from './selectors';

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
