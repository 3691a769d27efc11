import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'non-root-runs-as-root';
const pod = (context: string, container = '', image = 'example.com/app:1') =>
  `${statefulSet('', `      securityContext: {${context}}\n`).replace('registry.k8s.io/nginx-slim:0.27', image)}${container}`;

it('finds user 0', () => {
  expect(findingsOf(id, pod('runAsNonRoot: true, runAsUser: 0'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.securityContext.runAsUser', marked: '0' },
  ]);
});
it('finds a container that overrides the pod', () => {
  const own = '          securityContext: {runAsUser: 0}\n';
  expect(findingsOf(id, pod('runAsNonRoot: true, runAsUser: 1000', own))).toMatchObject([
    { field: 'spec.template.spec.containers[0].securityContext.runAsUser' },
  ]);
});
it('knows images that start as root, or as a user by name', () => {
  expect(findingsOf(id, pod('runAsNonRoot: true', '', 'redis:7.4'))[0]?.message).toContain('root');
  expect(
    findingsOf(id, pod('runAsNonRoot: true', '', 'quay.io/prometheus/node-exporter:v1.8.2'))[0]?.message,
  ).toContain('number');
});
it('takes other users, unknown images, and root where it is allowed', () => {
  expect(findingsOf(id, pod('runAsNonRoot: true, runAsUser: 1000', '', 'redis:7.4'))).toEqual([]);
  expect(findingsOf(id, pod('runAsNonRoot: true'))).toEqual([]);
  expect(findingsOf(id, pod('runAsNonRoot: true', '', 'example.com/redis:7.4'))).toEqual([]);
  expect(
    findingsOf(id, pod('runAsNonRoot: true', '          securityContext: {runAsNonRoot: false, runAsUser: 0}\n')),
  ).toEqual([]);
  expect(findingsOf(id, pod('runAsUser: 0'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('runAsNonRoot: true, runAsUser: 0')} "`)).toEqual([]);
});
