import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'config-mount-hides-directory';
const set = (mountPath: string, image = 'example.com/app:1.0', more = '') =>
  `${statefulSet('', '      volumes:\n      - name: conf\n        configMap:\n          name: conf\n').replace('registry.k8s.io/nginx-slim:0.27', image)}          volumeMounts:\n          - name: conf\n            mountPath: ${mountPath}\n${more}`;
const config = (...keys: string[]) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n${keys.map((key) => `  ${key}: a\n`).join('')}`;

it.each([['/etc'], ['/usr/local/bin'], ['/usr/bin/']])('finds a mount over %s', (mountPath) => {
  const [finding, ...more] = findingsOf(id, set(mountPath));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath',
  });
});
it('finds what is missing of the configuration of a known image', () => {
  const [finding] = findingsOf(id, set('/etc/nginx', 'nginx:1.27.3'), { others: config('default.conf') });
  expect(finding?.message).toContain('does not bring nginx.conf');
  expect(findingsOf(id, set('/etc/nginx', 'nginx:1.27.3'), { others: config('nginx.conf') })).toEqual([]);
});
it('takes directories of its own, single files, and configuration that is not at hand', () => {
  expect(findingsOf(id, set('/etc/app'))).toEqual([]);
  expect(findingsOf(id, set('/etc', 'example.com/app:1.0', '            subPath: passwd\n'))).toEqual([]);
  expect(findingsOf(id, set('/etc/nginx', 'nginx:1.27.3'))).toEqual([]);
  expect(findingsOf(id, set('/etc/nginx/conf.d', 'nginx:1.27.3'), { others: config('default.conf') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('/etc')}x: "`)).toEqual([]);
});
