import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'request-beyond-every-node';
const node = (name: string, cpu: string, memory: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus:\n  allocatable: {cpu: "${cpu}", memory: ${memory}, pods: "110"}\n---\n`;
const others = node('a1', '8', '32Gi') + node('b1', '16', '16Gi');
const asking = (requests: string, base = statefulSet()) => `${base}          resources: {requests: {${requests}}}\n`;

it('finds what no node offers', () => {
  const [finding] = findingsOf(id, asking('memory: 40Gi'), { others });
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].resources.requests.memory',
    marked: '40Gi',
  });
  expect(finding?.message).toContain('a1');
  expect(findingsOf(id, asking('cpu: "20"', daemonSet()), { others })).toHaveLength(1);
});
it('adds containers up, and finds what is never offered together', () => {
  const second =
    '        - name: side\n          image: registry.k8s.io/pause:3.10\n          resources: {requests: {memory: 20Gi}}\n';
  expect(findingsOf(id, asking('memory: 20Gi') + second, { others })).toHaveLength(1);
  expect(findingsOf(id, asking('cpu: "12", memory: 24Gi'), { others })[0]?.message).toContain('at once');
});
it('finds a device that no node has', () => {
  const gpu = `${statefulSet()}          resources: {limits: {nvidia.com/gpu: 1}}\n`;
  expect(findingsOf(id, gpu, { others })).toMatchObject([
    { field: 'spec.template.spec.containers[0].resources.limits[nvidia.com/gpu]' },
  ]);
});
it('takes what fits, and nodes that do not tell', () => {
  expect(findingsOf(id, asking('memory: 32Gi'), { others })).toEqual([]);
  expect(findingsOf(id, asking('memory: 40Gi'))).toEqual([]);
  expect(
    findingsOf(id, asking('memory: 40Gi'), { others: 'apiVersion: v1\nkind: Node\nmetadata: {name: a1}\n' }),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${asking('memory: 40Gi')} "`, { others })).toEqual([]);
});
