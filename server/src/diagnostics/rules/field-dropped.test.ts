import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'field-dropped';
const budget = (value: string) =>
  statefulSet(`  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: ${value}\n`);
const sleep = `${daemonSet()}          lifecycle:\n            preStop:\n              sleep: {seconds: 5}\n`;

it('finds what the release takes and does not keep', () => {
  expect(findingsOf(id, budget('2'), { version: '1.36' })).toMatchObject([
    { category: 'risk', field: 'spec.updateStrategy.rollingUpdate.maxUnavailable', marked: 'maxUnavailable' },
  ]);
  const [finding] = findingsOf(id, sleep, { version: '1.29' });
  expect(finding).toMatchObject({ field: 'spec.template.spec.containers[0].lifecycle.preStop.sleep' });
  expect(finding?.message).toContain('kept since 1.30');
});
it('says from which release on it counts, or that none has it on', () => {
  expect(findingsOf(id, budget('2'), { version: '1.36' })[0]?.message).toContain('since 1.37');
  expect(findingsOf(id, budget('2'), { version: '1.35.4' })[0]?.message).toContain('Kubernetes 1.35.4 drops');
  const stop = `${daemonSet()}          lifecycle:\n            stopSignal: SIGINT\n`.replace(
    '    spec:\n      containers',
    '    spec:\n      os: {name: linux}\n      containers',
  );
  expect(findingsOf(id, stop, { version: '1.37' })[0]?.message).toContain('off by default');
});
it('finds claim retention, ordinals and surge before they counted', () => {
  const early = statefulSet(
    '  ordinals:\n    start: 2\n  persistentVolumeClaimRetentionPolicy:\n    whenDeleted: Delete\n',
  );
  expect(findingsOf(id, early, { version: '1.26' }).map((each) => each.field)).toEqual([
    'spec.ordinals',
    'spec.persistentVolumeClaimRetentionPolicy',
  ]);
  const surge = daemonSet('  updateStrategy:\n    rollingUpdate:\n      maxUnavailable: 0\n      maxSurge: 1\n');
  expect(findingsOf(id, surge, { version: '1.21' })).toHaveLength(1);
  expect(findingsOf(id, surge, { version: '1.22' })).toEqual([]);
});
it('finds a volume that is taken out of the list', () => {
  const volumes = daemonSet(
    '',
    '      volumes:\n        - name: model\n          image: {reference: example.com/model:1}\n        - name: tmp\n          emptyDir: {}\n',
  );
  expect(findingsOf(id, volumes, { version: '1.34' })).toMatchObject([
    { field: 'spec.template.spec.volumes[0].image' },
  ]);
  expect(findingsOf(id, volumes, { version: '1.35' })).toEqual([]);
});
it('takes what counts, and values that change nothing', () => {
  expect(findingsOf(id, budget('2'))).toEqual([]);
  expect(findingsOf(id, budget('1'), { version: '1.36' })).toEqual([]);
  expect(findingsOf(id, sleep, { version: '1.30' })).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${budget('2')}  "`, { version: '1.36' })).toEqual([]);
});
