import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'config-key-missing';
const CONFIG = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: conf\ndata:\n  app.yaml: a\n  log.yaml: b\n';
const SECRET = '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: auth\nstringData:\n  password: x\n';
const volume = (more = '') => `      volumes:\n      - name: conf\n        configMap:\n          name: conf\n${more}`;
const item = (key: string) => `          items:\n          - key: ${key}\n            path: app.yaml\n`;
const env = (key: string, more = '') =>
  `          env:\n          - name: PASSWORD\n            valueFrom:\n              secretKeyRef:\n                name: auth\n                key: ${key}\n${more}`;
const subPath = (name: string) =>
  `          volumeMounts:\n          - name: conf\n            mountPath: /etc/app.yaml\n            subPath: ${name}\n`;

it('finds an item that is not there, and takes the nearest', () => {
  const [finding, ...more] = findingsOf(id, daemonSet('', volume(item('app.yml'))), { others: CONFIG });
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.volumes[0].configMap.items[0].key',
    marked: 'app.yml',
  });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: daemonSet('', volume(item('app.yaml'))) });
});
it('finds a key of a variable, and a subPath', () => {
  const [variable] = findingsOf(id, statefulSet() + env('pasword'), { others: SECRET });
  expect(variable?.message).toContain('CreateContainerConfigError');
  const [mount] = findingsOf(id, statefulSet('', volume()) + subPath('main.yaml'), { others: CONFIG });
  expect(mount?.message).toContain('an empty directory there');
  const renamed = statefulSet('', volume(item('app.yaml'))) + subPath('log.yaml');
  expect(findingsOf(id, renamed, { others: CONFIG })).toHaveLength(1);
});
it('takes keys that are there, optional ones, and what is filled in elsewhere', () => {
  expect(findingsOf(id, daemonSet('', volume(item('app.yaml'))), { others: CONFIG })).toEqual([]);
  expect(findingsOf(id, statefulSet('', volume()) + subPath('log.yaml'), { others: CONFIG })).toEqual([]);
  expect(findingsOf(id, statefulSet() + env('user', '                optional: true\n'), { others: SECRET })).toEqual(
    [],
  );
  const empty = '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: auth\n';
  expect(findingsOf(id, statefulSet() + env('user'), { others: empty })).toEqual([]);
  expect(findingsOf(id, statefulSet() + env('user'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', volume(item('app.yml')))} "`, { others: CONFIG })).toEqual([]);
});
