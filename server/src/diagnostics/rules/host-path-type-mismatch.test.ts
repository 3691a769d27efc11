import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'host-path-type-mismatch';
const volume = (path: string, type: string) =>
  daemonSet('', `      volumes: [{name: host, hostPath: {path: ${path}, type: ${type}}}]\n`);

it.each([
  ['/run/containerd/containerd.sock', 'File'],
  ['/run/containerd/containerd.sock', 'DirectoryOrCreate'],
  ['/etc/machine-id', 'Directory'],
  ['/var/log', 'File'],
  ['/dev/kvm', 'File'],
])('finds %s as %s', (path, type) => {
  expect(findingsOf(id, volume(path, type))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.volumes[0].hostPath.type', marked: type },
  ]);
});
it.each([
  ['/run/containerd/containerd.sock', 'Socket'],
  ['/etc/machine-id', 'File'],
  ['/run/xtables.lock', 'FileOrCreate'],
  ['/var/lib/agent', 'DirectoryOrCreate'],
  ['/dev/kvm', 'CharDevice'],
  ['/var/log', '""'],
])('takes %s as %s', (path, type) => {
  expect(findingsOf(id, volume(path, type))).toEqual([]);
});
it('finds directories of the program that nothing makes', () => {
  const [absent] = findingsOf(id, volume('/var/lib/agent', 'Directory'));
  expect(absent?.message).toContain('DirectoryOrCreate');
  expect(absent?.fixes[0]?.result).toBe(volume('/var/lib/agent', 'DirectoryOrCreate'));
  expect(findingsOf(id, volume('/var/lib/agent/cursor', 'FileOrCreate'))[0]?.message).toContain('/var/lib/agent:');
  expect(findingsOf(id, volume('/var/lib/agent', 'DirectoryOrCreate'))).toEqual([]);
  expect(findingsOf(id, volume('/var/lib/other', 'Directory'))).toEqual([]);
  expect(findingsOf(id, volume('/run/xtables.lock', 'FileOrCreate'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${volume('/var/log', 'File')} "`)).toEqual([]);
});
it('sets what lies there', () => {
  const [fix] = findingsOf(id, volume('/var/log', 'File'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: volume('/var/log', 'Directory') });
});
