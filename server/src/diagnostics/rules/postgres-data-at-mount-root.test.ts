import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'postgres-data-at-mount-root';
const CLAIM = `  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      storageClassName: disks
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 1Gi
`;
const set = (image: string, mountPath: string, more = '') =>
  `${statefulSet(CLAIM).replace('registry.k8s.io/nginx-slim:0.27', image)}${more}          volumeMounts:\n          - name: data\n            mountPath: ${mountPath}\n`;
const pgdata = (value: string) => `          env:\n          - name: PGDATA\n            value: ${value}\n`;
const storageClass = (provisioner: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disks\nprovisioner: ${provisioner}\n`;
const DATA = '/var/lib/postgresql/data';

it('finds the data directory at the root of the disk, and puts it below', () => {
  const [finding, ...more] = findingsOf(id, set('postgres:17.2', DATA));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'risk', marked: DATA });
  expect(finding?.fixes[0]?.result).toContain(`value: ${DATA}/pgdata`);
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
  expect(findingsOf(id, set('postgis/postgis:17-3.5', DATA, pgdata(DATA)))).toHaveLength(1);
});
it('takes a directory below, a subPath, and disks without lost+found', () => {
  expect(findingsOf(id, set('postgres:17.2', DATA, pgdata(`${DATA}/pg`)))).toEqual([]);
  expect(findingsOf(id, `${set('postgres:17.2', DATA)}            subPath: pg\n`)).toEqual([]);
  expect(findingsOf(id, set('postgres:17.2', DATA), { others: storageClass('efs.csi.aws.com') })).toEqual([]);
  expect(findingsOf(id, set('postgres:17.2', DATA), { others: storageClass('ebs.csi.aws.com') })).toHaveLength(1);
  expect(findingsOf(id, set('bitnami/postgresql:17.2.0', '/bitnami/postgresql'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('postgres:17.2', DATA)} "`)).toEqual([]);
});
