import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sub-path-variable';
const VOLUME = '      volumes:\n      - name: data\n        persistentVolumeClaim:\n          claimName: shared\n';
const set = (mount: string, more = '') =>
  `${statefulSet('', VOLUME)}${more}          volumeMounts:\n          - name: data\n            mountPath: /data\n            ${mount}\n`;
const ENV =
  '          env:\n          - name: POD_NAME\n            valueFrom:\n              fieldRef:\n                fieldPath: metadata.name\n';
const place = 'spec.template.spec.containers[0].volumeMounts[0]';

it('finds a subPath with a variable, and makes it subPathExpr', () => {
  const [finding, ...more] = findingsOf(id, set('subPath: $(POD_NAME)', ENV));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: `${place}.subPath` });
  expect(finding?.fixes[0]).toMatchObject({ preferred: true, result: set('subPathExpr: $(POD_NAME)', ENV) });
});
it('finds a variable that is not there, and defines it', () => {
  const [finding] = findingsOf(id, set('subPathExpr: a/$(POD_NAME)'));
  expect(finding).toMatchObject({ field: `${place}.subPathExpr` });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, set('subPathExpr: $(POD)', ENV))).toHaveLength(1);
});
it('finds the shell’s spelling', () => {
  const [finding] = findingsOf(id, set('subPathExpr: $POD_NAME/a', ENV));
  expect(finding?.fixes[0]?.result).toContain('subPathExpr: $(POD_NAME)/a');
});
it('takes defined variables, those of envFrom and Services, and plain paths', () => {
  expect(findingsOf(id, set('subPathExpr: $(POD_NAME)', ENV))).toEqual([]);
  const from = '          envFrom:\n          - configMapRef:\n              name: conf\n';
  expect(findingsOf(id, set('subPathExpr: $(SHARD)', from))).toEqual([]);
  expect(findingsOf(id, set('subPathExpr: $(WEB_SERVICE_HOST)'))).toEqual([]);
  expect(findingsOf(id, set('subPath: a/b'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('subPath: $(POD_NAME)')} "`)).toEqual([]);
});
