import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'key-file-permissions';
const set = (image: string, args: string, mode = '', mount = '/keys') =>
  `${statefulSet('', `      volumes:\n      - name: keys\n        secret:\n          secretName: keys\n${mode}`).replace('registry.k8s.io/nginx-slim:0.27', image)}          args: [${args}]\n          volumeMounts:\n          - name: keys\n            mountPath: ${mount}\n            readOnly: true\n`;
const mode = (value: string) => `          defaultMode: ${value}\n`;

it('finds keys that others may read', () => {
  const [finding, ...more] = findingsOf(id, set('mongo:8.0.4', '--keyFile, /keys/replica'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.volumes[0].secret.defaultMode' });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, set('mongo:8.0.4', '--keyFile, /keys/replica', mode('0440')))).toHaveLength(1);
  expect(findingsOf(id, set('postgres:17.2', '-c, ssl_key_file=/keys/tls.key'))).toHaveLength(1);
  expect(findingsOf(id, set('rabbitmq:4.0.4', '', '', '/var/lib/rabbitmq/.erlang.cookie'))).toHaveLength(1);
});
it('takes modes that the program bears, and other programs', () => {
  expect(findingsOf(id, set('mongo:8.0.4', '--keyFile, /keys/replica', mode('0400')))).toEqual([]);
  expect(findingsOf(id, set('postgres:17.2', '-c, ssl_key_file=/keys/tls.key', mode('0440')))).toEqual([]);
  expect(findingsOf(id, set('nginx:1.27.3', '--keyFile, /keys/tls.key'))).toEqual([]);
  expect(findingsOf(id, set('mongo:8.0.4', '--keyFile, /data/key'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('mongo:8.0.4', '--keyFile, /keys/replica')}x: "`)).toEqual([]);
});
