import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'scheduling-gates-in-template';
const GATED = daemonSet('', '      schedulingGates:\n        - name: example.com/quota\n');

it('finds gates, and takes them away', () => {
  const [finding] = findingsOf(id, GATED);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.schedulingGates' });
  expect(finding?.message).toContain('example.com/quota');
  expect(finding?.fixes[0]?.result).toBe(daemonSet());
});
it('takes a template without them', () => {
  expect(findingsOf(id, daemonSet())).toEqual([]);
  expect(findingsOf(id, daemonSet('', '      schedulingGates: []\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${GATED} "`)).toEqual([]);
});
