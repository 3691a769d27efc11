import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'kubelet-mounts-not-propagated';
const driver = (mount: string, path = '/var/lib/kubelet', args = '["--endpoint=unix:///csi/csi.sock"]') =>
  `${daemonSet('', `      volumes: [{name: kubelet, hostPath: {path: ${path}}}]\n`)}          args: ${args}
          securityContext: {privileged: true}
          volumeMounts:
            - name: kubelet
              mountPath: ${path}
${mount}`;

it('finds a driver whose mounts stay inside', () => {
  expect(findingsOf(id, driver(''))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].volumeMounts[0].mountPath' },
  ]);
  expect(findingsOf(id, driver('', '/var/lib/kubelet/pods'))).toHaveLength(1);
  expect(findingsOf(id, driver('              mountPropagation: HostToContainer\n'))).toHaveLength(1);
});
it('takes Bidirectional, registrars and other directories', () => {
  expect(findingsOf(id, driver('              mountPropagation: Bidirectional\n'))).toEqual([]);
  expect(findingsOf(id, driver('', '/var/lib/kubelet', '["--csi-address=/csi/csi.sock"]'))).toEqual([]);
  expect(findingsOf(id, driver('', '/var/lib/kubelet/plugins_registry'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${driver('')} "`)).toEqual([]);
});
it('sets it', () => {
  const [fix] = findingsOf(id, driver(''))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: driver('              mountPropagation: Bidirectional\n') });
});
