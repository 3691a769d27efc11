import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-csi-registration';
const driver = (
  path: string,
  mounts = '{name: plugin, mountPath: /csi}, {name: registration, mountPath: /registration}',
) =>
  `${daemonSet()}        - name: registrar
          image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.13.0
          args:
            - --csi-address=/csi/csi.sock
            - --kubelet-registration-path=${path}
          volumeMounts: [${mounts}]
      volumes:
        - name: plugin
          hostPath: {path: /var/lib/kubelet/plugins/csi.example.com/}
        - name: registration
          hostPath: {path: /var/lib/kubelet/plugins_registry}
`;
const RIGHT = '/var/lib/kubelet/plugins/csi.example.com/csi.sock';

it('finds a socket that lies elsewhere', () => {
  const [finding] = findingsOf(id, driver('/var/lib/kubelet/plugins/example/csi.sock'));
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.containers[1].args[1]' });
  expect(finding?.fixes[0]?.result).toBe(driver(RIGHT));
});
it('finds a registrar that cannot reach the kubelet', () => {
  expect(findingsOf(id, driver(RIGHT, '{name: plugin, mountPath: /csi}'))).toMatchObject([
    { field: 'spec.template.spec.containers[1].volumeMounts' },
  ]);
});
it('takes what agrees, and paths that are made up at run time', () => {
  expect(findingsOf(id, driver(RIGHT))).toEqual([]);
  expect(findingsOf(id, driver('$(DRIVER_PATH)'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
  expect(
    findingsOf(id, driver('C:\\plugins\\csi.sock', "{name: registration, mountPath: 'C:\\registration'}")),
  ).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${driver('/x/csi.sock')} "`)).toEqual([]);
});
