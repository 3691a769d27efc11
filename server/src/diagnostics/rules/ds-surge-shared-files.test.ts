import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'ds-surge-shared-files';
const surging = (argument: string, path: string, mount = '') =>
  daemonSet(
    '  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: 1\n',
    `      volumes:\n        - name: host\n          hostPath: {path: ${path}}\n`,
  ).concat(
    `          args: ['${argument}']\n          volumeMounts:\n            - name: host\n              mountPath: /own\n${mount}`,
  );

it('finds a socket that both pods serve', () => {
  expect(findingsOf(id, surging('--endpoint=unix:///own/driver.sock', '/var/lib/kubelet/plugins/d'))).toMatchObject([
    { category: 'risk', field: 'spec.updateStrategy.rollingUpdate.maxSurge', marked: '1' },
  ]);
});
it('finds a database that both pods open', () => {
  expect(findingsOf(id, surging('--state /own/pos.db', '/var/lib/tail'))[0]?.message).toContain('lock');
});
it('takes sockets of the node, read-only directories, and files elsewhere', () => {
  expect(findingsOf(id, surging('--runtime=unix:///own/containerd.sock', '/run/containerd'))).toEqual([]);
  expect(findingsOf(id, surging('/own/a.sock', '/run/x', '              readOnly: true\n'))).toEqual([]);
  expect(findingsOf(id, surging('/tmp/a.sock', '/run/x'))).toEqual([]);
});
it('leaves pods that never run side by side to the port that keeps them apart', () => {
  const text = `${surging('--endpoint=unix:///own/driver.sock', '/x')}          ports: [{containerPort: 80, hostPort: 80}]\n`;
  expect(findingsOf(id, text)).toEqual([]);
  expect(findingsOf('ds-surge-port-taken', text)).toHaveLength(1);
});
it('takes a rollout without surge', () => {
  const text = surging('--endpoint=unix:///own/driver.sock', '/x').replace('maxSurge: 1', 'maxSurge: 0');
  expect(findingsOf(id, text.replace('maxUnavailable: 0', 'maxUnavailable: 1'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${surging('/own/a.sock', '/run/x')}  "`)).toEqual([]);
});
