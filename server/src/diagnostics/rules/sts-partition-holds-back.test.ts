import { expect, it } from 'vitest';
import { findingsOf, statefulSet, summary } from '../testing';

const id = 'sts-partition-holds-back';
const partition = (n: string, more = '') =>
  statefulSet(`${more}  updateStrategy:\n    type: RollingUpdate\n    rollingUpdate:\n      partition: ${n}\n`);

it('names the pods that are held back, and those that are not', () => {
  const [finding, ...more] = findingsOf(id, partition('2'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.updateStrategy.rollingUpdate.partition',
    marked: '2',
  });
  expect(finding?.message).toContain('holds web-0 and web-1 back');
  expect(finding?.message).toContain('web-2 alone');
  expect(finding?.messageJa).toContain('web-0、web-1');
});
it('says that nothing is updated at all', () => {
  expect(findingsOf(id, partition('3'))[0]?.message).toContain('no pod at all');
});
it('counts from ordinals.start', () => {
  const [finding] = findingsOf(id, partition('6', '  ordinals:\n    start: 5\n'));
  expect(finding?.message).toContain('use 1');
  expect(finding?.fixes.map((fix) => fix.title)).toContain('Count from ordinals.start: set partition to 1');
});
it('leaves open how many there are where replicas is not written', () => {
  const [finding] = findingsOf(id, partition('2').replace('  replicas: 3\n', ''));
  expect(finding?.message).toContain('may be all');
});
it('shortens a long run', () => {
  const [finding] = findingsOf(id, partition('9').replace('replicas: 3', 'replicas: 12'));
  expect(finding?.message).toContain('web-0 to web-8');
});
it('takes 0, and sets without pods', () => {
  expect(summary(partition('0'))).toEqual([]);
  expect(summary(partition('1').replace('replicas: 3', 'replicas: 0'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${partition('2')}      "`)).toEqual([]);
});
it('sets it to 0, and never by itself: a canary may be meant', () => {
  const [fix] = findingsOf(id, partition('2 # canary'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: false, result: partition('0 # canary') });
  expect(summary(fix?.result ?? '')).toEqual([]);
});
