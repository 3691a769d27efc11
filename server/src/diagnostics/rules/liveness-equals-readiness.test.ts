import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'liveness-equals-readiness';
const pod = (readiness: string, liveness: string) =>
  `${statefulSet()}          readinessProbe: {${readiness}}\n          livenessProbe: {${liveness}}\n`;
const get = (path: string) => `httpGet: {path: ${path}, port: 80}`;

it('finds the same question with less patience', () => {
  expect(
    findingsOf(id, pod(`${get('/health')}, failureThreshold: 3`, `${get('/health')}, failureThreshold: 1`)),
  ).toMatchObject([{ category: 'risk', field: 'spec.template.spec.containers[0].livenessProbe' }]);
});
it('finds the readiness endpoint', () => {
  expect(findingsOf(id, pod(get('/ready'), `${get('/ready')}, periodSeconds: 20`))).toMatchObject([
    { field: 'spec.template.spec.containers[0].livenessProbe.httpGet.path', marked: '/ready' },
  ]);
  expect(findingsOf(id, `${statefulSet()}          livenessProbe: {${get('/-/ready')}}\n`)).toHaveLength(1);
});
it('takes another question, more patience, and a port that is merely open', () => {
  expect(findingsOf(id, pod(get('/ready'), get('/live')))).toEqual([]);
  expect(findingsOf(id, pod(get('/health'), `${get('/health')}, failureThreshold: 6`))).toEqual([]);
  expect(findingsOf(id, pod('tcpSocket: {port: 80}', 'tcpSocket: {port: 80}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod(get('/ready'), get('/ready'))} "`)).toEqual([]);
});
