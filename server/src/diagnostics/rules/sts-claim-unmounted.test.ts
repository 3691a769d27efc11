import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-claim-unmounted';
const CLAIM = `  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 1Gi
`;
const mount = (name: string, path = '/data') =>
  `          volumeMounts:\n          - name: ${name}\n            mountPath: ${path}\n`;
const image = (name: string, text: string) => text.replace('registry.k8s.io/nginx-slim:0.27', name);
const emptyDir = '      volumes:\n      - name: scratch\n        emptyDir: {}\n';

it('finds a claim that nothing mounts', () => {
  expect(findingsOf(id, statefulSet(CLAIM))).toMatchObject([
    { category: 'broken', field: 'spec.volumeClaimTemplates[0].metadata.name', marked: 'data' },
  ]);
});
it('says what is mounted instead, and mends it', () => {
  const text = image('mongo:8.0.4', statefulSet(CLAIM, emptyDir)) + mount('scratch', '/data/db');
  const [finding, ...more] = findingsOf(id, text);
  expect(more).toEqual([]);
  expect(finding?.message).toContain('scratch at /data/db instead');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('says that the data goes to the container’s layer, and mounts the claim there', () => {
  const [finding] = findingsOf(id, image('mongo:8.0.4', statefulSet(CLAIM)));
  expect(finding?.message).toContain('MongoDB writes to the container’s own layer');
  expect(finding?.fixes[0]?.result).toContain('mountPath: /data/db');
  expect(findingsOf(id, finding?.fixes[0]?.result ?? '')).toEqual([]);
});
it('finds a volume that names the template, or the claim of one replica', () => {
  const volume = (claim: string) =>
    `      volumes:\n      - name: store\n        persistentVolumeClaim:\n          claimName: ${claim}\n`;
  const set = (claim: string) => statefulSet(CLAIM, volume(claim)) + mount('store');
  const [finding, ...more] = findingsOf(id, set('data'));
  expect(more).toEqual([]);
  expect(finding?.field).toBe('spec.template.spec.volumes[0].persistentVolumeClaim.claimName');
  expect(finding?.message).toContain('data-web-0');
  expect(findingsOf(id, set('data-web-0'))[0]?.message).toContain('of one replica for every pod');
  expect(findingsOf(id, set('data-web-0').replace('replicas: 3', 'replicas: 1'))).toEqual([]);
});
it('takes a mount, also by an init container alone, and a raw device', () => {
  expect(findingsOf(id, statefulSet(CLAIM) + mount('data'))).toEqual([]);
  const init = `      initContainers:\n      - name: load\n        image: busybox:1.37\n        volumeMounts:\n        - name: data\n          mountPath: /data\n`;
  expect(findingsOf(id, statefulSet(CLAIM, init))).toEqual([]);
  const device = '          volumeDevices:\n          - name: data\n            devicePath: /dev/xvda\n';
  expect(findingsOf(id, statefulSet(CLAIM) + device)).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet(CLAIM)} "`)).toEqual([]);
});
