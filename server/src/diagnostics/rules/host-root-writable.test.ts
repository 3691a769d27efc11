import { expect, it } from 'vitest';
import { daemonSet, findingsOf } from '../testing';

const id = 'host-root-writable';
const pod = (path: string, more = '') =>
  `${daemonSet('', `      volumes: [{name: host, hostPath: {path: ${path}}}]\n`)}          volumeMounts:
            - name: host
              mountPath: /host
${more}`;

it('finds directories that belong to the node as a whole', () => {
  expect(findingsOf(id, pod('/'))).toMatchObject([
    { category: 'risk', field: 'spec.template.spec.containers[0].volumeMounts[0]' },
  ]);
  expect(findingsOf(id, pod('/etc/'))).toHaveLength(1);
});
it('takes readOnly, smaller directories, and privileged containers', () => {
  expect(findingsOf(id, pod('/', '              readOnly: true\n'))).toEqual([]);
  expect(findingsOf(id, pod('/var/lib/agent'))).toEqual([]);
  const script = '          command: [sh, -c, "cp /opt/rules /host/etc/rules; sleep infinity"]\n';
  expect(findingsOf(id, pod('/', script))).toEqual([]);
  expect(findingsOf(id, pod('/', '          securityContext: {privileged: true}\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${pod('/')} "`)).toEqual([]);
});
it('mounts it readOnly', () => {
  const [fix] = findingsOf(id, pod('/'))[0]?.fixes ?? [];
  expect(fix?.result).toBe(pod('/', '              readOnly: true\n'));
});
