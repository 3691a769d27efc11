import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'volume-source-not-expanded';
const volume = (source: string) => `      volumes:\n      - name: data\n        ${source}\n`;
const MOUNT = '          volumeMounts:\n          - name: data\n            mountPath: /data\n';
const set = (source: string) => statefulSet('', volume(source)) + MOUNT;
const daemon = (source: string) => daemonSet('', volume(source)) + MOUNT;

it('finds the name of the pod in the name of a claim', () => {
  const [finding, ...more] = findingsOf(id, set('persistentVolumeClaim: {claimName: data-$(POD_NAME)}'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'broken',
    field: 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
    marked: 'data-$(POD_NAME)',
  });
});
it('finds it in the names of configuration, and in paths', () => {
  expect(findingsOf(id, set(`configMap: {name: "app-\${HOSTNAME}"}`))).toHaveLength(1);
  expect(findingsOf(id, daemon('hostPath: {path: /data/$(NODE_NAME)}'))[0]?.message).toContain('subPathExpr');
  const own = `${set('hostPath: {path: /data/$(SHARD)}')}          env:\n          - name: SHARD\n            value: a\n`;
  expect(findingsOf(id, own)).toHaveLength(1);
});
it('finds paths that start nowhere', () => {
  expect(findingsOf(id, daemon('hostPath: {path: ~/data}'))[0]?.message).toContain('no absolute path');
  expect(findingsOf(id, daemon('hostPath: {path: var/log}'))).toHaveLength(1);
});
it('takes names and paths as they should be, and what a tool fills in', () => {
  expect(findingsOf(id, set('persistentVolumeClaim: {claimName: shared}'))).toEqual([]);
  expect(findingsOf(id, set(`configMap: {name: "app-\${cluster}"}`))).toEqual([]);
  expect(findingsOf(id, daemon('hostPath: {path: /var/log}'))).toEqual([]);
  expect(findingsOf(id, daemon("hostPath: {path: 'C:\\\\logs'}"))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemon('hostPath: {path: ~/data}')}x: "`)).toEqual([]);
});
