import { expect, test } from 'vitest';
import type { Scenario, Step } from '../scenario';
import { simulate } from '../simulation';
import { daemonSet, deeds, statefulSet, timeOf, workers } from '../testing';

const play = (steps: readonly Step[], until: number, more: Partial<Scenario> = {}) =>
  simulate({ kubernetesVersion: '1.36', nodes: workers(3), steps, until, ...more });

test('a silent machine: unready after 50 s, evicted after the toleration, gone only by force', () => {
  const tolerations = [
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 },
  ] as const;
  const trace = play(
    [
      { at: 0, apply: statefulSet(1, {}, { tolerations }) },
      { at: 12, node: { of: 'web-1', lost: true } },
      { at: 80, deletePod: 'web-1', graceSeconds: 0 },
    ],
    90,
  );
  expect(Math.round(timeOf(trace, 'pod-unready', 'web-1'))).toBe(62);
  expect(Math.round(timeOf(trace, 'pod-deletion-requested', 'web-1'))).toBe(67);
  expect(timeOf(trace, 'pod-gone', 'web-1')).toBe(80);
  expect(deeds(trace, 12)).toBe('-web-1/1 +web-1/1');
});

test('without a toleration of its own a pod stays 300 s on a silent node', () => {
  const trace = play(
    [
      { at: 0, apply: statefulSet(1) },
      { at: 12, node: { of: 'web-1', lost: true } },
    ],
    400,
  );
  expect(Math.round(timeOf(trace, 'pod-deletion-requested', 'web-1'))).toBe(362);
});

test('a NoExecute taint that goes in time evicts nobody', () => {
  const tolerations = [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 6 }] as const;
  const steps: readonly Step[] = [
    { at: 0, apply: statefulSet(1, {}, { tolerations }) },
    { at: 10, node: { of: 'web-0', addTaint: { key: 'k', effect: 'NoExecute' } } },
  ];
  expect(deeds(play(steps, 18), 10)).toBe('-web-0/1 +web-0/1');
  expect(deeds(play([...steps, { at: 13, node: { of: 'web-0', removeTaint: { key: 'k' } } }], 30), 10)).toBe('');
});

test('when every machine is silent nobody is evicted', () => {
  const tolerations = [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }] as const;
  const lost = workers(3).map(({ name }) => ({ at: 12, node: { name, lost: true } }));
  const trace = play([{ at: 0, apply: statefulSet(1, {}, { tolerations }) }, ...lost], 200);
  expect(trace.events.filter((event) => event.type === 'pod-unready')).toHaveLength(3);
  expect(deeds(trace, 12)).toBe('');
});

test('pods of one zone are evicted node by node, ten seconds apart', () => {
  const tolerations = [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }] as const;
  const lost = ['web-0', 'web-1'].map((of) => ({ at: 12, node: { of, lost: true } }));
  const trace = play([{ at: 0, apply: statefulSet(1, {}, { tolerations }) }, ...lost], 200, { nodes: workers(5) });
  const [first, second] = trace.events
    .filter((event) => event.type === 'pod-deletion-requested')
    .map((event) => event.t);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(9);
  expect((second ?? 0) - (first ?? 0)).toBeLessThan(12);
});

test('a pod that fits nowhere is bound when a node gets the label', () => {
  const trace = play(
    [
      { at: 0, apply: statefulSet(1, { replicas: 1 }, { nodeSelector: { disk: 'ssd' } }) },
      { at: 10, node: { name: 'worker-2', setLabels: { disk: 'ssd' } } },
    ],
    20,
  );
  expect(timeOf(trace, 'pod-scheduled', 'web-0')).toBeCloseTo(10, 1);
});

test('pods are spread, kept apart by anti-affinity, and held to what a node has', () => {
  const anti = {
    requiredPodAntiAffinity: [
      { labelSelector: { matchLabels: { app: 'demo' } }, topologyKey: 'kubernetes.io/hostname' },
    ],
  };
  const four = statefulSet(1, { replicas: 4, podManagementPolicy: 'Parallel' }, anti);
  expect(play([{ at: 0, apply: four }], 10).final.pods.filter((pod) => pod.node === undefined)).toHaveLength(1);
  const greedy = statefulSet(
    1,
    { replicas: 4, podManagementPolicy: 'Parallel' },
    { requests: { cpuMillis: 20_000, memoryBytes: 0 } },
  );
  const trace = play([{ at: 0, apply: greedy }], 10);
  expect(new Set(trace.final.pods.map((pod) => pod.node))).toEqual(
    new Set(['worker-1', 'worker-2', 'worker-3', undefined]),
  );
});

test('a step that cannot be carried out is reported', () => {
  const trace = play(
    [
      { at: 0, apply: statefulSet(1) },
      { at: 1, deletePod: 'web-9' },
      { at: 2, node: { name: 'nowhere', cordon: true } },
      { at: 3, deleteClaim: 'data-web-0' },
    ],
    5,
  );
  expect(trace.problems?.map((problem) => [problem.t, problem.reason.code])).toEqual([
    [1, 'step-no-pod'],
    [2, 'step-no-node'],
    [3, 'step-no-claim'],
  ]);
});

test('a machine that is out of service gives up its deleted pods in the next round of the collector', () => {
  const tolerations = [
    { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 },
  ] as const;
  const trace = play(
    [
      { at: 0, apply: statefulSet(1, {}, { tolerations }) },
      { at: 12, node: { of: 'web-1', lost: true } },
      { at: 80, node: { of: 'web-1', addTaint: { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' } } },
    ],
    120,
  );
  expect(timeOf(trace, 'pod-gone', 'web-1')).toBeGreaterThan(80);
  expect(timeOf(trace, 'pod-gone', 'web-1')).toBeLessThan(101);
});

test('a second taint does not put an eviction off, nor forward', () => {
  const tolerations = [
    { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
    { key: 'b', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 10 },
  ] as const;
  const taint = (at: number, key: string): Step => ({
    at,
    node: { of: 'web-0', addTaint: { key, effect: 'NoExecute' } },
  });
  const trace = play([{ at: 0, apply: statefulSet(1, {}, { tolerations }) }, taint(10, 'a'), taint(20, 'b')], 120);
  expect(timeOf(trace, 'pod-deletion-requested', 'web-0')).toBeCloseTo(70, 0);
});

test('a taint of the same key and effect takes the place of the one before', () => {
  const taint = (at: number, value: string): Step => ({
    at,
    node: { name: 'worker-1', addTaint: { key: 'gpu', value, effect: 'NoSchedule' } },
  });
  const tolerations = [{ key: 'gpu', operator: 'Equal', value: 'b', effect: 'NoSchedule' }] as const;
  const trace = play([taint(0, 'a'), taint(0, 'b'), { at: 1, apply: daemonSet(1, {}, { tolerations }) }], 20);
  expect(trace.final.pods).toHaveLength(3);
});

test('a daemon’s own seconds for a node that is not ready give way to those of the controller', () => {
  const tolerations = [
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 },
  ] as const;
  const trace = play(
    [
      { at: 0, apply: daemonSet(1, {}, { tolerations }) },
      { at: 10, node: { name: 'worker-1', ready: false } },
    ],
    60,
  );
  expect(deeds(trace, 10)).toBe('');
});

test('a shorter grace counts from the moment when it is asked for', () => {
  const trace = play(
    [
      { at: 0, apply: statefulSet(1, { replicas: 1 }) },
      { at: 10, deletePod: 'web-0' },
      { at: 15, deletePod: 'web-0', graceSeconds: 3 },
    ],
    60,
    { pods: [{ startSeconds: 1, readySeconds: 1, terminateSeconds: 25 }] },
  );
  expect(timeOf(trace, 'pod-gone', 'web-0')).toBeCloseTo(18, 0);
});
