import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'probe-scheme-mismatch';
const pod = (port: string, probe: string) =>
  `${statefulSet()}          ports: [${port}]\n          readinessProbe: {httpGet: {${probe}}}\n`;

it('finds plain HTTP to a TLS port', () => {
  expect(findingsOf(id, pod('{name: https, containerPort: 8443}', 'port: https'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].readinessProbe.httpGet.port', marked: 'https' },
  ]);
  expect(findingsOf(id, pod('{containerPort: 443}', 'port: 443'))).toHaveLength(1);
});
it('finds TLS to a plain port', () => {
  expect(findingsOf(id, pod('{name: http, containerPort: 8080}', 'port: 8080, scheme: HTTPS'))).toMatchObject([
    { field: 'spec.template.spec.containers[0].readinessProbe.httpGet.scheme' },
  ]);
});
it('takes what fits, and ports that say nothing', () => {
  expect(findingsOf(id, pod('{name: https, containerPort: 8443}', 'port: https, scheme: HTTPS'))).toEqual([]);
  expect(findingsOf(id, pod('{name: http, containerPort: 443}', 'port: http'))).toEqual([]);
  expect(findingsOf(id, pod('{containerPort: 8443}', 'port: 8443'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('{name: https, containerPort: 8443}', 'port: https')} "`)).toEqual([]);
});
it('sets the scheme', () => {
  const [fix] = findingsOf(id, pod('{name: https, containerPort: 8443}', 'port: https'))[0]?.fixes ?? [];
  expect(findingsOf(id, fix?.result ?? 'x')).toEqual([]);
  expect(fix?.result).toContain('scheme: HTTPS');
});
