import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'memory-request-below-heap';
const pod = (heap: string, resources: string) =>
  `${statefulSet()}          env: [{name: JAVA_OPTS, value: ${heap}}]\n          resources: {${resources}}\n`;

it('finds a request far below the heap', () => {
  expect(findingsOf(id, pod('-Xmx4g', 'requests: {memory: 512Mi}'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].resources.requests.memory', marked: '512Mi' },
  ]);
});
it('takes what comes near, and leaves heaps beyond the limit to their own rule', () => {
  expect(findingsOf(id, pod('-Xmx1g', 'requests: {memory: 1Gi}'))).toEqual([]);
  expect(findingsOf(id, pod('-Xmx4g', 'requests: {memory: 512Mi}, limits: {memory: 2Gi}'))).toEqual([]);
  expect(findingsOf(id, pod('-Xmx4g', 'limits: {memory: 6Gi}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('-Xmx4g', 'requests: {memory: 512Mi}')} "`)).toEqual([]);
});
