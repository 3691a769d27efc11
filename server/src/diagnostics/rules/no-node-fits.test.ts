import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'no-node-fits';
const node = (name: string, labels: string, more = '') =>
  `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n  labels: {${labels}}\n${more}---\n`;
const others = node('a1', 'pool: databases, disk: hdd') + node('b1', 'pool: general, disk: ssd');
const selector = (entries: string) => daemonSet('', `      nodeSelector: {${entries}}\n`);
const term = (...expressions: string[]) =>
  statefulSet(
    '',
    `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions: [${expressions.map((each) => `{${each}}`).join(', ')}]\n`,
  );

it('finds a label that no node has, and the near one', () => {
  const [finding] = findingsOf(id, selector('pool: database'), { others });
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.nodeSelector.pool',
    marked: 'database',
  });
  expect(finding?.fixes[0]?.result).toBe(selector('pool: databases'));
  expect(findingsOf(id, selector('pools: general'), { others })[0]?.fixes[0]?.result).toBe(selector('pool: general'));
});
it('finds conditions that no node meets at once, and an expression that none meets', () => {
  expect(findingsOf(id, selector('pool: databases, disk: ssd'), { others })).toMatchObject([
    { field: 'spec.template.spec.nodeSelector' },
  ]);
  expect(findingsOf(id, term('key: gpu, operator: Exists'), { others })[0]?.field).toMatch(/matchExpressions\[0\]$/);
});
it('finds taints of every node that is selected', () => {
  const tainted = node('a1', 'pool: gpu', 'spec: {taints: [{key: gpu, effect: NoSchedule}]}\n');
  const text = statefulSet('', '      nodeSelector: {pool: gpu}\n');
  const [finding] = findingsOf(id, text, { others: tainted + others });
  expect(finding).toMatchObject({ field: 'spec.template.spec' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '', { others: tainted + others })).toEqual([]);
});
it('finds nodes that are all cordoned, unless it is a daemon', () => {
  const cordoned = node('a1', 'pool: x', 'spec: {unschedulable: true}\n');
  expect(findingsOf(id, statefulSet(), { others: cordoned })).toHaveLength(1);
  expect(findingsOf(id, daemonSet(), { others: cordoned })).toEqual([]);
});
it('takes what fits a node, and leaves slips to their own rules', () => {
  expect(findingsOf(id, selector('pool: general'), { others })).toEqual([]);
  expect(findingsOf(id, selector('kubernetes.io/os: linux'), { others })).toEqual([]);
  expect(findingsOf(id, selector('kubernetes.io/arch: arm64'), { others })).toEqual([]);
  expect(findingsOf(id, selector('kubernetes.io/os: Linux'), { others })).toEqual([]);
  expect(findingsOf(id, selector('pool: database'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${selector('pool: database')} "`, { others })).toEqual([]);
});
