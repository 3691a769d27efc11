import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-kills-slow-start';
const pod = (image: string, probes: string) =>
  `${statefulSet().replace('registry.k8s.io/nginx-slim:0.27', image)}${probes}`;
const liveness = (numbers: string) => `          livenessProbe: {tcpSocket: {port: 9042}, ${numbers}}\n`;
const startup = (numbers: string) => `          startupProbe: {tcpSocket: {port: 9042}, ${numbers}}\n`;

it('finds a liveness probe that is faster than the program', () => {
  const [finding, ...more] = findingsOf(id, pod('cassandra:5.0', liveness('periodSeconds: 10')));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', field: 'spec.template.spec.containers[0].livenessProbe' });
  expect(finding?.message).toContain('30 seconds');
});
it('finds a startup probe that gives up too early', () => {
  const [finding] = findingsOf(
    id,
    pod('opensearchproject/opensearch:2.19', startup('periodSeconds: 2, failureThreshold: 5')),
  );
  expect(finding?.field).toBe('spec.template.spec.containers[0].startupProbe');
});
it('knows a Java program by its flags, and what no program manages', () => {
  const java = '          env: [{name: JAVA_OPTS, value: -Xmx512m}]\n';
  expect(findingsOf(id, pod('example.com/app:1', java + liveness('periodSeconds: 5')))).toHaveLength(1);
  expect(findingsOf(id, pod('example.com/app:1', liveness('periodSeconds: 1, failureThreshold: 3')))).toHaveLength(1);
});
it('takes room enough, and a startup probe before a quick liveness probe', () => {
  expect(findingsOf(id, pod('cassandra:5.0', liveness('initialDelaySeconds: 90')))).toEqual([]);
  expect(findingsOf(id, pod('cassandra:5.0', startup('failureThreshold: 60') + liveness('periodSeconds: 1')))).toEqual(
    [],
  );
  expect(findingsOf(id, pod('example.com/app:1', liveness('periodSeconds: 10')))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('cassandra:5.0', liveness('periodSeconds: 10'))} "`)).toEqual([]);
});
