import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'host-path-not-writable';
const pod = (type: string, user: number, path = '/var/lib/agent', more = '') =>
  `${daemonSet(
    '',
    `${more}      securityContext: {runAsUser: ${user}}
      volumes: [{name: state, hostPath: {path: ${path}, type: ${type}}}]
`,
  )}          volumeMounts: [{name: state, mountPath: /state}]
`;

it('finds a user that is not root', () => {
  expect(findingsOf(id, pod('DirectoryOrCreate', 1000))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.volumes[0].hostPath' },
  ]);
});
it('takes root, directories that exist, and an init container of root', () => {
  expect(findingsOf(id, pod('DirectoryOrCreate', 0))).toEqual([]);
  expect(findingsOf(id, pod('Directory', 1000))).toEqual([]);
  expect(findingsOf(id, pod('DirectoryOrCreate', 1000, '/var/log/agent'))).toEqual([]);
  const init = '      initContainers: [{name: own, image: "busybox:1.37.0", securityContext: {runAsUser: 0}}]\n';
  expect(findingsOf(id, pod('DirectoryOrCreate', 1000, undefined, init))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('DirectoryOrCreate', 1000)} "`)).toEqual([]);
});
