import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'node-name-in-template';
const PINNED = daemonSet('', '      nodeName: n7\n');

it('finds the one node of a DaemonSet', () => {
  expect(findingsOf(id, PINNED)).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.nodeName', marked: 'n7' },
  ]);
});
it('lifts it, or selects the node by its label', () => {
  const fixes = findingsOf(id, PINNED)[0]?.fixes ?? [];
  expect(fixes.map(({ preferred }) => preferred)).toEqual([false, false]);
  expect(fixes[0]?.result).toBe(daemonSet());
  expect(fixes[1]?.result).toContain('kubernetes.io/hostname: n7');
  for (const { result } of fixes) expect(findingsOf(id, result)).toEqual([]);
});
it('takes a daemon without it, and leaves sets to another rule', () => {
  expect(findingsOf(id, daemonSet())).toEqual([]);
  expect(findingsOf(id, statefulSet('', '      nodeName: n7\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${PINNED} "`)).toEqual([]);
});
