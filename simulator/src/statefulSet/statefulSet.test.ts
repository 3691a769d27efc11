import { expect, test } from 'vitest';
import type { PodRule, Scenario, Step } from '../scenario';
import { simulate } from '../simulation';
import { deeds, statefulSet, timeOf } from '../testing';
import type { Trace } from '../trace';
import { maxUnavailable } from './update';

interface Play {
  readonly steps: readonly Step[];
  readonly pods?: readonly PodRule[];
  readonly version?: string;
  readonly gates?: Readonly<Record<string, boolean>>;
  readonly until?: number;
}

function play({ steps, pods, version, gates, until }: Play): Trace {
  const scenario: Scenario = {
    kubernetesVersion: version ?? '1.37',
    steps,
    until: until ?? 60,
    ...(pods === undefined ? {} : { pods }),
    ...(gates === undefined ? {} : { featureGates: gates }),
  };
  return simulate(scenario);
}

const PARALLEL = { podManagementPolicy: 'Parallel' } as const;
const NEVER_2: PodRule = { match: { revision: [2] }, readySeconds: null };
const budget = (max: number, partition = 0) =>
  ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition, maxUnavailable: max } } }) as const;

test('OrderedReady makes one pod after the other', () => {
  const trace = play({ steps: [{ at: 0, apply: statefulSet(1) }] });
  expect(deeds(trace)).toBe('+web-0/1 +web-1/1 +web-2/1');
  expect(timeOf(trace, 'pod-created', 'web-1')).toBeGreaterThan(timeOf(trace, 'pod-ready', 'web-0'));
});

test('Parallel makes them all at once', () => {
  const trace = play({ steps: [{ at: 0, apply: statefulSet(1, PARALLEL) }] });
  expect(timeOf(trace, 'pod-created', 'web-2')).toBeLessThan(0.1);
});

test('a rolling update goes from the highest ordinal down, each pod available before the next goes', () => {
  const trace = play({
    steps: [
      { at: 0, apply: statefulSet(1) },
      { at: 10, apply: statefulSet(2) },
    ],
  });
  expect(deeds(trace, 10)).toBe('-web-2/1 +web-2/2 -web-1/1 +web-1/2 -web-0/1 +web-0/2');
  expect(trace.final.status).toMatchObject({ currentRevision: 2, updatedReplicas: 3, currentReplicas: 3 });
});

test('partition counts from ordinals.start, and a low pod comes back with the old template', () => {
  const at = (version: number) => statefulSet(version, { ordinalsStart: 5, ...budget(1, 2) });
  const trace = play({
    steps: [
      { at: 0, apply: at(1) },
      { at: 10, apply: at(2) },
      { at: 20, deletePod: 'web-5' },
    ],
  });
  expect(deeds(trace, 10)).toBe('-web-7/1 +web-7/2 -web-5/1 +web-5/1');
});

test('maxUnavailable is honoured by release and gate, rounded down and never below one', () => {
  const at = (version: number) => statefulSet(version, { replicas: 4, ...budget(2) });
  const steps = [
    { at: 0, apply: at(1) },
    { at: 14, apply: at(2) },
  ];
  expect(deeds(play({ steps }), 14)).toContain('-web-3/1 -web-2/1 +web-2/2 +web-3/2');
  expect(deeds(play({ steps, version: '1.36' }), 14)).toContain('-web-3/1 +web-3/2 -web-2/1');
  const switched = play({ steps, version: '1.36', gates: { MaxUnavailableStatefulSet: true } });
  expect(deeds(switched, 14)).toContain('-web-3/1 -web-2/1');
  expect([
    maxUnavailable({ percent: 50 }, 5),
    maxUnavailable({ percent: 10 }, 4),
    maxUnavailable(undefined, 9),
  ]).toEqual([2, 1, 1]);
});

test('OrderedReady does not mend a broken pod when the template is taken back', () => {
  const steps = [
    { at: 0, apply: statefulSet(1) },
    { at: 10, apply: statefulSet(2) },
    { at: 20, apply: statefulSet(1) },
  ];
  expect(deeds(play({ steps, pods: [NEVER_2] }), 10)).toBe('-web-2/1 +web-2/2');
  const byHand = play({ steps: [...steps, { at: 30, deletePod: 'web-2' }], pods: [NEVER_2] });
  expect(deeds(byHand, 10)).toBe('-web-2/1 +web-2/2 -web-2/2 +web-2/1');
});

test('Parallel replaces a broken pod with the next template', () => {
  const at = (version: number) => statefulSet(version, PARALLEL);
  const trace = play({
    steps: [
      { at: 0, apply: at(1) },
      { at: 5, apply: at(2) },
      { at: 15, apply: at(3) },
    ],
    pods: [NEVER_2],
    version: '1.36',
  });
  expect(deeds(trace, 15)).toBe('-web-2/2 +web-2/3 -web-1/1 +web-1/3 -web-0/1 +web-0/3');
});

test('Parallel with a used-up budget freezes in 1.36 and goes on in 1.37', () => {
  const at = (version: number) => statefulSet(version, { ...PARALLEL, ...budget(1) });
  const steps = [
    { at: 0, apply: at(1) },
    { at: 10, apply: at(2) },
  ];
  const pods: readonly PodRule[] = [{ match: { revision: [1] }, readySeconds: null }];
  expect(deeds(play({ steps, pods, version: '1.36', gates: { MaxUnavailableStatefulSet: true } }), 10)).toBe('');
  expect(deeds(play({ steps, pods }), 10)).toBe('-web-2/1 -web-1/1 -web-0/1 +web-0/2 +web-1/2 +web-2/2');
});

test('without a rollingUpdate block a low pod comes back with the old template while the update waits', () => {
  const at = (version: number) => statefulSet(version, { updateStrategy: { type: 'RollingUpdate' } });
  const trace = play({
    steps: [
      { at: 0, apply: at(1) },
      { at: 10, apply: at(2) },
      { at: 14, deletePod: 'web-0' },
    ],
    pods: [NEVER_2],
  });
  expect(deeds(trace, 14)).toBe('-web-0/1 +web-0/1');
});

test('OnDelete replaces nothing, and completes only from 1.37', () => {
  const at = (version: number) => statefulSet(version, { replicas: 1, updateStrategy: { type: 'OnDelete' } });
  const steps = [
    { at: 0, apply: at(1) },
    { at: 5, apply: at(2) },
    { at: 10, deletePod: 'web-0' },
  ];
  expect(deeds(play({ steps }), 5)).toBe('-web-0/1 +web-0/2');
  expect(play({ steps }).final.status).toMatchObject({ currentRevision: 2 });
  expect(play({ steps, version: '1.36' }).final.status).toMatchObject({ currentRevision: 1, currentReplicas: 0 });
});

test('Recreate removes all old pods together, where its gate is on', () => {
  const at = (version: number) => statefulSet(version, { updateStrategy: { type: 'Recreate' } });
  const steps = [
    { at: 0, apply: at(1) },
    { at: 10, apply: at(2) },
  ];
  const on = play({ steps, gates: { StatefulSetRecreateStrategy: true } });
  expect(deeds(on, 10)).toBe('-web-0/1 -web-1/1 -web-2/1 +web-0/2 +web-1/2 +web-2/2');
  expect(on.events.findLast((event) => event.type === 'status')?.conditions).toEqual([
    { type: 'Progressing', status: 'False', reason: 'RecreateCompleted' },
  ]);
  const off = play({ steps });
  expect(deeds(off)).toBe('');
  expect(off.events.filter((event) => event.type === 'warning').map((event) => event.reason)).toEqual([
    'UnknownStrategy',
  ]);
});

test('a scale-down takes the highest first; whenScaled Delete takes the claims along', () => {
  const at = (replicas: number) =>
    statefulSet(1, {
      replicas,
      claimTemplates: [{ name: 'data', accessModes: [] }],
      claimRetention: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    });
  const trace = play({
    steps: [
      { at: 0, apply: at(3) },
      { at: 10, apply: at(1) },
    ],
  });
  expect(deeds(trace, 10)).toBe('-web-2/1 -web-1/1 -data-web-2 -data-web-1');
  expect(trace.final.claims).toEqual([{ object: 'data-web-0' }]);
});

test('down and up again within a second: the ordinal stays missing until something wakes the controller', () => {
  const at = (replicas: number) =>
    statefulSet(1, {
      replicas,
      claimTemplates: [{ name: 'data', accessModes: [] }],
      claimRetention: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    });
  const trace = play({
    steps: [
      { at: 0, apply: at(2) },
      { at: 10, apply: at(1) },
      { at: 10.5, apply: at(2) },
    ],
    until: 30,
  });
  expect(deeds(trace, 10)).toBe('-web-1/1 -data-web-1');
  expect(trace.verdict.stuck?.codes.reason.code).toBe('sts-wait-claim-stale');
});

test('minReadySeconds: 1.35 looks when the pod becomes available, 1.34 only once in a period', () => {
  const apply = statefulSet(1, { replicas: 2, minReadySeconds: 5 });
  const at = (version: string): number => timeOf(play({ steps: [{ at: 0, apply }], version }), 'pod-created', 'web-1');
  expect(at('1.36')).toBeGreaterThan(6.9);
  expect(at('1.36')).toBeLessThan(7.2);
  expect(at('1.34')).toBeGreaterThan(9.9);
});

test('orphans are adopted, and rolled over when the template is another', () => {
  const trace = play({
    steps: [
      { at: 0, apply: statefulSet(1) },
      { at: 10, delete: { cascade: 'orphan' } },
      { at: 12, apply: statefulSet(2) },
    ],
  });
  expect(deeds(trace, 10)).toBe('-web-2/1 +web-2/2 -web-1/1 +web-1/2 -web-0/1 +web-0/2');
});

test('foreground deletion keeps the set until its last pod is gone', () => {
  const trace = play({
    steps: [
      { at: 0, apply: statefulSet(1) },
      { at: 10, delete: { cascade: 'foreground' } },
    ],
    pods: [{ terminateSeconds: 4 }],
  });
  expect(timeOf(trace, 'set-gone', 'web')).toBeGreaterThan(timeOf(trace, 'pod-gone', 'web-2') - 0.001);
  expect(trace.final).toEqual({ pods: [], claims: [], status: null });
});

test('a name that makes the revision label too long is refused for ever, and said so once', () => {
  const trace = play({ steps: [{ at: 0, apply: statefulSet(1, { name: 'x'.repeat(53) }) }] });
  expect(deeds(trace)).toBe('');
  expect(trace.events.filter((event) => event.type === 'warning')).toHaveLength(1);
  expect(trace.verdict.stuck?.codes.wayOut.code).toBe('way-shorter-name');
});

test('a claim that is being deleted goes with the surplus pod that owns it', () => {
  const at = (start: number) =>
    statefulSet(1, {
      replicas: 1,
      ordinalsStart: start,
      claimTemplates: [{ name: 'data', accessModes: [] }],
      claimRetention: { whenDeleted: 'Delete', whenScaled: 'Delete' },
    });
  const trace = simulate({
    kubernetesVersion: '1.37',
    steps: [
      { at: 0, apply: at(0) },
      { at: 10, deleteClaim: 'data-web-0' },
      { at: 11, apply: at(2) },
    ],
    until: 60,
  });
  expect(trace.final.claims).toEqual([{ object: 'data-web-2' }]);
});
