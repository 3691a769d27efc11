import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'volume-mode-decimal';
const set = (mode: string) =>
  statefulSet(
    '',
    `      volumes:\n      - name: keys\n        secret:\n          secretName: keys\n          defaultMode: ${mode}\n`,
  );

it('finds octal digits that are read as a decimal number, and mends them', () => {
  const [finding, ...more] = findingsOf(id, set('400'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.volumes[0].secret.defaultMode',
    marked: '400',
  });
  expect(finding?.message).toContain('the mode 0620');
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set('256') });
});
it('finds them in items', () => {
  const items =
    '      volumes:\n      - name: keys\n        secret:\n          secretName: keys\n          items:\n          - key: a\n            path: a\n            mode: 440\n';
  expect(findingsOf(id, statefulSet('', items))).toMatchObject([
    { field: 'spec.template.spec.volumes[0].secret.items[0].mode' },
  ]);
});
it.each([['0400'], ['256'], ['420'], ['0444'], ['292']])('takes %s', (mode) => {
  expect(findingsOf(id, set(mode))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('400')}x: "`)).toEqual([]);
});
