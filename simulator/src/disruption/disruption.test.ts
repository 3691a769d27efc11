import { expect, test } from 'vitest';
import type { Scenario, Step } from '../scenario';
import { simulate } from '../simulation';
import { daemonSet, deeds, statefulSet, timeOf, workers } from '../testing';
import type { Trace } from '../trace';
import type { DisruptionBudget } from '../workload';

const budget = (more: Partial<DisruptionBudget>): DisruptionBudget => ({
  name: 'web',
  namespace: 'default',
  selector: { matchLabels: { app: 'demo' } },
  alwaysEvictUnhealthy: false,
  ...more,
});
const play = (steps: readonly Step[], until: number, more: Partial<Scenario> = {}) =>
  simulate({ kubernetesVersion: '1.37', nodes: workers(3), steps, until, ...more });
const refusals = (trace: Trace) =>
  trace.events
    .filter((event) => event.type === 'eviction-refused')
    .map((event) => (typeof event.reason === 'object' ? event.reason.code : ''));
const parallel = { podManagementPolicy: 'Parallel' } as const;
const install: Step = { at: 0, apply: statefulSet(1, { ...parallel, replicas: 3 }) };

test('a drain without a budget evicts at once, and the pod is made elsewhere', () => {
  const trace = play([install, { at: 20, node: { of: 'web-1', drain: {} } }], 40);
  expect(deeds(trace, 20)).toBe('-web-1/1 +web-1/1');
  expect(timeOf(trace, 'pod-deletion-requested', 'web-1')).toBeCloseTo(20, 1);
  expect(trace.final.pods.find((pod) => pod.object === 'web-1')?.node).not.toBe('worker-2');
  expect(trace.verdict.drains).toMatchObject([{ node: 'worker-2', seconds: expect.closeTo(1, 0) as number }]);
});

test('a budget lets one go after the other, and the drain asks every five seconds', () => {
  const slow = [{ startSeconds: 2, readySeconds: 1, terminateSeconds: 1 }];
  const two = statefulSet(1, { ...parallel, replicas: 2 });
  const trace = play(
    [
      { at: 0, apply: two },
      { at: 1, applyBudget: budget({ maxUnavailable: 1 }) },
      { at: 20, node: { name: 'worker-1', drain: {} } },
    ],
    60,
    { nodes: [...workers(1), { name: 'spare', unschedulable: true }], pods: slow },
  );
  // Nowhere else to go: the first one is evicted and waits, and the second one is never let go.
  expect(deeds(trace, 20)).toBe('-web-0/1 +web-0/1');
  expect(refusals(trace)).toEqual(['evict-refused']);
  expect(trace.verdict.drains).toMatchObject([{ seconds: null, reason: { code: 'evict-refused' } }]);
  expect(trace.final.budgets).toEqual([
    { object: 'web', expectedPods: 2, currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0 },
  ]);
});

test('the second pod goes at the first try after the first one is ready again', () => {
  const trace = play(
    [
      { at: 0, apply: statefulSet(1, { ...parallel, replicas: 2 }) },
      { at: 1, applyBudget: budget({ minAvailable: { percent: 50 } }) },
      { at: 19, node: { name: 'spare', uncordon: true } },
      { at: 20, node: { name: 'worker-1', drain: {} } },
    ],
    60,
    {
      nodes: [{ name: 'worker-1' }, { name: 'spare', unschedulable: true }],
      pods: [{ startSeconds: 2, readySeconds: 1, terminateSeconds: 1 }],
    },
  );
  expect(deeds(trace, 20)).toBe('-web-0/1 +web-0/1 -web-1/1 +web-1/1');
  expect(timeOf(trace, 'pod-deletion-requested', 'web-1')).toBeCloseTo(25, 1);
});

test('a budget that wants all pods stops the drain for ever, and the run ends by itself', () => {
  const trace = play(
    [install, { at: 1, applyBudget: budget({ maxUnavailable: 0 }) }, { at: 20, node: { name: 'worker-1', drain: {} } }],
    100_000,
  );
  expect(refusals(trace)).toEqual(['evict-refused']);
  expect(deeds(trace, 20)).toBe('');
  expect(trace.verdict.stuck).toBeNull();
});

test('pods that are not ready go by the policy for unhealthy pods', () => {
  const rules = [{ match: { ordinals: [1] }, startSeconds: 1, readySeconds: null }, {}];
  const steps = (more: Partial<DisruptionBudget>): Step[] => [
    install,
    { at: 1, applyBudget: budget({ minAvailable: 3, ...more }) },
    { at: 20, node: { of: 'web-1', drain: {} } },
  ];
  expect(refusals(play(steps({}), 30, { pods: rules }))).toEqual(['evict-refused']);
  expect(deeds(play(steps({ alwaysEvictUnhealthy: true }), 30, { pods: rules }), 20)).toBe('-web-1/1 +web-1/1');
  // IfHealthyBudget: the two others are enough for two
  expect(deeds(play(steps({ minAvailable: 2 }), 30, { pods: rules }), 20)).toBe('-web-1/1 +web-1/1');
});

test('two budgets for one pod are an error, and the drain gives it up', () => {
  const trace = play(
    [
      install,
      { at: 1, applyBudget: budget({ minAvailable: 1 }) },
      { at: 1, applyBudget: budget({ name: 'other', selector: {}, minAvailable: 1 }) },
      { at: 20, node: { of: 'web-1', drain: {} } },
      { at: 30, deleteBudget: 'other' },
    ],
    60,
  );
  expect(refusals(trace)).toEqual(['evict-refused-several']);
  expect(deeds(trace, 20)).toBe('');
});

test('a drain without eviction asks no budget', () => {
  const trace = play(
    [
      install,
      { at: 1, applyBudget: budget({ maxUnavailable: 0 }) },
      { at: 20, node: { of: 'web-1', drain: { disableEviction: true } } },
    ],
    40,
  );
  expect(deeds(trace, 20)).toBe('-web-1/1 +web-1/1');
});

test('daemon pods stay where they are', () => {
  const trace = play(
    [
      { at: 0, apply: daemonSet(1) },
      { at: 20, node: { name: 'worker-2', drain: {} } },
    ],
    40,
  );
  expect(deeds(trace, 20)).toBe('');
  expect(trace.verdict.drains).toMatchObject([{ node: 'worker-2', seconds: 0 }]);
});

test('a budget that selects by the ordinal guards that pod alone', () => {
  const only = budget({ selector: { matchLabels: { 'apps.kubernetes.io/pod-index': '0' } }, minAvailable: 1 });
  const drain = (of: string) => play([install, { at: 1, applyBudget: only }, { at: 20, node: { of, drain: {} } }], 40);
  expect(refusals(drain('web-0'))).toEqual(['evict-refused']);
  expect(refusals(drain('web-1'))).toEqual([]);
});

test('a budget that is not there cannot be deleted', () => {
  expect(play([install, { at: 1, deleteBudget: 'web' }], 5).problems).toMatchObject([
    { reason: { code: 'step-no-budget' } },
  ]);
});
