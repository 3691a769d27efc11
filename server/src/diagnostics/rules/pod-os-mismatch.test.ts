import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'pod-os-mismatch';
const select = (os: string) => `      nodeSelector: {kubernetes.io/os: ${os}}\n`;
const running = (pod: string, command: string) => `${daemonSet('', pod)}          command: [${command}]\n`;

it('finds a pod that says one and selects the other', () => {
  expect(findingsOf(id, daemonSet('', `      os: {name: linux}\n${select('windows')}`))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.os.name' },
  ]);
});
it('finds a Windows pod that nothing sends to Windows, and selects it', () => {
  const [finding] = findingsOf(id, daemonSet('', '      os: {name: windows}\n'));
  expect(finding?.fixes[0]?.result).toContain('kubernetes.io/os: windows');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  const others = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: w1\n  labels: {kubernetes.io/os: windows}\n';
  expect(findingsOf(id, daemonSet('', '      os: {name: windows}\n'), { others })).toEqual([]);
});
it('finds programs and paths of the other one', () => {
  expect(findingsOf(id, running(select('windows'), '/bin/sh, -c, run'))).toHaveLength(1);
  expect(findingsOf(id, running(select('linux'), 'powershell.exe'))).toHaveLength(1);
  const volume = `${select('linux')}      volumes:\n        - name: logs\n          hostPath: {path: 'C:\\logs'}\n`;
  expect(findingsOf(id, daemonSet('', volume))).toMatchObject([
    { field: 'spec.template.spec.volumes[0].hostPath.path' },
  ]);
});
it('takes what belongs together', () => {
  expect(findingsOf(id, daemonSet('', `      os: {name: linux}\n${select('linux')}`))).toEqual([]);
  expect(findingsOf(id, daemonSet('', '      os: {name: linux}\n'))).toEqual([]);
  expect(findingsOf(id, running(select('linux'), '/bin/sh, -c, run'))).toEqual([]);
  expect(findingsOf(id, running('', '/bin/sh, -c, run'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('', '      os: {name: windows}\n')} "`)).toEqual([]);
});
