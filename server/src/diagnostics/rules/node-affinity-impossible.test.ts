import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'node-affinity-impossible';
const TERMS =
  'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
const terms = (...list: string[][]) =>
  `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n${list
    .map((expressions) => `              - matchExpressions: [${expressions.map((each) => `{${each}}`).join(', ')}]\n`)
    .join('')}`;
const found = (...list: string[][]) => findingsOf(id, daemonSet('', terms(...list))).map(({ field }) => field);
const IN = 'key: disk, operator: In, values: [ssd, nvme]';

it.each([
  [IN, 'key: disk, operator: NotIn, values: [nvme, ssd]'],
  [IN, 'key: disk, operator: In, values: [hdd]'],
  ['key: disk, operator: Exists', 'key: disk, operator: DoesNotExist'],
  ['key: cores, operator: Gt, values: ["7"]', 'key: cores, operator: Lt, values: ["8"]'],
  ['key: cores, operator: In, values: ["4"]', 'key: cores, operator: Gt, values: ["4"]'],
  [
    'key: kubernetes.io/os, operator: In, values: [linux]',
    'key: beta.kubernetes.io/os, operator: In, values: [windows]',
  ],
  [
    'key: topology.kubernetes.io/region, operator: In, values: [us-east-1]',
    'key: topology.kubernetes.io/zone, operator: In, values: [us-west-2a]',
  ],
])('finds %s against %s', (first, second) => {
  expect(found([first, second])).toEqual([`${TERMS}[0].matchExpressions[1]`]);
  expect(found([second, first])).toEqual([`${TERMS}[0].matchExpressions[1]`]);
});

it('finds the node selector against the affinity, and within a set', () => {
  const text = statefulSet('', `      nodeSelector: {disk: hdd}\n${terms([IN])}`);
  expect(findingsOf(id, text)).toMatchObject([{ category: 'broken', field: `${TERMS}[0].matchExpressions[0]` }]);
  expect(findingsOf(id, text)[0]?.message).toContain('disk=hdd');
});
it('finds a term that is empty, and numbers that are none', () => {
  expect(found([])).toEqual([`${TERMS}[0]`]);
  expect(found(['key: cores, operator: Gt, values: [many]'])).toEqual([`${TERMS}[0].matchExpressions[0].values`]);
});
it('finds one alternative of several, and tells a common fault once', () => {
  const not = 'key: disk, operator: NotIn, values: [ssd, nvme]';
  const [one] = findingsOf(id, daemonSet('', terms([IN, not], [IN])));
  expect(one?.message).toContain('alternative');
  expect(found([IN, not], [not, IN])).toHaveLength(1);
});
it('finds a preference that nothing can meet', () => {
  const preferred =
    '      affinity:\n        nodeAffinity:\n          preferredDuringSchedulingIgnoredDuringExecution:\n            - weight: 1\n              preference: {matchExpressions: [{key: a, operator: Exists}, {key: a, operator: DoesNotExist}]}\n';
  expect(findingsOf(id, daemonSet('', preferred))).toHaveLength(1);
});
it('takes what some node can meet', () => {
  expect(found([IN, 'key: disk, operator: NotIn, values: [nvme]'])).toEqual([]);
  expect(found([IN], ['key: disk, operator: NotIn, values: [nvme, ssd]'])).toEqual([]);
  expect(found(['key: cores, operator: Gt, values: ["4"]', 'key: cores, operator: Lt, values: ["6"]'])).toEqual([]);
  expect(found(['key: a, operator: NotIn, values: [x]', 'key: a, operator: DoesNotExist'])).toEqual([]);
  expect(findingsOf(id, daemonSet('', '      nodeSelector: {a: b, c: d}\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', terms([]))} "`)).toEqual([]);
});
