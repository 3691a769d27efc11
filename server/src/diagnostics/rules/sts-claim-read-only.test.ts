import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-claim-read-only';
const claim = (modes: string, more = '') => `  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [${modes}]
${more}      resources:
        requests:
          storage: 1Gi
`;
const mount = (more = '') =>
  `          volumeMounts:\n          - name: data\n            mountPath: /var/lib/mysql\n${more}`;
const READ_ONLY = '            readOnly: true\n';
const mysql = (text: string) => text.replace('registry.k8s.io/nginx-slim:0.27', 'mysql:8.4.3');

it('finds a claim that may only be read, and mends it', () => {
  const [finding, ...more] = findingsOf(id, mysql(statefulSet(claim('ReadOnlyMany'))) + mount());
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.volumeClaimTemplates[0].spec.accessModes' });
  expect(finding?.message).toContain('MySQL cannot write');
  expect(finding?.fixes[0]).toMatchObject({ preferred: true });
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds a claim that is only mounted read-only', () => {
  const [finding, ...more] = findingsOf(id, mysql(statefulSet(claim('ReadWriteOnce'))) + mount(READ_ONLY));
  expect(more).toEqual([]);
  expect(finding?.field).toBe('spec.template.spec.containers[0].volumeMounts[0].readOnly');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds the data of a store on a read-only mount though another container writes', () => {
  const init = `      initContainers:\n      - name: load\n        image: busybox:1.37\n        volumeMounts:\n        - name: data\n          mountPath: /data\n`;
  const [finding, ...more] = findingsOf(id, mysql(statefulSet(claim('ReadWriteOnce'), init)) + mount(READ_ONLY));
  expect(more).toEqual([]);
  expect(finding?.message).toContain('MySQL keeps its data in /var/lib/mysql');
});
it('takes claims that can be written, and content that comes from elsewhere', () => {
  expect(findingsOf(id, statefulSet(claim('ReadWriteOnce')) + mount())).toEqual([]);
  expect(findingsOf(id, statefulSet(claim('ReadWriteMany, ReadOnlyMany')) + mount())).toEqual([]);
  const source = '      dataSource:\n        kind: PersistentVolumeClaim\n        name: models\n';
  expect(findingsOf(id, statefulSet(claim('ReadOnlyMany', source)) + mount(READ_ONLY))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet(claim('ReadOnlyMany'))} "`)).toEqual([]);
});
