/** What arbitrary scenarios are made of: moments, pods’ behaviour, templates, gates, and what happens to nodes. */
import fc from 'fast-check';
import type { NodeChange, PodRule, Step } from '../scenario';
import type { IntOrPercent, PodTemplate, Taint } from '../workload';

/** Every covered minor, and the patch releases between which a behaviour changes. */
export const VERSIONS = ['1.32', '1.33', '1.34.0', '1.34', '1.35.0', '1.35.3', '1.35', '1.36', '1.37', '1.37', '1.37'];
/** Where every scenario ends, in seconds: long enough for a machine that falls silent to be noticed. */
export const UNTIL = 150;
const TEMPLATES = 4;

/** The seed of every run that nobody asks to be another: a test must not fail by chance. */
const SEED = 20_260_101;

/**
 * Parameters of `fc.assert`.
 * @param environment ROLLOUT_LENS_PROPERTY_RUNS: so many times the usual runs, with a seed of chance, which is printed
 * when a property fails; ROLLOUT_LENS_PROPERTY_SEED: that seed
 */
export function runs(
  usual: number,
  environment: Readonly<Record<string, string | undefined>>,
): { numRuns: number; maxSkipsPerRun: number; seed?: number } {
  const factor = Number(environment['ROLLOUT_LENS_PROPERTY_RUNS'] ?? Number.NaN);
  const seed = Number(environment['ROLLOUT_LENS_PROPERTY_SEED'] ?? Number.NaN);
  const long = factor > 0;
  return {
    numRuns: Math.ceil(usual * (long ? factor : 1)),
    maxSkipsPerRun: 1000,
    ...(Number.isInteger(seed) ? { seed } : long ? {} : { seed: SEED }),
  };
}

/** Milliseconds up to `most` seconds: as often as not a whole second, where much happens at once. */
export const moment = (from: number, most: number): fc.Arbitrary<number> =>
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
export const rules: fc.Arbitrary<PodRule[]> = fc.array(
  fc.oneof({ weight: 3, arbitrary: rule }, { weight: 1, arbitrary: failing }),
  { maxLength: 3 },
);

export const percent = fc.integer({ min: 1, max: 100 }).map((n): IntOrPercent => ({ percent: n }));
export const count = (most: number): fc.Arbitrary<IntOrPercent> =>
  fc.oneof({ weight: 2, arbitrary: fc.integer({ min: 1, max: most }) }, percent);

export const often = <T>(usual: T, weight: number, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
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
export const templates = fc.array(template, { minLength: TEMPLATES, maxLength: TEMPLATES });
export const version = fc.integer({ min: 1, max: TEMPLATES });

export const gates = fc.record(
  { MaxUnavailableStatefulSet: fc.boolean(), StatefulSetRecreateStrategy: fc.boolean() },
  { requiredKeys: [] },
);

const taint: fc.Arbitrary<Taint> = fc.constantFrom(
  { key: 'k', effect: 'NoSchedule' } as const,
  { key: 'k', effect: 'NoExecute' } as const,
  { key: 'm', effect: 'NoSchedule' } as const,
);
export const change: fc.Arbitrary<NodeChange> = fc.oneof(
  fc.constantFrom<NodeChange>(
    { cordon: true },
    { uncordon: true },
    { ready: false },
    { ready: true },
    { remove: true },
  ),
  fc.constantFrom<NodeChange>({ lost: true }, { lost: false }),
  fc.constantFrom<NodeChange>({ drain: {} }, { drain: { disableEviction: true } }, { drain: { graceSeconds: 1 } }),
  taint.map((addTaint) => ({ addTaint })),
  fc.constantFrom('k', 'm').map((key) => ({ removeTaint: { key } })),
  fc.constantFrom('ssd', null).map((disk) => ({ setLabels: { disk } })),
);
export const nodeStep = (most: number): fc.Arbitrary<Step[]> =>
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
      // several nodes are closed to new pods at once
      weight: 1,
      arbitrary: fc
        .record({ at: moment(0, most), nodes: fc.subarray([1, 2, 3, 4, 5], { minLength: 2, maxLength: 3 }) })
        .map(({ at, nodes }) =>
          nodes.map((n) => ({
            at,
            node: { name: `worker-${n}`, addTaint: { key: 'm', effect: 'NoSchedule' as const } },
          })),
        ),
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
export function ordered(steps: readonly Step[]): Step[] {
  let last = -1;
  return [...steps]
    .sort((a, b) => a.at - b.at)
    .map((step) => {
      last = Math.max(last + 1, step.at);
      return { ...step, at: last / 1000 };
    });
}
