import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'volume-unmounted';
const volumes = (...names: string[]) =>
  `      volumes:\n${names.map((name) => `      - name: ${name}\n        emptyDir: {}\n`).join('')}`;
const mount = '          volumeMounts:\n          - name: tmp\n            mountPath: /tmp\n';

it('finds a volume that nothing mounts, and removes it', () => {
  const [finding, ...more] = findingsOf(id, statefulSet('', volumes('tmp', 'run')) + mount);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'style', field: 'spec.template.spec.volumes[1].name', marked: 'run' });
  expect(finding?.fixes[0]?.result).toBe(statefulSet('', volumes('tmp')) + mount);
});
it('takes volumes that are mounted', () => {
  expect(findingsOf(id, statefulSet('', volumes('tmp')) + mount)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('', volumes('run'))}x: "`)).toEqual([]);
});
