import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'min-ready-seconds-excessive';

it('finds a wait of hours', () => {
  expect(findingsOf(id, statefulSet('  minReadySeconds: 30000\n'))).toMatchObject([
    { category: 'risk', field: 'spec.minReadySeconds', marked: '30000' },
  ]);
  expect(findingsOf(id, statefulSet('  minReadySeconds: 30000\n'))[0]?.message).toContain('8.3 h after it is ready');
  expect(findingsOf(id, statefulSet('  minReadySeconds: 30000\n'))[0]?.message).toContain('25 h for 3 replicas');
  expect(findingsOf(id, daemonSet('  minReadySeconds: 3600\n'))[0]?.message).toContain('wait 1 h');
});
it('takes minutes', () => {
  expect(findingsOf(id, statefulSet('  minReadySeconds: 600\n'))).toEqual([]);
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${statefulSet('  minReadySeconds: 30000\n')}  "`)).toEqual([]);
});
