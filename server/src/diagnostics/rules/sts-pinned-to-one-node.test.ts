import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'sts-pinned-to-one-node';
const HOST = '      nodeSelector: {kubernetes.io/hostname: n7}\n';
const term = (expression: string) =>
  `      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            nodeSelectorTerms:\n              - ${expression}\n`;

it('finds replicas that must share a node', () => {
  expect(findingsOf(id, statefulSet('', HOST))).toMatchObject([{ category: 'risk', marked: 'n7' }]);
  const field = term('matchFields: [{key: metadata.name, operator: In, values: [n7]}]');
  expect(findingsOf(id, statefulSet('', field))).toHaveLength(1);
});
it('finds nodeName, and takes it away', () => {
  const [finding] = findingsOf(id, statefulSet('', '      nodeName: n7\n'));
  expect(finding).toMatchObject({ field: 'spec.template.spec.nodeName' });
  expect(finding?.fixes[0]?.result).toBe(statefulSet());
});
it('takes one replica, several nodes, and daemons', () => {
  expect(findingsOf(id, statefulSet('', HOST).replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  const several = term('matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n7, n8]}]');
  expect(findingsOf(id, statefulSet('', several))).toEqual([]);
  expect(findingsOf(id, daemonSet('', HOST))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', HOST)} "`)).toEqual([]);
});
