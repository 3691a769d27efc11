import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'sts-replicas-beyond-capacity';
const node = (name: string, cpu: string, pods = '110') =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus:\n  allocatable: {cpu: "${cpu}", memory: 16Gi, pods: "${pods}"}\n---\n`;
const asking = (requests: string) => `${statefulSet()}          resources: {requests: {${requests}}}\n`;

it('finds replicas for which there is no room', () => {
  const [finding] = findingsOf(id, asking('cpu: "3"'), { others: node('a1', '4') + node('b1', '4') });
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].resources.requests.cpu',
  });
  expect(finding?.message).toContain('room for 2');
  expect(findingsOf(id, statefulSet(), { others: node('a1', '4', '2') })).toMatchObject([{ field: 'spec.replicas' }]);
});
it('counts the daemons beside it', () => {
  const daemon = `${daemonSet()}          resources: {requests: {cpu: 100m}}\n---\n`;
  const nodes = node('a1', '4') + node('b1', '8');
  const [finding] = findingsOf(id, asking('cpu: "4"'), { others: daemon + nodes });
  expect(finding?.message).toContain('agent');
  expect(findingsOf(id, asking('cpu: "4"'), { others: nodes })).toEqual([]);
  const elsewhere = daemon.replace('      containers:', '      nodeSelector: {pool: edge}\n      containers:');
  expect(findingsOf(id, asking('cpu: "4"'), { others: elsewhere + nodes })).toEqual([]);
});
it('takes what has room, and one node after the other', () => {
  expect(findingsOf(id, asking('cpu: "1"'), { others: node('a1', '4') })).toEqual([]);
  expect(findingsOf(id, asking('cpu: "3"'), { others: node('a1', '3') + node('b1', '6') })).toEqual([]);
  expect(findingsOf(id, asking('cpu: "3"'))).toEqual([]);
  expect(findingsOf(id, asking('cpu: "3"'), { others: 'apiVersion: v1\nkind: Node\nmetadata: {name: a1}\n' })).toEqual(
    [],
  );
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${asking('cpu: "3"')} "`, { others: node('a1', '4') })).toEqual([]);
});
