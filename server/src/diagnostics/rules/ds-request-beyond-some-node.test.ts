import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-request-beyond-some-node';
const node = (name: string, cpu: string) =>
  `apiVersion: v1\nkind: Node\nmetadata: {name: ${name}}\nstatus:\n  allocatable: {cpu: "${cpu}", memory: 16Gi, pods: "110"}\n---\n`;
const others = node('a1', '8') + node('b1', '1');
const asking = (resources: string, pod = '') => `${daemonSet('', pod)}          resources: {${resources}}\n`;

it('finds a node that is too small', () => {
  const [finding] = findingsOf(id, asking('requests: {cpu: "2"}'), { others });
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.containers[0].resources.requests.cpu' });
  expect(finding?.message).toContain('b1');
});
it('finds a device asked for on every node', () => {
  expect(findingsOf(id, asking('limits: {nvidia.com/gpu: 1}'))).toHaveLength(1);
  expect(findingsOf(id, asking('limits: {nvidia.com/gpu: 1}', '      nodeSelector: {gpu: "true"}\n'))).toEqual([]);
  expect(
    findingsOf(id, asking('limits: {nvidia.com/gpu: 1}', '      nodeSelector: {kubernetes.io/os: linux}\n')),
  ).toHaveLength(1);
});
it('takes what fits everywhere, and leaves what fits nowhere to another rule', () => {
  expect(findingsOf(id, asking('requests: {cpu: 500m}'), { others })).toEqual([]);
  expect(findingsOf(id, asking('requests: {cpu: "20"}'), { others })).toEqual([]);
  expect(findingsOf(id, asking('requests: {cpu: "2"}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${asking('requests: {cpu: "2"}')} "`, { others })).toEqual([]);
});
