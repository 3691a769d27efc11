import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'device-without-privilege';
const pod = (path: string, more = '', type = '""') =>
  `${daemonSet('', `      volumes: [{name: device, hostPath: {path: ${path}, type: ${type}}}]\n`)}          volumeMounts: [{name: device, mountPath: ${path}}]
${more}`;

it('finds a device that the container may not open', () => {
  expect(findingsOf(id, pod('/dev/kvm'))).toMatchObject([
    { category: 'broken', field: 'spec.template.spec.containers[0].volumeMounts[0]' },
  ]);
  expect(findingsOf(id, pod('/dev/watch0', '', 'CharDevice'))).toHaveLength(1);
});
it('takes privileged containers, granted devices, and what everybody may open', () => {
  expect(findingsOf(id, pod('/dev/kvm', '          securityContext: {privileged: true}\n'))).toEqual([]);
  expect(findingsOf(id, pod('/dev/kvm', '          resources: {limits: {devices.example.com/kvm: 1}}\n'))).toEqual([]);
  expect(findingsOf(id, pod('/dev/shm'))).toEqual([]);
  expect(findingsOf(id, pod('/dev/log', '', 'Socket'))).toEqual([]);
  expect(findingsOf(id, pod('/dev'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('/dev/kvm')} "`)).toEqual([]);
});
