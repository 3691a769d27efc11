import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet, summary } from '../testing';

const id = 'unknown-field';

it('names the nearest field', () => {
  const [finding, ...more] = findingsOf(id, statefulSet().replace('replicas: 3', 'replica: 3'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'rejected', field: 'spec.replica', marked: 'replica' });
  expect(finding?.message).toContain('is replicas meant?');
  expect(findingsOf(id, statefulSet().replace('serviceName', 'servicename'))[0]?.message).toContain('serviceName');
});
it('names the level where the field belongs', () => {
  expect(findingsOf(id, daemonSet('  restartPolicy: Always\n'))[0]?.message).toContain('spec.template.spec');
  expect(findingsOf(id, statefulSet('', '      replicas: 3\n'))[0]?.message).toContain('belongs in spec.');
  expect(findingsOf(id, daemonSet('', '      image: nginx:1\n'))[0]?.message).toContain('containers[0]');
});
it('names the release that brings it', () => {
  const ordinals = statefulSet('  ordinals:\n    start: 1\n');
  expect(findingsOf(id, ordinals, { version: '1.37' })).toEqual([]);
  const [finding] = findingsOf(id, ordinals, { version: '1.25' });
  expect(finding?.message).toContain('since 1.26');
});
it('takes keys of maps', () => {
  expect(summary(statefulSet('', '      nodeSelector: {anything: goes}\n'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, statefulSet('  replica: "\n'))).toEqual([]);
});
it('renames, moves or removes', () => {
  const misspelt = findingsOf(id, statefulSet().replace('replicas: 3', 'replica: 3 # three'))[0]?.fixes ?? [];
  expect(misspelt[0]).toMatchObject({
    preferred: true,
    result: statefulSet().replace('replicas: 3', 'replicas: 3 # three'),
  });
  const moved = findingsOf(id, daemonSet('  restartPolicy: Always\n'))[0]?.fixes ?? [];
  expect(moved.map((fix) => [fix.title, fix.preferred])).toEqual([
    ['Move it to spec.template.spec', true],
    ['Remove restartPolicy', false],
  ]);
  for (const { result } of [...misspelt, ...moved]) expect(summary(result)).toEqual([]);
});
it('does not offer a name that is there already', () => {
  const fixes = findingsOf(id, statefulSet('  Replicas: 3\n'))[0]?.fixes ?? [];
  expect(fixes.map((fix) => fix.title)).toEqual(['Remove Replicas']);
});
