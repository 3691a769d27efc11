import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'config-change-not-rolled-out';
const config = (level: string, kind = 'ConfigMap') =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: settings\n${kind === 'Secret' ? 'stringData' : 'data'}:\n  LEVEL: ${level}\n  OTHER: x\n`;
const ENV_FROM = '          envFrom:\n            - configMapRef: {name: settings}\n';
const KEY = (key: string) =>
  `          env:\n            - name: A\n              valueFrom:\n                configMapKeyRef: {name: settings, key: ${key}}\n`;
const change = (text: string, from = config('info'), to = config('debug'), old = text) =>
  findingsOf(id, text, { old, others: to, storedOthers: from });

it('finds variables from what changes', () => {
  expect(change(`${daemonSet()}${ENV_FROM}`)).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].envFrom[0]' },
  ]);
  expect(change(`${daemonSet()}${KEY('LEVEL')}`)).toMatchObject([
    { field: 'spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef' },
  ]);
  const secret = `${daemonSet()}${ENV_FROM.replace('configMapRef', 'secretRef')}`;
  expect(change(secret, config('a', 'Secret'), config('b', 'Secret'))).toHaveLength(1);
});
it('finds files mounted by subPath', () => {
  const volumes = '      volumes:\n        - name: c\n          configMap: {name: settings}\n';
  const mount = (path: string) =>
    `${daemonSet('', volumes)}          volumeMounts:\n            - {name: c, mountPath: /etc/c${path}}\n`;
  expect(change(mount('/LEVEL, subPath: LEVEL'))[0]?.message).toContain('subPath');
  expect(change(mount('/OTHER, subPath: OTHER'))).toEqual([]);
  expect(change(mount(''))).toEqual([]);
  const projected = volumes.replace(
    'configMap: {name: settings}',
    'projected: {sources: [{configMap: {name: settings}}]}',
  );
  expect(change(mount('/LEVEL, subPath: LEVEL').replace(volumes, projected))).toHaveLength(1);
});
it('takes a template that changes too, other keys, no change, and a controller that reloads', () => {
  const text = `${daemonSet()}${ENV_FROM}`;
  expect(change(text, config('info'), config('debug'), text.replace('0.27', '0.26'))).toEqual([]);
  expect(change(`${daemonSet()}${KEY('OTHER')}`)).toEqual([]);
  expect(change(text, config('info'), config('info'))).toEqual([]);
  const reloaded = text.replace(
    'metadata:\n  name: agent',
    'metadata:\n  name: agent\n  annotations: {reloader.stakater.com/auto: "true"}',
  );
  expect(reloaded).not.toBe(text);
  expect(change(reloaded)).toEqual([]);
});
it('is silent where nothing is compared', () => {
  expect(findingsOf(id, `${daemonSet()}${ENV_FROM}`, { others: config('debug') })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  const text = `${daemonSet()}${ENV_FROM}`;
  expect(change(`${text}  "`, config('info'), config('debug'), text)).toEqual([]);
});
