import { expect, it } from 'vitest';
import { file, workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'sts-host-port-beyond-nodes';
const node = (name: string) => `apiVersion: v1\nkind: Node\nmetadata:\n  name: ${name}\n`;
const nodes = file(node('a'), node('b'));
const set = (replicas: number, port = '              hostPort: 5432\n', pod = '') =>
  workload('StatefulSet', 'db', {
    spec: `  serviceName: db\n  replicas: ${replicas}\n`,
    container: `          ports:\n            - containerPort: 5432\n${port}`,
    pod,
  });

it('finds a replica without a node', () => {
  const [finding] = findingsOf(id, file(set(3), nodes));
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[0].ports[0].hostPort' });
  expect(finding?.message).toContain('db-2 stays Pending');
  expect(findingsOf(id, file(set(3, '', '      hostNetwork: true\n'), nodes))).toHaveLength(1);
});
it('takes as many replicas as nodes, pods without a host port, and unknown clusters', () => {
  expect(findingsOf(id, file(set(2), nodes))).toEqual([]);
  expect(findingsOf(id, file(set(3, ''), nodes))).toEqual([]);
  expect(findingsOf(id, set(3))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${set(3)}  "`, nodes))).toEqual([]);
});
