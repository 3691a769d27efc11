import { expect, it } from 'vitest';
import { findingsOf, statefulSet } from '../testing';

const id = 'topology-spread-selects-others';
const set = (selector: string) =>
  statefulSet(
    '',
    `      topologySpreadConstraints:\n        - topologyKey: topology.kubernetes.io/zone\n          maxSkew: 1\n          whenUnsatisfiable: DoNotSchedule\n          labelSelector: ${selector}\n`,
  );

it('finds a selector that misses the own pods, and puts it right', () => {
  const [finding] = findingsOf(id, set('{matchLabels: {app: router}}'));
  expect(finding).toMatchObject({
    category: 'risk',
    field: 'spec.template.spec.topologySpreadConstraints[0].labelSelector.matchLabels.app',
    marked: 'router',
  });
  expect(finding?.fixes).toMatchObject([{ preferred: true, result: set('{matchLabels: {app: web}}') }]);
});
it('finds it in expressions, and a label that the pods lack', () => {
  expect(findingsOf(id, set('{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}'))).toHaveLength(1);
  expect(findingsOf(id, set('{matchLabels: {app: web, tier: data}}'))[0]?.message).toContain('no tier');
});
it('finds a selector that counts everything', () => {
  expect(findingsOf(id, set('{}'))).toMatchObject([{ field: expect.stringMatching(/labelSelector$/) }]);
  expect(findingsOf(id, set('{}').replace('DoNotSchedule', 'ScheduleAnyway'))).toEqual([]);
});
it('takes a selector that counts the own pods', () => {
  expect(findingsOf(id, set('{matchLabels: {app: web}}'))).toEqual([]);
  expect(findingsOf(id, set('{matchExpressions: [{key: app, operator: Exists}]}'))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, `${set('{matchLabels: {app: router}}')} "`)).toEqual([]);
});
