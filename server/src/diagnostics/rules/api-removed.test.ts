import { expect, it } from 'vitest';
import { daemonSet, findingsOf, statefulSet } from '../testing';

const id = 'api-removed';

it('finds a version that is gone', () => {
  const [finding, ...more] = findingsOf(id, daemonSet().replace('apps/v1', 'extensions/v1beta1'));
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ category: 'rejected', field: 'apiVersion', marked: 'extensions/v1beta1' });
  expect(finding?.message).toContain('apps/v1');
});
it('takes the current version', () => {
  expect(findingsOf(id, daemonSet())).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, 'apiVersion: apps/v1beta2\nkind: StatefulSet\nmetadata: {name: "web')).toEqual([]);
});
it('mends it', () => {
  const [fix] = findingsOf(id, statefulSet().replace('apps/v1', 'apps/v1beta2'))[0]?.fixes ?? [];
  expect(fix).toMatchObject({ preferred: true, result: statefulSet() });
});
