import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'memory-limit-below-minimum';
const pod = (image: string, limit: string, more = '') =>
  `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}          resources: {limits: {memory: ${limit}}}\n${more}`;

it.each([
  ['apache/kafka:3.9.0', '512Mi'],
  ['zookeeper:3.9.3', '512Mi'],
  ['mcr.microsoft.com/mssql/server:2022-latest', '1Gi'],
])('finds %s with %s', (image, limit) => {
  expect(findingsOf(id, pod(image, limit))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].resources.limits.memory', marked: limit },
  ]);
});
it('takes enough, a heap of its own, and other programs', () => {
  expect(findingsOf(id, pod('apache/kafka:3.9.0', '1Gi'))).toEqual([]);
  const heap = '          env: [{name: KAFKA_HEAP_OPTS, value: -Xmx256m}]\n';
  expect(findingsOf(id, pod('apache/kafka:3.9.0', '512Mi', heap))).toEqual([]);
  expect(findingsOf(id, pod('redis:7.4', '64Mi'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('apache/kafka:3.9.0', '512Mi')} "`)).toEqual([]);
});
