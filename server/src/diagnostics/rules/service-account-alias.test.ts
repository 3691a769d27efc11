import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'service-account-alias';

it('finds the alias and renames it', () => {
  const [finding] = findingsOf(id, statefulSet('', '      serviceAccount: web\n'));
  expect(finding).toMatchObject({ category: 'style', field: 'spec.template.spec.serviceAccount' });
  expect(finding?.fixes).toMatchObject([
    { preferred: true, result: statefulSet('', '      serviceAccountName: web\n') },
  ]);
});
it('removes it beside the name', () => {
  const [finding] = findingsOf(id, statefulSet('', '      serviceAccount: old\n      serviceAccountName: web\n'));
  expect(finding?.fixes[0]?.result).toBe(statefulSet('', '      serviceAccountName: web\n'));
});
it('takes the name alone', () => {
  expect(findingsOf(id, statefulSet('', '      serviceAccountName: web\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', '      serviceAccount: web\n')} "`)).toEqual([]);
});
