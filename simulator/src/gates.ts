/**
 * What the controllers of a release do differently: feature gates with their defaults, and behaviour that changed without
 * a gate. One table; everything else asks it. Read from the released sources named in each row.
 */
import { atLeast, type Release } from './release';

export type FeatureGate =
  | 'MaxUnavailableStatefulSet'
  | 'StatefulSetRecreateStrategy'
  | 'TaintTolerationComparisonOperators';

export type Behaviour =
  /** minReadySeconds counts where a StatefulSet's rollout asks whether a pod is unavailable (up to 1.33 only readiness) */
  | 'unavailableUntilMinReady'
  /** a pod is available at the very instant of minReadySeconds (up to 1.33 only after it) */
  | 'availableAtInstant'
  /** a StatefulSet is looked at again exactly when a pod becomes available */
  | 'exactAvailabilityCheck'
  /** Parallel with maxUnavailable deletes broken old pods first and regardless of the budget */
  | 'parallelTwoPasses'
  /** an OnDelete StatefulSet completes: currentRevision follows */
  | 'onDeleteCompletes'
  /** node updates go through a queue and ask what should run now (1.32 compared before and after) */
  | 'nodeUpdateQueue'
  /** a node update wakes a DaemonSet that counts misscheduled pods */
  | 'misscheduledWakes'
  /** the scheduler takes pods out of backoff when it has nothing else to do */
  | 'schedulerPopsBackoff';

interface GateRow {
  readonly gate: FeatureGate;
  /** first release that knows the gate */
  readonly since: readonly [minor: number, patch: number];
  /** releases from which on the default is as stated, ascending */
  readonly defaults: readonly { readonly minor: number; readonly patch: number; readonly on: boolean }[];
}

/** pkg/features/kube_features.go of 1.32.9, 1.33.5, 1.34.4, 1.35.3, 1.35.4, 1.36.3, 1.37.2 */
const GATES: readonly GateRow[] = [
  {
    gate: 'MaxUnavailableStatefulSet',
    since: [24, 0],
    defaults: [
      { minor: 24, patch: 0, on: false },
      { minor: 35, patch: 0, on: true },
      { minor: 35, patch: 4, on: false },
      { minor: 37, patch: 0, on: true },
    ],
  },
  { gate: 'StatefulSetRecreateStrategy', since: [37, 0], defaults: [{ minor: 37, patch: 0, on: false }] },
  { gate: 'TaintTolerationComparisonOperators', since: [35, 0], defaults: [{ minor: 35, patch: 0, on: false }] },
];

/** The gates that the simulator knows. */
export const CONTROLLER_GATES: readonly FeatureGate[] = GATES.map(({ gate }) => gate);

const BEHAVIOURS: readonly { readonly behaviour: Behaviour; readonly minor: number; readonly patch: number }[] = [
  { behaviour: 'nodeUpdateQueue', minor: 33, patch: 0 },
  { behaviour: 'schedulerPopsBackoff', minor: 33, patch: 0 },
  { behaviour: 'unavailableUntilMinReady', minor: 34, patch: 0 },
  { behaviour: 'availableAtInstant', minor: 34, patch: 0 },
  { behaviour: 'misscheduledWakes', minor: 34, patch: 1 },
  { behaviour: 'exactAvailabilityCheck', minor: 35, patch: 1 },
  { behaviour: 'parallelTwoPasses', minor: 37, patch: 0 },
  { behaviour: 'onDeleteCompletes', minor: 37, patch: 0 },
];

export interface Gates {
  readonly release: Release;
  /** Is a feature gate on? A gate that the release does not know is off, whatever is asked for. */
  readonly enabled: (gate: FeatureGate) => boolean;
  /** Does the release know a feature gate? */
  readonly knows: (gate: FeatureGate) => boolean;
  readonly has: (behaviour: Behaviour) => boolean;
}

/** @param overrides `featureGates` of a scenario: gates that differ from the release's defaults */
export function gatesOf(release: Release, overrides: Readonly<Record<string, boolean>> = {}): Gates {
  const on = new Set<FeatureGate>();
  const known = new Set<FeatureGate>();
  for (const row of GATES) {
    if (!atLeast(release, row.since[0], row.since[1])) continue;
    known.add(row.gate);
    let enabled = false;
    for (const step of row.defaults) if (atLeast(release, step.minor, step.patch)) enabled = step.on;
    if (overrides[row.gate] ?? enabled) on.add(row.gate);
  }
  const behaviours = new Set<Behaviour>();
  for (const row of BEHAVIOURS) if (atLeast(release, row.minor, row.patch)) behaviours.add(row.behaviour);
  return {
    release,
    enabled: (gate) => on.has(gate),
    knows: (gate) => known.has(gate),
    has: (behaviour) => behaviours.has(behaviour),
  };
}
