import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-max-unavailable-all';
const budget = (value: string, pod = '') =>
  daemonSet(`  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: ${value}\n`, pod);
const nodes = ['a', 'b', 'c']
  .map(
    (name) =>
      `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {disk: ${name === 'a' ? 'ssd' : 'hdd'}}\n`,
  )
  .join('---\n');

it('finds a share of all nodes', () => {
  expect(findingsOf(id, budget('100%'))).toMatchObject([
    { category: 'risk', field: 'spec.updateStrategy.rollingUpdate.maxUnavailable', marked: '100%' },
  ]);
});
it('finds a share that leaves next to nothing', () => {
  expect(findingsOf(id, budget('95%'))[0]?.message).toContain('nearly all');
  expect(findingsOf(id, budget('50%'))).toEqual([]);
});
it('finds a number, and a share that is rounded up, of the nodes that are known', () => {
  expect(findingsOf(id, budget('3'), { others: nodes })[0]?.message).toContain('all 3 nodes');
  expect(findingsOf(id, budget('70%'), { others: nodes })).toHaveLength(1);
  expect(findingsOf(id, budget('2', '      nodeSelector: {disk: hdd}\n'), { others: nodes })).toHaveLength(1);
});
it('takes less, one node, and numbers where no node is known', () => {
  expect(findingsOf(id, budget('2'), { others: nodes })).toEqual([]);
  expect(findingsOf(id, budget('1', '      nodeSelector: {disk: ssd}\n'), { others: nodes })).toEqual([]);
  expect(findingsOf(id, budget('50'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent under OnDelete', () => {
  expect(findingsOf(id, budget('100%').replace('    rolling', '    type: OnDelete\n    rolling'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${budget('100%')}  "`)).toEqual([]);
});
