/** What must hold whatever is asked of the controllers; a failing seed is printed by fast-check. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NodeChange, PodRule, Scenario, Step } from './scenario';
import { createSimulation, simulate } from './simulation';
import { daemonSet, statefulSet, workers } from './testing';
import type { Trace, TraceEvent } from './trace';

const RUNS = { numRuns: 40 };
const VERSIONS = ['1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];

const rule: fc.Arbitrary<PodRule> = fc.record({
  match: fc.record(
    {
      ordinals: fc.array(fc.nat(4), { minLength: 1, maxLength: 2 }),
      revision: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['revision'] },
  ),
  startSeconds: fc.nat(3),
  readySeconds: fc.option(fc.nat(3), { nil: null }),
  terminateSeconds: fc.nat(6),
});
const failing: fc.Arbitrary<PodRule> = fc.record({
  match: fc.record({ instances: fc.constant([1]), revision: fc.constant([2]) }),
  startSeconds: fc.constant(1),
  fail: fc.record({
    afterSeconds: fc.integer({ min: 1, max: 4 }),
    phase: fc.constantFrom('Failed' as const, 'Succeeded' as const),
  }),
});

const spec = (
  version: number,
  o: {
    replicas: number;
    start: number;
    parallel: boolean;
    partition: number;
    max: number;
    minReady: number;
    drop: boolean;
  },
) =>
  statefulSet(version, {
    replicas: o.replicas,
    ordinalsStart: o.start,
    podManagementPolicy: o.parallel ? 'Parallel' : 'OrderedReady',
    minReadySeconds: o.minReady,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: o.partition, maxUnavailable: o.max } },
    claimTemplates: [{ name: 'data', accessModes: [] }],
    claimRetention: { whenDeleted: 'Retain', whenScaled: o.drop ? 'Delete' : 'Retain' },
  });
const settings = {
  start: fc.nat(2),
  parallel: fc.boolean(),
  partition: fc.nat(2),
  max: fc.integer({ min: 1, max: 3 }),
  minReady: fc.constantFrom(0, 0, 3),
  drop: fc.boolean(),
};

const statefulScenario: fc.Arbitrary<Scenario> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    settings: fc.record(settings),
    applies: fc.array(fc.record({ at: fc.nat(40), version: fc.integer({ min: 1, max: 3 }), replicas: fc.nat(5) }), {
      maxLength: 3,
    }),
    replicas: fc.integer({ min: 1, max: 4 }),
    kills: fc.array(fc.record({ at: fc.integer({ min: 1, max: 50 }), ordinal: fc.nat(5) }), { maxLength: 3 }),
    rules: fc.array(fc.oneof(rule, failing), { maxLength: 2 }),
    cascade: fc.option(fc.constantFrom('background' as const, 'foreground' as const, 'orphan' as const)),
  })
  .map(({ version, settings: fixed, applies, replicas, kills, rules, cascade }) => ({
    kubernetesVersion: version,
    pods: rules,
    steps: [
      { at: 0, apply: spec(1, { ...fixed, replicas }) },
      ...applies.map((apply) => ({ at: apply.at, apply: spec(apply.version, { ...fixed, replicas: apply.replicas }) })),
      ...kills.map((kill) => ({ at: kill.at, deletePod: `web-${kill.ordinal}` })),
      ...(cascade === null ? [] : [{ at: 45, delete: { cascade } }]),
    ] as readonly Step[],
    until: 70,
  }));

const nodeChange: fc.Arbitrary<NodeChange> = fc
  .record({ node: fc.integer({ min: 1, max: 4 }), what: fc.nat(6) })
  .map(({ node, what }): NodeChange => {
    const name = `worker-${node}`;
    switch (what) {
      case 0:
        return { name, cordon: true };
      case 1:
        return { name, addTaint: { key: 'k', effect: 'NoSchedule' } };
      case 2:
        return { name, addTaint: { key: 'k', effect: 'NoExecute' } };
      case 3:
        return { name, removeTaint: { key: 'k' } };
      case 4:
        return { name, ready: false };
      case 5:
        return { name, ready: true };
      default:
        return { name, remove: true };
    }
  });

const daemonScenario: fc.Arbitrary<Scenario> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    surge: fc.nat(2),
    max: fc.integer({ min: 1, max: 3 }),
    minReady: fc.constantFrom(0, 0, 3),
    applies: fc.array(fc.record({ at: fc.nat(40), version: fc.integer({ min: 1, max: 3 }) }), { maxLength: 3 }),
    changes: fc.array(fc.record({ at: fc.integer({ min: 1, max: 50 }), node: nodeChange }), { maxLength: 4 }),
    rules: fc.array(fc.oneof(rule, failing), { maxLength: 2 }),
    seed: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ version, surge, max, minReady, applies, changes, rules, seed }) => {
    const at = (n: number) =>
      daemonSet(n, {
        minReadySeconds: minReady,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: surge > 0 ? 0 : max, maxSurge: surge },
        },
      });
    return {
      kubernetesVersion: version,
      nodes: workers(4),
      pods: rules,
      seed,
      steps: [
        { at: 0, apply: at(1) },
        ...applies.map((apply) => ({ at: apply.at, apply: at(apply.version) })),
        ...changes,
      ] as readonly Step[],
      until: 70,
    };
  });

/** Replays a trace and calls `check` after every event with the pods that exist. */
interface Seen {
  readonly object: string;
  readonly revision: number;
  readonly node: string;
  running: boolean;
  ready: boolean;
  available: boolean;
  deleting: boolean;
}
function replay(trace: Trace, check: (pods: ReadonlyMap<string, Seen>, event: TraceEvent) => void): void {
  const pods = new Map<string, Seen>();
  for (const event of trace.events) {
    const pod = pods.get(event.object);
    if (event.type === 'pod-created') {
      expect(pod, `${event.object} exists twice`).toBeUndefined();
      pods.set(event.object, {
        object: event.object,
        revision: event.revision ?? 0,
        node: event.node ?? '',
        running: false,
        ready: false,
        available: false,
        deleting: false,
      });
    }
    if (event.type.startsWith('pod-') && event.type !== 'pod-created')
      expect(pod, `${event.type} of nothing: ${event.object}`).toBeDefined();
    if (pod !== undefined) {
      if (event.type === 'pod-running') pod.running = true;
      if (event.type === 'pod-ready') pod.ready = true;
      if (event.type === 'pod-available') pod.available = true;
      if (event.type === 'pod-unready' || event.type === 'pod-failed' || event.type === 'pod-succeeded') {
        pod.ready = false;
        pod.available = false;
      }
      if (event.type === 'pod-deletion-requested') pod.deleting = true;
      if (event.type === 'pod-gone') {
        expect(pod.deleting).toBe(true);
        pods.delete(event.object);
      }
    }
    check(pods, event);
  }
}

test('time never runs backwards, and no ordinal exists twice', () => {
  fc.assert(
    fc.property(fc.oneof(statefulScenario, daemonScenario), (scenario) => {
      const trace = simulate(scenario);
      let t = 0;
      replay(trace, (_, event) => {
        expect(event.t).toBeGreaterThanOrEqual(t);
        t = event.t;
      });
      const left = trace.final.pods.map((pod) => pod.object);
      expect(new Set(left).size).toBe(left.length);
    }),
    RUNS,
  );
});

test('OrderedReady makes an ordinal only when all below it are available', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      const apply = scenario.steps[0];
      if (apply === undefined || !('apply' in apply) || apply.apply.kind !== 'StatefulSet') return;
      if (apply.apply.podManagementPolicy === 'Parallel') return;
      const start = apply.apply.ordinalsStart;
      replay(simulate(scenario), (pods, event) => {
        if (event.type !== 'pod-created' || event.by !== 'statefulset-controller') return;
        for (let ordinal = start; ordinal < (event.ordinal ?? 0); ordinal++) {
          const below = pods.get(`web-${ordinal}`);
          expect(
            below?.available === true && !below.deleting,
            `${event.object} is made while web-${ordinal} is not available`,
          ).toBe(true);
        }
      });
    }),
    RUNS,
  );
});

test('a StatefulSet’s update never takes more than maxUnavailable sound pods', () => {
  fc.assert(
    fc.property(statefulScenario, (scenario) => {
      const trace = simulate(scenario);
      for (const event of trace.events) {
        if (typeof event.reason !== 'object' || event.reason.code !== 'sts-update-budget') continue;
        expect(Number(event.reason.params['unavailable'])).toBeLessThan(Number(event.reason.params['maxUnavailable']));
      }
    }),
    RUNS,
  );
});

test('a DaemonSet never has two running pods of one template on a node', () => {
  fc.assert(
    fc.property(daemonScenario, (scenario) => {
      replay(simulate(scenario), (pods, event) => {
        if (event.type !== 'pod-running') return;
        const its = pods.get(event.object);
        for (const other of pods.values()) {
          if (other.object === event.object || other.node !== its?.node || other.deleting) continue;
          expect(other.running && other.revision === its.revision, `${event.object} beside ${other.object}`).toBe(
            false,
          );
        }
      });
    }),
    RUNS,
  );
});

test('a trace is a function of its scenario, stepped, stopped or in one go', () => {
  fc.assert(
    fc.property(fc.oneof(statefulScenario, daemonScenario), fc.nat(70), (scenario, t) => {
      const whole = simulate(scenario);
      const stopped = createSimulation(scenario);
      stopped.runTo(t);
      const stored = JSON.parse(JSON.stringify(stopped.snapshot()));
      expect(createSimulation(scenario, stored).trace()).toEqual(whole);
      expect(stopped.trace()).toEqual(whole);
    }),
    RUNS,
  );
});

test('applying once more what is there does nothing', () => {
  fc.assert(
    fc.property(fc.oneof(statefulScenario, daemonScenario), (scenario) => {
      const applies = scenario.steps.filter((step) => 'apply' in step).sort((a, b) => a.at - b.at);
      const newest = applies.at(-1);
      const gone = scenario.steps.some((step) => 'delete' in step);
      if (newest === undefined || gone) return;
      const again = { ...scenario, steps: [...scenario.steps, { ...newest, at: 60 }] };
      expect(simulate(again).events).toEqual(simulate(scenario).events);
    }),
    RUNS,
  );
});

test('the index of a DaemonSet counts what a fresh count would', () => {
  // The stored status at the end comes from the counts that were kept; a node that nobody has looked at again may differ,
  // so only runs without node changes are compared.
  fc.assert(
    fc.property(daemonScenario, (scenario) => {
      const quiet = { ...scenario, steps: scenario.steps.filter((step) => 'apply' in step), until: 200 };
      const trace = simulate(quiet);
      const ready = trace.final.pods.filter((pod) => pod.ready).length;
      const nodes = new Set(trace.final.pods.map((pod) => pod.node));
      expect(trace.final.status?.['currentNumberScheduled']).toBe(nodes.size);
      expect(trace.final.status?.['numberReady']).toBeLessThanOrEqual(ready);
    }),
    RUNS,
  );
});
