import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'liveness-without-patience';
const probe = (numbers: string, more = '') =>
  `${statefulSet()}          livenessProbe: {httpGet: {path: /live, port: 80}, ${numbers}}\n${more}`;

it('finds a probe that allows no failure', () => {
  expect(findingsOf(id, probe('failureThreshold: 1'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].livenessProbe.failureThreshold', marked: '1' },
  ]);
});
it('takes more failures, long timeouts, and what another rule tells', () => {
  expect(findingsOf(id, probe('failureThreshold: 3'))).toEqual([]);
  expect(findingsOf(id, probe('failureThreshold: 1, timeoutSeconds: 30, periodSeconds: 60'))).toEqual([]);
  expect(
    findingsOf(id, probe('failureThreshold: 1', '          readinessProbe: {httpGet: {path: /live, port: 80}}\n')),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${probe('failureThreshold: 1')} "`)).toEqual([]);
});
