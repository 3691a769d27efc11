import { expect, test } from 'vitest';
import type { Scenario, Step } from '../scenario';
import { simulate } from '../simulation';
import { deeds, statefulSet, timeOf, workers } from '../testing';

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
