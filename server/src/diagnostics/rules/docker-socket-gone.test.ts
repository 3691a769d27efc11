import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'docker-socket-gone';
const volume = (path: string, type = '') =>
  daemonSet('', `      volumes: [{name: host, hostPath: {path: ${path}${type && `, type: ${type}`}}}]\n`);

it('finds the socket', () => {
  expect(findingsOf(id, volume('/var/run/docker.sock', 'Socket'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.volumes[0].hostPath.path', marked: '/var/run/docker.sock' },
  ]);
  expect(findingsOf(id, volume('/run/docker.sock'))).toHaveLength(1);
  expect(findingsOf(id, volume('/var/lib/docker/containers', 'Directory'))).toHaveLength(1);
});
it('takes other sockets, and a directory that is made when absent', () => {
  expect(findingsOf(id, volume('/run/containerd/containerd.sock', 'Socket'))).toEqual([]);
  expect(findingsOf(id, volume('/var/lib/docker/containers'))).toEqual([]);
});
it('is silent before 1.24', () => {
  expect(findingsOf(id, volume('/var/run/docker.sock'), { version: '1.23' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${volume('/var/run/docker.sock')} "`)).toEqual([]);
});
