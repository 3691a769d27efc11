import { expect, test } from 'vitest';
import { simulate } from './simulation';
import { daemonSet, statefulSet, workers } from './testing';

const rollout = (seed: number, listTies = false) =>
  simulate(
    {
      kubernetesVersion: '1.37',
      nodes: workers(4),
      seed,
      steps: [
        { at: 0, apply: daemonSet(1) },
        { at: 20, apply: daemonSet(2) },
      ],
      until: 90,
    },
    { listTies },
  );
const deletions = (trace: ReturnType<typeof rollout>) =>
  trace.events.filter((event) => event.type === 'pod-deletion-requested');

test('a DaemonSet’s rollout says among how many nodes it chose, and the last one is no choice', () => {
  expect(deletions(rollout(1)).map((event) => event.tie)).toEqual([
    { among: 4 },
    { among: 3 },
    { among: 2 },
    undefined,
  ]);
});

test('the alternatives are named when they are asked for, the chosen one among them', () => {
  for (const event of deletions(rollout(3, true))) {
    if (event.tie === undefined) continue;
    expect(event.tie.alternatives).toHaveLength(event.tie.among);
    expect(event.tie.alternatives).toContain(event.node);
  }
});

test('another seed chooses another order, and names change nothing', () => {
  const order = (seed: number) => deletions(rollout(seed)).map((event) => event.node);
  expect(new Set([1, 2, 3, 4, 5].map((seed) => order(seed).join())).size).toBeGreaterThan(1);
  const bare = rollout(2, true).events.map(({ tie: _, ...event }) => event);
  expect(bare).toEqual(rollout(2).events.map(({ tie: _, ...event }) => event));
});

test('the scheduler says which nodes would have done as well', () => {
  const trace = simulate(
    {
      kubernetesVersion: '1.37',
      nodes: workers(3),
      steps: [{ at: 0, apply: statefulSet(1, { replicas: 4, podManagementPolicy: 'Parallel' }) }],
      until: 10,
    },
    { listTies: true },
  );
  expect(trace.events.filter((event) => event.type === 'pod-scheduled').map((event) => event.tie)).toEqual([
    { among: 3, alternatives: ['worker-1', 'worker-2', 'worker-3'] },
    { among: 2, alternatives: ['worker-2', 'worker-3'] },
    undefined,
    { among: 3, alternatives: ['worker-1', 'worker-2', 'worker-3'] },
  ]);
});
