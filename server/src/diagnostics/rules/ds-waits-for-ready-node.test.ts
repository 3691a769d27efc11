import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-waits-for-ready-node';
const plugin = (pod: string, mount = '{name: conf, mountPath: /host/net.d}', path = '/etc/cni/net.d') =>
  daemonSet('', pod).replace(
    'nginx-slim:0.27\n',
    `nginx-slim:0.27\n          volumeMounts:\n            - ${mount}\n      volumes:\n        - name: conf\n          hostPath: {path: ${path}}\n`,
  );
const TOLERANT = '      hostNetwork: true\n      tolerations:\n        - operator: Exists\n';
const INTOLERANT =
  '      hostNetwork: true\n      tolerations:\n        - key: node-role.kubernetes.io/control-plane\n          operator: Exists\n';

it('finds a network plugin that does not tolerate a new node', () => {
  const [finding] = findingsOf(id, plugin(INTOLERANT));
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.template.spec.tolerations' });
  expect(finding?.fixes[0]?.result).toContain('key: node.kubernetes.io/not-ready');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, plugin('      hostNetwork: true\n'))).toMatchObject([{ field: 'spec.template.spec' }]);
});
it('finds a network plugin in the pod network', () => {
  expect(findingsOf(id, plugin(TOLERANT.replace('true', 'false')))).toMatchObject([
    { field: 'spec.template.spec.hostNetwork' },
  ]);
});
it('finds a cloud controller that waits for itself', () => {
  const cloud = (pod: string) => daemonSet('', pod).replace('nginx-slim:0.27', 'cloud-controller-manager:v1.36.0');
  const [finding] = findingsOf(id, cloud(INTOLERANT));
  expect(finding?.message).toContain('node.cloudprovider.kubernetes.io/uninitialized');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, cloud(TOLERANT))).toEqual([]);
});
it('takes what tolerates it, only reads the configuration, or is chained behind another plugin', () => {
  expect(findingsOf(id, plugin(TOLERANT))).toEqual([]);
  expect(findingsOf(id, plugin(INTOLERANT, '{name: conf, mountPath: /net.d, readOnly: true}'))).toEqual([]);
  expect(findingsOf(id, plugin(INTOLERANT, undefined, '/var/lib/agent'))).toEqual([]);
  expect(findingsOf(id, plugin(INTOLERANT).replace('nginx-slim:', 'istio-cni:'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${plugin(INTOLERANT)} "`)).toEqual([]);
});
