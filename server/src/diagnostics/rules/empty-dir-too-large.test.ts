import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'empty-dir-too-large';
const set = (volume: string, limits: string) =>
  `${statefulSet('', `      volumes:\n      - name: shm\n        emptyDir:\n${volume}`)}          resources:\n            limits:\n              ${limits}\n          volumeMounts:\n          - name: shm\n            mountPath: /dev/shm\n`;
const memory = (size: string) => `          medium: Memory\n          sizeLimit: ${size}\n`;

it('finds a directory in memory beyond the memory limit', () => {
  const [finding, ...more] = findingsOf(id, set(memory('2Gi'), 'memory: 1Gi'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.volumes[0].emptyDir.sizeLimit',
    marked: '2Gi',
  });
  expect(finding?.message).toContain('memory limit of nginx, 1Gi');
});
it('finds one on disk beyond the ephemeral storage', () => {
  const [finding] = findingsOf(id, set('          sizeLimit: 10Gi\n', 'ephemeral-storage: 2Gi'));
  expect(finding?.message).toContain('the pod is evicted');
});
it('finds one in memory that nothing limits', () => {
  const [finding] = findingsOf(id, set('          medium: Memory\n', 'cpu: 1'));
  expect(finding).toMatchObject({ field: 'spec.template.spec.volumes[0].emptyDir.medium', marked: 'Memory' });
  expect(findingsOf(id, set('          medium: Memory\n', 'cpu: 1').replace('/dev/shm', '/etc/tls'))).toEqual([]);
});
it('takes what fits, and what has no limit', () => {
  expect(findingsOf(id, set(memory('256Mi'), 'memory: 1Gi'))).toEqual([]);
  expect(findingsOf(id, set(memory('2Gi'), 'cpu: 1'))).toEqual([]);
  expect(findingsOf(id, set('          sizeLimit: 10Gi\n', 'memory: 1Gi'))).toEqual([]);
  expect(findingsOf(id, set('          medium: Memory\n', 'memory: 1Gi'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set(memory('2Gi'), 'memory: 1Gi')}x: "`)).toEqual([]);
});
