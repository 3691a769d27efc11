import { expect, test } from 'vitest';
import type { NodeSpec, PodRule, Scenario, Step } from '../scenario';
import { simulate } from '../simulation';
import { daemonSet, deeds, timeOf, workers } from '../testing';
import type { Trace } from '../trace';
import { limits } from './rollingUpdate';

interface Play {
  readonly steps: readonly Step[];
  readonly nodes?: readonly NodeSpec[];
  readonly pods?: readonly PodRule[];
  readonly version?: string;
  readonly until?: number;
  readonly seed?: number;
}

function play({ steps, nodes, pods, version, until, seed }: Play): Trace {
  const scenario: Scenario = {
    kubernetesVersion: version ?? '1.37',
    nodes: nodes ?? workers(3),
    steps,
    until: until ?? 40,
    ...(pods === undefined ? {} : { pods }),
    ...(seed === undefined ? {} : { seed }),
  };
  return simulate(scenario);
}

const surge = (maxSurge: number) =>
  ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge } } }) as const;

test('every node that fits gets a pod; a tainted one is left out with its reason', () => {
  const nodes = [...workers(1), { name: 'cp', taints: [{ key: 'role', effect: 'NoSchedule' as const }] }];
  const trace = play({ steps: [{ at: 0, apply: daemonSet(1) }], nodes });
  expect(deeds(trace)).toBe('+agent@worker-1#1/1');
  expect(trace.verdict.excludedNodes.map((excluded) => [excluded.node, excluded.reason.code])).toEqual([
    ['cp', 'ds-excluded-taint'],
  ]);
});

test('one node after the other by default', () => {
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1) },
      { at: 5, apply: daemonSet(2) },
    ],
  });
  expect(deeds(trace, 5)).toBe(
    '-agent@worker-1#1/1 +agent@worker-1#2/2 -agent@worker-2#1/1 +agent@worker-2#2/2 -agent@worker-3#1/1 +agent@worker-3#2/2',
  );
});

test('the seed chooses among nodes that are alike, and nothing else', () => {
  const steps = [
    { at: 0, apply: daemonSet(1) },
    { at: 5, apply: daemonSet(2) },
  ];
  const orders = new Set([2, 3, 4, 5, 6, 7].map((seed) => play({ steps, seed }).verdict.restarts.join(' ')));
  expect(orders.size).toBeGreaterThan(1);
  expect(play({ steps, seed: 4 })).toEqual(play({ steps, seed: 4 }));
});

test('percentages are rounded up, and two zeros mean one unavailable', () => {
  const of = (maxUnavailable: number | { percent: number }, maxSurge: number | { percent: number }) =>
    limits(daemonSet(1, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } } }), 6);
  expect(of({ percent: 20 }, 0)).toEqual({ maxUnavailable: 2, maxSurge: 0 });
  expect(of(0, { percent: 30 })).toEqual({ maxUnavailable: 0, maxSurge: 2 });
  expect(of(0, 0)).toEqual({ maxUnavailable: 1, maxSurge: 0 });
});

test('a broken update stops at maxUnavailable, and the next template replaces the broken pod first', () => {
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1) },
      { at: 5, apply: daemonSet(2) },
      { at: 15, apply: daemonSet(3) },
    ],
    pods: [{ match: { revision: [2] }, readySeconds: null }],
  });
  expect(deeds(trace, 5)).toMatch(
    /^-agent@worker-1#1\/1 \+agent@worker-1#2\/2 -agent@worker-1#2\/2 \+agent@worker-1#3\/3 -agent@worker-2#1\/1/,
  );
});

test('surge keeps the old pod until the new one is available', () => {
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1, surge(1)) },
      { at: 5, apply: daemonSet(2, surge(1)) },
    ],
  });
  expect(timeOf(trace, 'pod-deletion-requested', 'agent@worker-1#1')).toBeGreaterThan(
    timeOf(trace, 'pod-ready', 'agent@worker-1#2'),
  );
  expect(trace.verdict.fewestAvailable).toMatchObject({ count: 3, of: 3 });
  expect(trace.verdict.mostExtra).toBe(1);
});

test('surge with a host port stands still', () => {
  const port = { hostPorts: [{ port: 80, protocol: 'TCP', hostIP: '' }] };
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1, surge(1), port) },
      { at: 5, apply: daemonSet(2, surge(1), port) },
    ],
  });
  expect(deeds(trace, 5)).toBe('+agent@worker-1#2/2');
  expect(trace.verdict.stuck?.codes.waitingFor.code).toBe('scheduler-ports');
});

test('a failing pod is deleted at once, then with growing pauses', () => {
  const trace = play({
    steps: [{ at: 0, apply: daemonSet(1) }],
    nodes: workers(1),
    pods: [{ readySeconds: null, fail: { afterSeconds: 1, phase: 'Failed' } }],
    until: 45,
  });
  const times = trace.events
    .filter((event) => event.type === 'pod-deletion-requested')
    .map((event) => Math.round(event.t));
  expect(times).toEqual([2, 4, 6, 12, 22, 40]);
});

test('a NoSchedule taint leaves the pod, but it does not come back when it is deleted', () => {
  const taint = { key: 'k', effect: 'NoSchedule' } as const;
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1) },
      { at: 5, node: { name: 'worker-2', addTaint: taint } },
      { at: 8, deletePodOn: 'worker-2' },
      { at: 15, node: { name: 'worker-2', removeTaint: { key: 'k' } } },
    ],
  });
  expect(deeds(trace, 5)).toBe('-agent@worker-2#1/1 +agent@worker-2#2/1');
  expect(timeOf(trace, 'pod-created', 'agent@worker-2#2')).toBeGreaterThan(15);
});

test('which node events wake the controller depends on the release', () => {
  const steps: readonly Step[] = [
    { at: 0, apply: daemonSet(1) },
    { at: 5, node: { name: 'worker-2', addTaint: { key: 'k', effect: 'NoSchedule' } } },
  ];
  const last = (version: string) => play({ steps, version }).final.status?.['numberMisscheduled'];
  expect([last('1.32'), last('1.33'), last('1.36')]).toEqual([1, 0, 0]);
});

test('pods follow labels, and a NoExecute taint', () => {
  const trace = play({
    nodes: workers(2).map((node) => ({ ...node, labels: { pool: 'a' } })),
    steps: [
      { at: 0, apply: daemonSet(1, {}, { nodeSelector: { pool: 'a' } }) },
      { at: 5, node: { name: 'worker-1', setLabels: { pool: null } } },
      { at: 9, node: { name: 'worker-2', addTaint: { key: 'k', effect: 'NoExecute' } } },
      { at: 15, node: { name: 'worker-1', setLabels: { pool: 'a' } } },
    ],
  });
  expect(deeds(trace, 5)).toBe('-agent@worker-1#1/1 -agent@worker-2#1/1 +agent@worker-1#2/1');
});

test('a silent node: its pod turns unready, is not replaced, and counts again when the node is back', () => {
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1) },
      { at: 6, node: { name: 'worker-2', lost: true } },
      { at: 70, node: { name: 'worker-2', lost: false } },
    ],
    until: 80,
  });
  expect(deeds(trace, 5)).toBe('');
  expect(timeOf(trace, 'pod-unready', 'agent@worker-2#1')).toBeGreaterThan(56);
  const during = trace.events.findLast((event) => event.type === 'status' && event.t < 70)?.status;
  expect(during).toMatchObject({ desiredNumberScheduled: 2, numberMisscheduled: 1 });
  expect(trace.final.status).toMatchObject({ desiredNumberScheduled: 3, numberReady: 3 });
});

test('pods of a node that vanished are collected a while later', () => {
  const trace = play({
    steps: [
      { at: 0, apply: daemonSet(1) },
      { at: 6, node: { name: 'worker-2', remove: true } },
    ],
    until: 90,
  });
  const gone = timeOf(trace, 'pod-gone', 'agent@worker-2#1');
  expect(gone).toBeGreaterThan(45);
  expect(gone).toBeLessThan(67);
});

test('bursts are of 250, and a large install ends all the same', () => {
  const trace = play({ steps: [{ at: 0, apply: daemonSet(1) }], nodes: workers(600) });
  const made = trace.events.filter((event) => event.type === 'pod-created').map((event) => event.t);
  expect([made.filter((t) => t === made[0]).length, made.length]).toEqual([250, 600]);
  expect(trace.final.status).toMatchObject({ numberAvailable: 600 });
});

test('an empty selector makes the controller refuse', () => {
  const trace = play({ steps: [{ at: 0, apply: daemonSet(1, { selector: {} }) }] });
  expect(deeds(trace)).toBe('');
  expect(trace.verdict.stuck?.codes.wayOut.code).toBe('way-write-selector');
});
