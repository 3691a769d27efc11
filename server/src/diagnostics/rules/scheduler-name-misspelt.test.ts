import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'scheduler-name-misspelt';
const set = (name: string) => statefulSet('', `      schedulerName: ${name}\n`);

it.each(['kube-scheduler', 'default', 'defaut-scheduler', 'default-schedular', 'default_scheduler'])(
  'finds %s',
  (name) => {
    expect(findingsOf(id, set(name))).toMatchObject([
      { category: 'broken', marked: name, fixes: [{ preferred: true, result: set('default-scheduler') }] },
    ]);
  },
);
it('takes the usual one and one of your own', () => {
  expect(findingsOf(id, set('default-scheduler'))).toEqual([]);
  expect(findingsOf(id, set('volcano'))).toEqual([]);
  expect(findingsOf(id, set('my-scheduler'))).toEqual([]);
  expect(findingsOf(id, statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('default')} "`)).toEqual([]);
});
