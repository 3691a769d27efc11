/**
 * Arbitrary scenarios for the properties: every strategy, gate and release, with whatever people and machines do in
 * between. No two steps fall on the same millisecond, so that a replay knows the order of steps and events.
 */
import fc from 'fast-check';
import type { NodeChange, PodRule, Scenario, Step } from '../scenario';
import { daemonSet, statefulSet, workers } from '../testing';
import type { DaemonSetWorkload, IntOrPercent, PodTemplate, StatefulSetWorkload, Taint, Workload } from '../workload';

/** Every covered minor, and the patch releases between which a behaviour changes. */
const VERSIONS = ['1.32', '1.33', '1.34.0', '1.34', '1.35.0', '1.35.3', '1.35', '1.36', '1.37', '1.37', '1.37'];
/** Where every scenario ends, in seconds: long enough for a machine that falls silent to be noticed. */
const UNTIL = 150;
const TEMPLATES = 4;

/** @returns parameters of `fc.assert`: so many runs, or what ROLLOUT_LENS_PROPERTY_RUNS says, as a multiple of the usual */
export function runs(usual: number, environment: string | undefined): { numRuns: number; maxSkipsPerRun: number } {
  const factor = Number(environment ?? '1');
  return { numRuns: Math.ceil(usual * (factor > 0 ? factor : 1)), maxSkipsPerRun: 1000 };
}

/** Milliseconds up to `most` seconds: as often as not a whole second, where much happens at once. */
const moment = (from: number, most: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: from, max: most }).map((s) => s * 1000),
    fc.integer({ min: from * 1000, max: most * 1000 }),
  );

const seconds = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.nat(most),
    fc.nat(most * 4).map((quarters) => quarters / 4),
  );

const some = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(values, { minLength: 1, maxLength: 2 });

const rule: fc.Arbitrary<PodRule> = fc.record(
  {
    match: fc.record(
      {
        ordinals: some(fc.nat(6)),
        nodes: some(fc.integer({ min: 1, max: 4 }).map((n) => `worker-${n}`)),
        revision: some(fc.integer({ min: 1, max: 3 })),
        instances: some(fc.integer({ min: 1, max: 3 })),
      },
      { requiredKeys: [] },
    ),
    scheduleSeconds: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, seconds(2)),
    startSeconds: seconds(4),
    readySeconds: fc.oneof({ weight: 4, arbitrary: seconds(4) }, fc.constant(null)),
    terminateSeconds: seconds(8),
  },
  { requiredKeys: ['match', 'startSeconds'] },
);
/** Pods that end by themselves; not for ever, so that traces stay short. */
const failing: fc.Arbitrary<PodRule> = fc.record({
  match: fc.record(
    { instances: some(fc.integer({ min: 1, max: 4 })), revision: some(fc.integer({ min: 1, max: 3 })) },
    { requiredKeys: ['instances'] },
  ),
  startSeconds: seconds(2),
  readySeconds: fc.oneof(seconds(2), fc.constant(null)),
  fail: fc.record({ afterSeconds: seconds(5), phase: fc.constantFrom('Failed' as const, 'Succeeded' as const) }),
});
const rules: fc.Arbitrary<PodRule[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: rule }, { weight: 1, arbitrary: failing }),
  { maxLength: 3 },
);

const percent = fc.integer({ min: 1, max: 100 }).map((n): IntOrPercent => ({ percent: n }));
const count = (most: number): fc.Arbitrary<IntOrPercent> =>
  fc.oneof({ weight: 2, arbitrary: fc.integer({ min: 1, max: most }) }, percent);

const often = <T>(usual: T, weight: number, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

/** What the templates of a scenario differ in; the n-th is always the same, as its fingerprint is. */
const template: fc.Arbitrary<Partial<PodTemplate>> = fc
  .record({
    ports: often(false, 6, fc.constant(true)),
    ssd: often(false, 8, fc.constant(true)),
    apart: often(false, 8, fc.constant(true)),
    bears: often(-1, 4, fc.constantFrom(0, 3)),
    grace: often(30, 4, fc.constantFrom(0, 2)),
  })
  .map((o) => ({
    ...(o.ports ? { hostPorts: [{ port: 8080, protocol: 'TCP', hostIP: '' }] } : {}),
    ...(o.ssd ? { nodeSelector: { disk: 'ssd' } } : {}),
    ...(o.apart
      ? {
          requiredPodAntiAffinity: [
            { labelSelector: { matchLabels: { app: 'demo' } }, topologyKey: 'kubernetes.io/hostname' },
          ],
        }
      : {}),
    ...(o.bears < 0
      ? {}
      : {
          tolerations: [
            {
              key: 'k',
              operator: 'Exists' as const,
              effect: 'NoExecute',
              ...(o.bears > 0 ? { tolerationSeconds: o.bears } : {}),
            },
          ],
        }),
    terminationGracePeriodSeconds: o.grace,
  }));
const templates = fc.array(template, { minLength: TEMPLATES, maxLength: TEMPLATES });
const version = fc.integer({ min: 1, max: TEMPLATES });

const gates = fc.record(
  { MaxUnavailableStatefulSet: fc.boolean(), StatefulSetRecreateStrategy: fc.boolean() },
  { requiredKeys: [] },
);

const taint: fc.Arbitrary<Taint> = fc.constantFrom(
  { key: 'k', effect: 'NoSchedule' } as const,
  { key: 'k', effect: 'NoExecute' } as const,
  { key: 'm', effect: 'NoSchedule' } as const,
);
const change: fc.Arbitrary<NodeChange> = fc.oneof(
  fc.constantFrom<NodeChange>(
    { cordon: true },
    { uncordon: true },
    { ready: false },
    { ready: true },
    { remove: true },
  ),
  fc.constantFrom<NodeChange>({ lost: true }, { lost: false }),
  taint.map((addTaint) => ({ addTaint })),
  fc.constantFrom('k', 'm').map((key) => ({ removeTaint: { key } })),
  fc.constantFrom('ssd', null).map((disk) => ({ setLabels: { disk } })),
);
const nodeStep = (most: number): fc.Arbitrary<Step[]> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ at: moment(0, most), node: fc.integer({ min: 1, max: 4 }), change })
        .map(({ at, node, change }) => [{ at, node: { name: `worker-${node}`, ...change } }]),
    },
    {
      weight: 1,
      arbitrary: fc
        .record({
          at: moment(0, most),
          labels: fc.constantFrom({}, { disk: 'ssd' }),
          taints: often([], 3, some(taint)),
        })
        .map(({ at, labels, taints }) => [{ at, node: { add: { name: 'late-1', labels, taints } } }]),
    },
    {
      // a machine is replaced by another of the same name
      weight: 1,
      arbitrary: fc.record({ at: moment(0, most), after: moment(0, 60) }).map(({ at, after }) => [
        { at, node: { name: 'worker-5', remove: true } },
        { at: at + after + 1, node: { name: 'worker-5', add: {} } },
      ]),
    },
  );

/** Sorts steps given in milliseconds, moves them apart, and turns them into seconds. */
function ordered(steps: readonly Step[]): Step[] {
  let last = -1;
  return [...steps]
    .sort((a, b) => a.at - b.at)
    .map((step) => {
      last = Math.max(last + 1, step.at);
      return { ...step, at: last / 1000 };
    });
}

const cascade = fc.constantFrom('background' as const, 'foreground' as const, 'orphan' as const);
/** The set is deleted, and perhaps made again some time later. */
const deletion = fc.option(fc.record({ at: moment(1, 70), cascade, again: fc.option(moment(0, 20)) }), { freq: 2 });

const statefulChoices = fc.record({
  replicas: fc.integer({ min: 0, max: 6 }),
  ordinalsStart: often(0, 2, fc.nat(3)),
  minReadySeconds: often(0, 2, fc.integer({ min: 1, max: 5 })),
  whenScaled: fc.constantFrom('Retain' as const, 'Delete' as const),
  whenDeleted: fc.constantFrom('Retain' as const, 'Delete' as const),
  history: often(10, 3, fc.constantFrom(0, 1)),
  strategy: fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ partition: often(0, 2, fc.integer({ min: 1, max: 4 })), maxUnavailable: fc.option(count(4)) })
        .map(({ partition, maxUnavailable }) => ({
          type: 'RollingUpdate' as const,
          rollingUpdate: { partition, ...(maxUnavailable === null ? {} : { maxUnavailable }) },
        })),
    },
    { weight: 1, arbitrary: fc.constantFrom({ type: 'RollingUpdate' as const }, { type: 'OnDelete' as const }) },
    { weight: 1, arbitrary: fc.constant({ type: 'Recreate' as const }) },
  ),
});
/** What cannot be changed once a set is there. */
const statefulIdentity = fc.record({
  podManagementPolicy: fc.constantFrom('OrderedReady' as const, 'Parallel' as const),
  claims: fc.boolean(),
});

const pod = fc.nat(8).map((ordinal) => `web-${ordinal}`);
const disturbance: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: moment(1, 90), deletePod: pod }) },
  fc.record({ at: moment(1, 90), deletePod: pod, graceSeconds: fc.constantFrom(0, 1) }),
  { weight: 2, arbitrary: fc.record({ at: moment(1, 90), pod: fc.record({ name: pod, ready: fc.boolean() }) }) },
  fc.record({ at: moment(1, 90), deleteClaim: pod.map((name) => `data-${name}`) }),
  fc.record({ at: moment(1, 60), pod, change }).map(({ at, pod: of, change }) => ({ at, node: { of, ...change } })),
);

export const statefulScenario: fc.Arbitrary<Scenario> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    gates,
    templates,
    first: fc.record({ version, choices: statefulChoices }),
    identities: fc.tuple(statefulIdentity, statefulIdentity),
    applies: fc.array(
      fc.record({ at: moment(0, 90), version, replicas: fc.nat(6), more: fc.option(statefulChoices) }),
      { maxLength: 4 },
    ),
    rules,
    disturbances: fc.array(disturbance, { maxLength: 4 }),
    nodes: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(nodeStep(60), { maxLength: 2 })),
    deletion,
    seed: fc.integer({ min: 1, max: 6 }),
  })
  .map((o): Scenario => {
    const spec = (
      version: number,
      choices: typeof o.first.choices,
      identity: (typeof o.identities)[0],
    ): StatefulSetWorkload => {
      const { whenDeleted, whenScaled, history, strategy, ...rest } = choices;
      return statefulSet(
        version,
        {
          ...rest,
          revisionHistoryLimit: history,
          updateStrategy: strategy,
          podManagementPolicy: identity.podManagementPolicy,
          claimTemplates: identity.claims ? [{ name: 'data', accessModes: [] }] : [],
          claimRetention: { whenDeleted, whenScaled },
        },
        o.templates[version - 1],
      );
    };
    // A set that is on its way out in the foreground is still there, so it keeps what cannot be changed.
    const [before, other] = o.identities;
    const after = o.deletion?.cascade === 'foreground' ? before : other;
    const gone = (o.deletion?.at ?? Number.POSITIVE_INFINITY) + 100;
    let choices = o.first.choices;
    const applies = [...o.applies]
      .sort((a, b) => a.at - b.at)
      .map(({ at, version, replicas, more }) => {
        choices = { ...(more ?? choices), replicas };
        return { at, apply: spec(version, choices, at < gone ? before : after) };
      });
    const again = o.deletion?.again ?? null;
    return {
      kubernetesVersion: o.version,
      featureGates: o.gates,
      nodes: workers(5),
      pods: o.rules,
      seed: o.seed,
      steps: ordered([
        { at: 0, apply: spec(o.first.version, o.first.choices, before) },
        ...applies,
        ...o.disturbances,
        ...o.nodes.flat(),
        ...(o.deletion === null ? [] : [{ at: o.deletion.at, delete: { cascade: o.deletion.cascade } }]),
        ...(again === null ? [] : [{ at: gone + again, apply: spec(o.first.version, choices, after) }]),
      ]),
      until: UNTIL,
    };
  });

const daemonChoices = fc.record({
  minReadySeconds: often(0, 2, fc.integer({ min: 1, max: 5 })),
  history: often(10, 3, fc.constantFrom(0, 1)),
  strategy: fc.oneof(
    count(4).map((maxUnavailable) => ({
      type: 'RollingUpdate' as const,
      rollingUpdate: { maxUnavailable, maxSurge: 0 },
    })),
    count(3).map((maxSurge) => ({ type: 'RollingUpdate' as const, rollingUpdate: { maxUnavailable: 0, maxSurge } })),
    {
      weight: 1,
      arbitrary: fc.constant({ type: 'OnDelete' as const, rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }),
    },
  ),
});
const daemonDisturbance: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ at: moment(1, 90), deletePodOn: fc.integer({ min: 1, max: 4 }).map((n) => `worker-${n}`) }),
  fc.record({ at: moment(1, 90), deletePodOn: fc.record({ revision: fc.integer({ min: 1, max: 3 }) }) }),
  fc.record({ at: moment(1, 90), deletePodOn: fc.constant('worker-2'), graceSeconds: fc.constantFrom(0, 1) }),
  fc.record({
    at: moment(1, 90),
    pod: fc.record({ on: fc.constantFrom('worker-1', 'worker-3'), ready: fc.boolean() }),
  }),
);

export const daemonScenario: fc.Arbitrary<Scenario> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    templates,
    first: fc.record({ version, choices: daemonChoices }),
    applies: fc.array(fc.record({ at: moment(0, 90), version, more: fc.option(daemonChoices) }), { maxLength: 4 }),
    rules,
    disturbances: fc.array(daemonDisturbance, { maxLength: 3 }),
    nodes: fc.array(nodeStep(70), { maxLength: 5 }),
    /** in an odd scenario a node is not ready, or tainted, before the set is there */
    early: often<Step[]>(
      [],
      3,
      fc.constantFrom<Step[]>(
        [{ at: 0, node: { name: 'worker-1', ready: false } }],
        [{ at: 0, node: { name: 'worker-3', addTaint: { key: 'k', effect: 'NoSchedule' } } }],
        [{ at: 0, node: { name: 'worker-4', setLabels: { disk: 'ssd' } } }],
      ),
    ),
    deletion,
    seed: fc.integer({ min: 1, max: 6 }),
  })
  .map((o): Scenario => {
    const spec = (version: number, choices: typeof o.first.choices): DaemonSetWorkload =>
      daemonSet(
        version,
        {
          minReadySeconds: choices.minReadySeconds,
          revisionHistoryLimit: choices.history,
          updateStrategy: choices.strategy,
        },
        o.templates[version - 1],
      );
    let choices = o.first.choices;
    const applies = [...o.applies]
      .sort((a, b) => a.at - b.at)
      .map(({ at, version, more }) => {
        choices = more ?? choices;
        return { at, apply: spec(version, choices) };
      });
    const again = o.deletion?.again ?? null;
    return {
      kubernetesVersion: o.version,
      nodes: workers(5),
      pods: o.rules,
      seed: o.seed,
      steps: ordered([
        ...o.early,
        { at: 0, apply: spec(o.first.version, o.first.choices) },
        ...applies,
        ...o.disturbances,
        ...o.nodes.flat(),
        ...(o.deletion === null ? [] : [{ at: o.deletion.at, delete: { cascade: o.deletion.cascade } }]),
        ...(again === null ? [] : [{ at: (o.deletion?.at ?? 0) + 100 + again, apply: spec(o.first.version, choices) }]),
      ]),
      until: UNTIL,
    };
  });

export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(statefulScenario, daemonScenario);

/** @returns the applies of a scenario in their order */
export function appliesOf(scenario: Scenario): { readonly at: number; readonly apply: Workload }[] {
  return scenario.steps.flatMap((step) => ('apply' in step ? [step] : []));
}
