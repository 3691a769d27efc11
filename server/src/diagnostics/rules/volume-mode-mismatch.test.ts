import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'volume-mode-mismatch';
const set = (mode = '') =>
  statefulSet(
    `  volumeClaimTemplates:\n  - metadata:\n      name: data\n    spec:\n${mode}      accessModes: [ReadWriteOnce]\n      resources:\n        requests:\n          storage: 1Gi\n`,
  );
const BLOCK = '      volumeMode: Block\n';
const MOUNT = '          volumeMounts:\n          - name: data\n            mountPath: /data\n';
const DEVICE = '          volumeDevices:\n          - name: data\n            devicePath: /dev/xvda\n';

it('finds a raw device that is mounted, and a file system that is used as a device', () => {
  expect(findingsOf(id, set(BLOCK) + MOUNT)).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].volumeMounts[0].name' },
  ]);
  expect(findingsOf(id, set() + DEVICE)).toMatchObject([
    { field: 'spec.template.spec.containers[0].volumeDevices[0].name' },
  ]);
});
it('takes what fits', () => {
  expect(findingsOf(id, set() + MOUNT)).toEqual([]);
  expect(findingsOf(id, set(BLOCK) + DEVICE)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(BLOCK)}${MOUNT}x: "`)).toEqual([]);
});
