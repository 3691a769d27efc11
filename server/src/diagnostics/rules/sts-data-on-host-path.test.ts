import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-data-on-host-path';
const set = (image: string, mountPath: string, hostPath: string, pod = '') =>
  `${statefulSet('', `${pod}      volumes:\n      - name: data\n        hostPath:\n          path: ${hostPath}\n`).replace('registry.k8s.io/nginx-slim:0.27', image)}          volumeMounts:\n          - name: data\n            mountPath: ${mountPath}\n`;

it('finds the data of a store, and of a program by the volume’s name', () => {
  const [finding, ...more] = findingsOf(id, set('cassandra:5.0.2', '/var/lib/cassandra', '/srv/cassandra'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.volumes[0].hostPath.path',
    marked: '/srv/cassandra',
  });
  expect(finding?.message).toContain('Cassandra');
  expect(findingsOf(id, set('example.com/shop/ledger:1.0', '/var/lib/ledger', '/srv/ledger'))).toHaveLength(1);
});
it('takes directories of the node, read-only mounts, and a pod that stays on its node', () => {
  expect(findingsOf(id, set('example.com/agent:1.0', '/csi', '/var/lib/kubelet/plugins/x'))).toEqual([]);
  expect(findingsOf(id, `${set('example.com/agent:1.0', '/data', '/srv/models')}            readOnly: true\n`)).toEqual(
    [],
  );
  const bound = '      nodeSelector:\n        kubernetes.io/hostname: node-a\n';
  const one = set('cassandra:5.0.2', '/var/lib/cassandra', '/srv/cassandra', bound);
  expect(findingsOf(id, one.replace('replicas: 3', 'replicas: 1'))).toEqual([]);
  expect(findingsOf(id, one)).toHaveLength(1);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('cassandra:5.0.2', '/var/lib/cassandra', '/srv/cassandra')} "`)).toEqual([]);
});
