import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'selected-nodes-not-tolerated';
const SELECTOR = '      nodeSelector:\n        node-role.kubernetes.io/control-plane: ""\n';
const tolerations = (...list: string[]) =>
  `      tolerations:\n${list.map((item) => `        - {${item}}\n`).join('')}`;

it('finds control-plane nodes without their toleration, and adds it', () => {
  const [finding] = findingsOf(id, daemonSet('', SELECTOR));
  expect(finding).toMatchObject({ category: 'risk' });
  expect(finding?.field).toContain('spec.template.spec.nodeSelector');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, daemonSet('', SELECTOR + tolerations('key: dedicated, operator: Exists')))).toHaveLength(1);
});
it('finds spot nodes, and a selection by affinity', () => {
  const term = `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - matchExpressions: [{key: kubernetes.azure.com/scalesetpriority, operator: In, values: [spot]}]\n`;
  expect(findingsOf(id, statefulSet('', term))).toHaveLength(1);
});
it('takes what tolerates it, or has a finding for its toleration', () => {
  const key = 'key: node-role.kubernetes.io/control-plane';
  expect(findingsOf(id, daemonSet('', SELECTOR + tolerations(`${key}, operator: Exists`)))).toEqual([]);
  expect(findingsOf(id, daemonSet('', SELECTOR + tolerations('operator: Exists')))).toEqual([]);
  expect(findingsOf(id, daemonSet('', SELECTOR + tolerations(`${key}, value: "true"`)))).toEqual([]);
  expect(
    findingsOf(id, daemonSet('', SELECTOR + tolerations('key: node-role.kubernetes.io/master, operator: Exists'))),
  ).toEqual([]);
  expect(findingsOf(id, daemonSet('', '      nodeSelector: {kubernetes.io/os: linux}\n'))).toEqual([]);
});
it('leaves it to the nodes where they are known', () => {
  const others =
    'apiVersion: v1\nkind: Node\nmetadata:\n  name: a1\n  labels: {node-role.kubernetes.io/control-plane: ""}\n';
  expect(findingsOf(id, daemonSet('', SELECTOR), { others })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', SELECTOR)} "`)).toEqual([]);
});
