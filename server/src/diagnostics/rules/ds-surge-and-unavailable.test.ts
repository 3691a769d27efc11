import { expect, it } from 'vitest';
import { daemonSet, findingsOf, summary } from '../testing';

const id = 'ds-surge-and-unavailable';
const strategy = (block: string) => daemonSet(`  updateStrategy:\n    rollingUpdate: ${block}\n`);

it('finds both numbers, or a surge beside the default', () => {
  expect(findingsOf(id, strategy('{maxSurge: 1, maxUnavailable: 25%}'))).toMatchObject([
    { category: 'rejected', field: 'spec.updateStrategy.rollingUpdate.maxSurge' },
  ]);
  const [defaulted] = findingsOf(id, strategy('{maxSurge: 1}'));
  expect(defaulted?.message).toContain('maxUnavailable written as 0');
});
it('finds that neither is above 0', () => {
  expect(findingsOf(id, strategy('{maxSurge: 0, maxUnavailable: 0}'))).toMatchObject([
    { field: 'spec.updateStrategy.rollingUpdate.maxUnavailable' },
  ]);
});
it('takes one of them', () => {
  expect(summary(strategy('{maxSurge: 1, maxUnavailable: 0}'))).toEqual([]);
  expect(summary(strategy('{maxSurge: 0%, maxUnavailable: 25%}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, strategy('{maxSurge: 1, maxUnavailable: 1'))).toEqual([]);
});
it.each(['{maxSurge: 1}', '{maxSurge: 1, maxUnavailable: 1}', '{maxUnavailable: 0}'])('mends %s', (block) => {
  const fixes = findingsOf(id, strategy(block))[0]?.fixes ?? [];
  expect(fixes[0]?.preferred).toBe(true);
  for (const { result } of fixes) expect(summary(result)).toEqual([]);
});
