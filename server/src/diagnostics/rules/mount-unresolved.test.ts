import { expect, it } from 'vitest';
import { daemonSet, findingsOf, refusals, statefulSet } from '../testing';

const id = 'mount-unresolved';
const mount = (name: string) =>
  `          volumeMounts:\n            - name: ${name}\n              mountPath: /data\n`;
const claim = `  volumeClaimTemplates:
    - metadata:
        name: www
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: 1Gi
`;

it('finds a mount without a volume', () => {
  const [finding, ...more] = findingsOf(id, `${statefulSet()}${mount('wwww')}${claim}`);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'rejected', marked: 'wwww' });
  expect(finding?.field).toContain('volumeMounts[0].name');
  expect(finding?.message).toContain('www');
});
it('takes the name of a claim template or a volume', () => {
  expect(refusals(`${statefulSet()}${mount('www')}${claim}`)).toEqual([]);
  expect(refusals(daemonSet('', '      volumes: [{name: log, emptyDir: {}}]\n') + mount('log'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet()}${mount('"wwww')}`)).toEqual([]);
});
it('mounts what is meant, or adds the volume', () => {
  const fixes = findingsOf(id, `${statefulSet()}${mount('wwww')}${claim}`)[0]?.fixes ?? [];
  expect(fixes.map((fix) => fix.preferred)).toEqual([true, false]);
  expect(fixes[0]?.result).toBe(`${statefulSet()}${mount('www')}${claim}`);
  for (const { result } of fixes) expect(refusals(result)).toEqual([]);
});
it('has only the volume to add where no name is near', () => {
  const fixes = findingsOf(id, `${daemonSet()}${mount('log')}`)[0]?.fixes ?? [];
  expect(fixes.map((fix) => fix.title)).toEqual(['Add an emptyDir volume log']);
  expect(refusals(fixes[0]?.result ?? '')).toEqual([]);
});
it('finds a block device without a volume', () => {
  const [finding] = findingsOf(id, `${statefulSet()}          volumeDevices: [{name: disk, devicePath: /dev/a}]\n`);
  expect(finding).toMatchObject({ marked: 'disk' });
});
