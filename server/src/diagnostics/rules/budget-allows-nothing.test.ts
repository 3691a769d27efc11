import { expect, it } from 'vitest';
import { autoscaler, budget, file } from '../fixtures';
import { findingsOf, statefulSet } from '../testing';

const id = 'budget-allows-nothing';

it.each(['maxUnavailable: 0', 'maxUnavailable: 0%', 'minAvailable: 100%', 'minAvailable: 3', 'minAvailable: 70%'])(
  'finds %s',
  (count) => {
    const [finding, ...more] = findingsOf(id, file(budget('web', count), statefulSet()));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ category: 'risk', field: `spec.${count.split(':')[0]}` });
    const [fix] = finding?.fixes ?? [];
    expect(fix).toMatchObject({ preferred: true, result: budget('web', 'maxUnavailable: 1') });
  },
);
it('finds a single pod that must stay', () => {
  const one = statefulSet().replace('replicas: 3', 'replicas: 1');
  const [finding] = findingsOf(id, file(budget('web', 'minAvailable: 1'), one));
  expect(finding?.message).toContain('one pod');
  expect(finding?.fixes[0]?.preferred).toBe(false);
});
it('looks at the least that an autoscaler leaves', () => {
  const set = statefulSet().replace('  replicas: 3\n', '');
  expect(
    findingsOf(id, file(budget('web', 'minAvailable: 3'), set, autoscaler('StatefulSet/web')))[0]?.message,
  ).toContain('autoscaler');
  expect(findingsOf(id, file(budget('web', 'minAvailable: 2'), set, autoscaler('StatefulSet/web')))).toEqual([]);
});
it('takes budgets that let a pod go, and those of other pods', () => {
  for (const count of ['maxUnavailable: 1', 'minAvailable: 2', 'minAvailable: 60%', 'maxUnavailable: 30%'])
    expect(findingsOf(id, file(budget('web', count), statefulSet()))).toEqual([]);
  expect(findingsOf(id, file(budget('api', 'maxUnavailable: 0', 'app: api'), statefulSet()))).toEqual([]);
});
it('is silent in a text that cannot be read', () => {
  expect(findingsOf(id, file(`${budget('web', 'maxUnavailable: 0')}  "`, statefulSet()))).toEqual([]);
});
