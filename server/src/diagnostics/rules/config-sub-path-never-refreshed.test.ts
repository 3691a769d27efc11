import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'config-sub-path-never-refreshed';
const VOLUME = '      volumes:\n      - name: conf\n        configMap:\n          name: conf\n';
const mount = (subPath: string, where = '/etc/app/app.yaml') =>
  `          volumeMounts:\n          - name: conf\n            mountPath: ${where}\n${subPath ? `            subPath: ${subPath}\n` : ''}`;
const sidecar = (image: string, subPath: string) =>
  `        - name: helper\n          image: ${image}\n${mount(subPath, '/watch')}`;
const RELOADER = 'example.com/config-reloader:1.0';

it('finds a reloader beside files that never change', () => {
  const text = statefulSet('', VOLUME) + mount('app.yaml') + sidecar(RELOADER, '');
  expect(findingsOf(id, text)).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].volumeMounts[0].subPath' },
  ]);
});
it('finds it at the reloader’s own mount, and at a program that watches by itself', () => {
  const text = statefulSet('', VOLUME) + mount('app.yaml') + sidecar(RELOADER, 'app.yaml');
  expect(findingsOf(id, text)).toMatchObject([{ field: 'spec.template.spec.containers[1].volumeMounts[0].subPath' }]);
  const own = `${statefulSet('', VOLUME)}          args: [--watch-config]\n${mount('app.yaml')}`;
  expect(findingsOf(id, own)).toHaveLength(1);
});
it('finds a token that is never renewed', () => {
  const volume =
    '      volumes:\n      - name: conf\n        projected:\n          sources:\n          - serviceAccountToken: {path: token, audience: vault}\n';
  const [finding, ...more] = findingsOf(id, statefulSet('', volume) + mount('token', '/var/run/vault/token'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0].volumeMounts[0].subPath' });
  expect(finding?.message).toContain('expires');
  expect(findingsOf(id, statefulSet('', volume) + mount('', '/var/run/vault'))).toEqual([]);
});
it('finds a certificate that goes on expired', () => {
  const volume = '      volumes:\n      - name: conf\n        secret: {secretName: web-tls}\n';
  const [finding, ...more] = findingsOf(id, statefulSet('', volume) + mount('tls.crt', '/tls/tls.crt'));
  expect(more).toEqual([]);
  expect(finding?.message).toContain('expired certificate');
  expect(findingsOf(id, statefulSet('', volume) + mount('', '/tls'))).toEqual([]);
  const restarted = statefulSet('', volume).replace(
    '  name: web\n',
    '  name: web\n  annotations: {reloader.stakater.com/auto: "true"}\n',
  );
  expect(findingsOf(id, restarted + mount('tls.crt', '/tls/tls.crt'))).toEqual([]);
});
it('takes directories, and files that nobody waits for', () => {
  expect(findingsOf(id, statefulSet('', VOLUME) + mount('', '/etc/app') + sidecar(RELOADER, ''))).toEqual([]);
  expect(findingsOf(id, statefulSet('', VOLUME) + mount('app.yaml'))).toEqual([]);
  expect(findingsOf(id, statefulSet('', VOLUME) + mount('app.yaml') + sidecar('busybox:1.37', ''))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', VOLUME)}${mount('app.yaml')}${sidecar(RELOADER, '')} "`)).toEqual([]);
});
