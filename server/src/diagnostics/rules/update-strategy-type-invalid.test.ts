import { expect, it } from 'vitest';
import { daemonSet, findingsOf, refusals, statefulSet } from '../testing';

const id = 'update-strategy-type-invalid';
const type = (name: string) => `  updateStrategy:\n    type: ${name}\n`;

it('finds an unknown type, in both kinds', () => {
  expect(findingsOf(id, statefulSet(type('Rolling')))).toMatchObject([{ category: 'rejected', marked: 'Rolling' }]);
  expect(findingsOf(id, daemonSet(type('rollingUpdate')))).toMatchObject([{ marked: 'rollingUpdate' }]);
});
it('knows where Recreate comes from', () => {
  expect(findingsOf(id, daemonSet(type('Recreate')))[0]?.message).toContain('Deployments');
  expect(findingsOf(id, statefulSet(type('Recreate')), { version: '1.37' })[0]?.message).toContain('feature gate');
  expect(findingsOf(id, statefulSet(type('Recreate')), { version: '1.36' })[0]?.message).toContain('Deployments');
});
it('takes the two that there are', () => {
  expect(refusals(statefulSet(type('RollingUpdate')))).toEqual([]);
  expect(refusals(daemonSet(type('OnDelete')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, statefulSet(type('"Rolling')))).toEqual([]);
});
it('offers the one that is meant, else both', () => {
  const near = findingsOf(id, statefulSet(type('rollingupdate')))[0]?.fixes ?? [];
  expect(near).toMatchObject([{ preferred: true, result: statefulSet(type('RollingUpdate')) }]);
  const far = findingsOf(id, daemonSet(type('Recreate')))[0]?.fixes ?? [];
  expect(far.map((fix) => fix.preferred)).toEqual([false, false]);
  for (const { result } of far) expect(refusals(result)).toEqual([]);
});
