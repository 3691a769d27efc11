import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'config-mount-not-a-file';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  nginx.conf: a\n  mime.types: b\n';
const VOLUME = '      volumes:\n      - name: conf\n        configMap:\n          name: conf\n';
const set = (mountPath: string, more = '') =>
  `${statefulSet('', VOLUME)}          volumeMounts:\n          - name: conf\n            mountPath: ${mountPath}\n${more}`;

it('finds a mount that is called like a file, and mounts the file', () => {
  const [finding, ...more] = findingsOf(id, set('/etc/nginx/nginx.conf'), { others: CONFIG });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath',
  });
  expect(finding?.fixes[0]).toMatchObject({
    preferred: true,
    result: set('/etc/nginx/nginx.conf', '            subPath: nginx.conf\n'),
  });
  expect(findingsOf(id, set('/etc/nginx/nginx.conf'))).toHaveLength(1);
});
it('takes directories, also conf.d, and mounts with a subPath', () => {
  expect(findingsOf(id, set('/etc/nginx/conf.d'))).toEqual([]);
  expect(findingsOf(id, set('/etc/nginx'))).toEqual([]);
  expect(findingsOf(id, set('/etc/nginx/nginx.conf', '            subPath: nginx.conf\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('/etc/nginx/nginx.conf')} "`)).toEqual([]);
});
