import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'sts-volumes-do-not-fit';
const template = (name: string, spec: string) => `  - metadata:\n      name: ${name}\n    spec:\n${spec}`;
const spec = (mode = 'ReadWriteOnce', size = '10Gi', more = '') =>
  `      storageClassName: disks\n      accessModes: [${mode}]\n${more}      resources:\n        requests:\n          storage: ${size}\n`;
const set = (...templates: string[]) => statefulSet(`  volumeClaimTemplates:\n${templates.join('')}`);
const volume = (name: string, size = '10Gi', mode = 'ReadWriteOnce', more = '') =>
  `---\napiVersion: v1\nkind: PersistentVolume\nmetadata:\n  name: ${name}\n  labels:\n    disk: ${name}\nspec:\n  storageClassName: disks\n  capacity:\n    storage: ${size}\n  accessModes: [${mode}]\n${more}  local:\n    path: /mnt/${name}\n`;
const storageClass = (provisioner: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: disks\nprovisioner: ${provisioner}\n`;
const LOCAL = storageClass('kubernetes.io/no-provisioner');
const find = (text: string, ...volumes: string[]) => findingsOf(id, text, { others: LOCAL + volumes.join('') });
const data = template('data', spec());

it('finds fewer volumes than replicas', () => {
  const [finding, ...more] = find(set(data), volume('a'), volume('b'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'broken', field: 'spec.replicas', marked: '3' });
  expect(finding?.message).toContain('data-web-2 stays Pending');
  expect(find(set(data, template('log', spec())), volume('a'), volume('b'), volume('c'), volume('d'))).toHaveLength(1);
});
it.each([
  [
    'resources.requests.storage',
    spec('ReadWriteOnce', '20Gi'),
    [volume('a', '20Gi'), volume('b'), volume('c', '20Gi')],
  ],
  ['accessModes', spec('ReadWriteMany'), [volume('a'), volume('b'), volume('c')]],
  [
    'selector',
    spec('ReadWriteOnce', '1Gi', '      selector:\n        matchLabels:\n          disk: a\n'),
    [volume('a'), volume('b'), volume('c')],
  ],
  ['volumeMode', spec('ReadWriteOnce', '1Gi', '      volumeMode: Block\n'), [volume('a'), volume('b'), volume('c')]],
])('finds that %s keeps volumes from serving', (field, claim, volumes) => {
  expect(find(set(template('data', claim)), ...volumes)).toMatchObject([
    { field: `spec.volumeClaimTemplates[0].spec.${field}` },
  ]);
});
it('takes enough volumes, also for several templates and of a class that is no object', () => {
  expect(find(set(data), volume('a'), volume('b'), volume('c', '12Gi', 'ReadWriteOnce, ReadWriteMany'))).toEqual([]);
  const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => volume(name));
  expect(find(set(data, template('log', spec())), ...six)).toEqual([]);
  expect(findingsOf(id, set(data), { others: `${volume('a')}${volume('b')}${volume('c')}` })).toEqual([]);
  expect(findingsOf(id, set(data), { others: volume('a') })).toHaveLength(1);
});
it('is silent where volumes are provisioned or none is at hand', () => {
  expect(findingsOf(id, set(data), { others: storageClass('ebs.csi.aws.com') + volume('a') })).toEqual([]);
  expect(findingsOf(id, set(data), { others: LOCAL })).toEqual([]);
  expect(findingsOf(id, `${set(data)} "`, { others: LOCAL + volume('a') })).toEqual([]);
});
