import { expect, it } from 'vitest';
import { workload } from '../fixtures';
import { findingsOf } from '../testing';

const id = 'device-plugin-unregistered';
const IMAGE = 'nvcr.io/nvidia/k8s-device-plugin:v0.17.0';
const plugin = (path: string, flags = '', image = IMAGE) =>
  workload('DaemonSet', 'gpu', {
    image,
    pod: `      volumes: [{name: d, hostPath: {path: ${path}}}]\n`,
    container: `          volumeMounts: [{name: d, mountPath: /mnt${flags}}]\n`,
  });

it('finds a plug-in without the directory, or with one that it cannot write', () => {
  const container = 'spec.template.spec.containers[0]';
  expect(findingsOf(id, plugin('/dev'))).toMatchObject([{ category: 'broken', field: `${container}.volumeMounts` }]);
  expect(findingsOf(id, workload('DaemonSet', 'gpu', { image: IMAGE }))).toMatchObject([{ field: container }]);
  expect(findingsOf(id, plugin('/var/lib/kubelet/device-plugins', ', readOnly: true'))).toMatchObject([
    { field: `${container}.volumeMounts[0].readOnly` },
  ]);
});
it('takes the directory, one above it, another kubelet’s, and other programs', () => {
  for (const path of ['/var/lib/kubelet/device-plugins', '/var/lib/kubelet', '/', '/var/snap/kubelet/device-plugins'])
    expect(findingsOf(id, plugin(path))).toEqual([]);
  expect(findingsOf(id, plugin('/dev', '', 'registry.example.com/app:1'))).toEqual([]);
});
it('takes the helpers of these images', () => {
  for (const command of ['config-manager', 'gpu-feature-discovery'])
    expect(findingsOf(id, `${plugin('/dev')}          command: [${command}]\n`)).toEqual([]);
  expect(findingsOf(id, `${plugin('/dev')}          command: [nvidia-device-plugin]\n`)).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${plugin('/dev')} "`)).toEqual([]);
});
