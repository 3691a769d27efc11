import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'socket-not-shared';
const driver = (mount: string, { volume = 'plugin', address = '/csi/csi.sock' } = {}) =>
  workload('DaemonSet', 'csi', {
    pod: '      volumes: [{name: plugin, emptyDir: {}}, {name: other, emptyDir: {}}]\n',
    container: `          args: ["--endpoint=unix:///csi/csi.sock"]\n          volumeMounts: [{name: plugin, mountPath: /csi}]\n        - name: probe\n          image: registry.k8s.io/sig-storage/livenessprobe:v2.15.0\n          args: ["--csi-address=${address}"]\n          volumeMounts: [{name: ${volume}, mountPath: ${mount}}]\n`,
  });

it('finds an address on no mount, and on another volume', () => {
  const field = 'spec.template.spec.containers[1].args[0]';
  expect(findingsOf(id, driver('/plugin'))).toMatchObject([{ category: 'broken', field }]);
  const [finding] = findingsOf(id, driver('/csi', { volume: 'other' }));
  expect(finding?.field).toBe(field);
  expect(finding?.message).toContain('the volume other');
});
it('takes one volume, also at two paths, and what is not known', () => {
  expect(findingsOf(id, driver('/csi'))).toEqual([]);
  expect(findingsOf(id, driver('/plugin', { address: 'unix:///plugin/csi.sock' }))).toEqual([]);
  expect(findingsOf(id, driver('/plugin', { address: '$(ADDRESS)' }))).toEqual([]);
  expect(findingsOf(id, driver('/plugin').replace('sig-storage/livenessprobe', 'app'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${driver('/plugin')} "`)).toEqual([]);
});
