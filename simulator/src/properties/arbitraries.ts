/**
 * Arbitrary scenarios for the properties: every strategy, gate and release, with whatever people and machines do in
 * between. No two steps fall on the same millisecond, so that a replay knows the order of steps and events.
 */
import fc from 'fast-check';
import type { Scenario, Step } from '../scenario';
import { daemonSet, statefulSet, workers } from '../testing';
import type { DaemonSetWorkload, DisruptionBudget, StatefulSetWorkload, Workload } from '../workload';
import {
  change,
  count,
  gates,
  moment,
  nodeStep,
  often,
  ordered,
  percent,
  rules,
  templates,
  UNTIL,
  VERSIONS,
  version,
} from './pieces';

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
    /** scaled down and, soon after, up again: what the first left undone meets the second */
    wobble: fc.option(
      fc.record({
        at: moment(5, 60),
        after: fc.integer({ min: 1, max: 3000 }),
        low: fc.nat(2),
        high: fc.integer({ min: 3, max: 5 }),
      }),
      { freq: 2 },
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
    const { wobble } = o;
    const same = { version: o.first.version, more: null };
    const scaled =
      wobble === null
        ? []
        : [
            { ...same, at: wobble.at, replicas: wobble.low },
            { ...same, at: wobble.at + wobble.after, replicas: wobble.high },
          ];
    const applies = [...o.applies, ...scaled]
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

const budget: fc.Arbitrary<Pick<DisruptionBudget, 'minAvailable' | 'maxUnavailable'>> = fc.oneof(
  fc.oneof(fc.nat(5), percent).map((minAvailable) => ({ minAvailable })),
  fc.oneof(fc.nat(3), percent).map((maxUnavailable) => ({ maxUnavailable })),
);
/** Nodes are drained while a StatefulSet of a fixed size that a budget guards is rolled out. */
export const guardedScenario: fc.Arbitrary<Scenario> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    gates,
    replicas: fc.integer({ min: 1, max: 6 }),
    identity: statefulIdentity,
    applies: fc.array(fc.record({ at: moment(0, 90), version }), { maxLength: 3 }),
    budget: fc.record({ at: moment(0, 30), spec: budget, always: fc.boolean(), gone: fc.option(moment(40, 90)) }),
    drains: fc.array(fc.record({ at: moment(5, 60), node: fc.integer({ min: 1, max: 4 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    disturbances: fc.array(
      fc.oneof(
        fc.record({ at: moment(1, 90), deletePod: pod }),
        fc.record({ at: moment(1, 90), pod: fc.record({ name: pod, ready: fc.boolean() }) }),
      ),
      { maxLength: 3 },
    ),
    rules,
    seed: fc.integer({ min: 1, max: 6 }),
  })
  .map((o): Scenario => {
    const spec = (version: number): StatefulSetWorkload =>
      statefulSet(version, { replicas: o.replicas, podManagementPolicy: o.identity.podManagementPolicy });
    const applyBudget: DisruptionBudget = {
      name: 'web',
      namespace: 'default',
      selector: { matchLabels: { app: 'demo' } },
      alwaysEvictUnhealthy: o.budget.always,
      ...o.budget.spec,
    };
    return {
      kubernetesVersion: o.version,
      featureGates: o.gates,
      nodes: workers(5),
      pods: o.rules,
      seed: o.seed,
      steps: ordered([
        { at: 0, apply: spec(1) },
        ...o.applies.map(({ at, version }) => ({ at, apply: spec(version) })),
        { at: o.budget.at, applyBudget },
        ...(o.budget.gone === null ? [] : [{ at: o.budget.gone, deleteBudget: 'web' }]),
        ...o.drains.map(({ at, node }) => ({ at, node: { name: `worker-${node}`, drain: {} } })),
        ...o.disturbances,
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

/** A rollout with surge begins while several nodes are closed to new pods and the pod of another is not there. */
export const sunsetScenario: fc.Arbitrary<Scenario> = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    closed: fc.subarray([1, 2, 3], { minLength: 2 }),
    maxSurge: count(2),
    startSeconds: fc.integer({ min: 1, max: 9 }),
    killedAt: moment(17, 20),
    seed: fc.integer({ min: 1, max: 6 }),
  })
  .map((o): Scenario => {
    const updateStrategy = {
      type: 'RollingUpdate' as const,
      rollingUpdate: { maxUnavailable: 0, maxSurge: o.maxSurge },
    };
    const close = { addTaint: { key: 'm', effect: 'NoSchedule' as const } };
    return {
      kubernetesVersion: o.version,
      nodes: workers(5),
      pods: [{ match: { nodes: ['worker-4'], instances: [2] }, startSeconds: o.startSeconds }],
      seed: o.seed,
      steps: ordered([
        { at: 0, apply: daemonSet(1, { updateStrategy }) },
        ...o.closed.map((n) => ({ at: 10_000, node: { name: `worker-${n}`, ...close } })),
        { at: o.killedAt, deletePodOn: 'worker-4', graceSeconds: 0 },
        { at: 20_100, apply: daemonSet(2, { updateStrategy }) },
      ]),
      until: 60,
    };
  });

export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 3, arbitrary: statefulScenario },
  { weight: 3, arbitrary: daemonScenario },
  { weight: 1, arbitrary: guardedScenario },
);

/** @returns the applies of a scenario in their order */
export function appliesOf(scenario: Scenario): { readonly at: number; readonly apply: Workload }[] {
  return scenario.steps.flatMap((step) => ('apply' in step ? [step] : []));
}
