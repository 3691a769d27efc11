import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet, summary } from '../testing';

const id = 'ds-replicas';

it('finds replicas in a DaemonSet, and says so once', () => {
  const text = daemonSet('  replicas: 3\n');
  expect(summary(text)).toEqual([`${id} spec.replicas`]);
  expect(findingsOf(id, text)).toMatchObject([{ category: 'rejected', marked: 'replicas' }]);
});
it('takes replicas in a StatefulSet', () => {
  expect(summary(statefulSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${daemonSet('  replicas: 3\n')}  "`)).toEqual([]);
});
it('takes the field away', () => {
  const [fix] = findingsOf(id, daemonSet('  replicas: 3 # as before\n'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: daemonSet() });
});
