/** The simulator's front door: a scenario becomes a trace, at once or step by step. */
import { advance, createWorld, emptyState, nextDue } from './core/engine';
import { makeNode } from './core/nodes';
import { cloneState } from './core/run';
import type { State } from './core/state';
import { plan, type World } from './core/world';
import { defaultNodes, SCENARIO_POD_SECONDS } from './defaults';
import { gatesOf } from './gates';
import { parseRelease, type Release } from './release';
import { type Before, finish } from './result';
import type { Scenario } from './scenario';
import { changeOf, perform, performBeside } from './steps';
import type { Trace, TraceEvent } from './trace';

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
  /** runs to the end and returns the trace */
  trace(): Trace;
  snapshot(): Checkpoint;
}

/** A simulation ends here, whatever is still to come; the trace says so. */
const MAX_EVENTS = 1_500_000;

export interface SimulationOptions {
  /** name the alternatives of every free choice (`TraceEvent.tie`); with thousands of nodes that makes a long trace */
  readonly listTies?: boolean;
}

/** Runs a scenario to its `until`. The same scenario gives the same trace. */
export function simulate(scenario: Scenario, options: SimulationOptions = {}): Trace {
  return createSimulation(scenario, undefined, options).trace();
}

interface Stored {
  readonly before: Before | null;
  readonly state: State;
  readonly journal: TraceEvent[];
  readonly problems: World['problems'];
  readonly handled: number;
}

/**
 * A simulation that is stepped, stopped, stored and continued; `from` is what `snapshot()` of the same scenario gave.
 * @throws RangeError when the scenario's version is none that can be simulated
 */
export function createSimulation(
  scenario: Scenario,
  from?: Checkpoint,
  { listTies = false }: SimulationOptions = {},
): Simulation {
  const release = releaseOf(scenario.kubernetesVersion);
  const seed = scenario.seed ?? 1;
  const first = scenario.steps.find((step) => 'apply' in step);
  const subject = first !== undefined && 'apply' in first ? first.apply : null;
  const stored = from === undefined ? null : (structuredCopy(from.data) as Stored);
  const state = stored?.state ?? initialState(scenario);
  const options = {
    gates: gatesOf(release, scenario.featureGates),
    rules: scenario.pods ?? [],
    timing: () => SCENARIO_POD_SECONDS,
    seed,
    setName: subject?.name ?? '',
    kind: subject?.kind ?? ('StatefulSet' as const),
    listTies,
  };
  const world = createWorld({
    ...options,
    state,
    ...(stored === null ? {} : { journal: stored.journal, problems: stored.problems }),
  });
  let handled = stored?.handled ?? 0;
  const context = { limited: true, seed };
  const lastChange = scenario.steps.reduce(
    (last, step, index) =>
      ('apply' in step || 'delete' in step) && (last < 0 || step.at >= (scenario.steps[last]?.at ?? 0)) ? index : last,
    -1,
  );
  let before = stored?.before ?? null;
  const carryOut = (index: number): void => {
    const step = scenario.steps[index];
    if (step === undefined) return;
    const changed = index === lastChange ? changeOf(world, step) : null;
    if (changed !== null) before = { state: cloneState(state), journal: world.journal.length, changed };
    const problem = perform(world, step, context);
    if (problem !== null) world.problems.push({ at: state.now, reason: problem });
  };
  const end = state.origin + scenario.until * 1000;
  const pending = (): boolean => {
    const due = nextDue(world);
    return due !== null && due.at <= end && handled < MAX_EVENTS;
  };
  const one = (): void => {
    handled++;
    advance(world, carryOut);
  };
  return {
    next: () => (pending() ? ((nextDue(world)?.at ?? state.origin) - state.origin) / 1000 : null),
    step() {
      if (!pending()) return null;
      const before = world.journal.length;
      one();
      return world.journal.slice(before);
    },
    runTo(t) {
      const limit = state.origin + t * 1000;
      while (pending() && (nextDue(world)?.at ?? Number.POSITIVE_INFINITY) <= limit) one();
    },
    trace() {
      while (pending()) one();
      const cut = handled >= MAX_EVENTS ? { events: handled, at: (state.now - state.origin) / 1000 } : undefined;
      return finish(world, {
        until: scenario.until,
        release,
        initial: { pods: [], claims: [] },
        outcome: nextDue(world) === null ? 'quiet' : cut === undefined ? 'horizon' : 'bound',
        before,
        options,
        play: (other, index) => performBeside(other, scenario.steps[index], context),
        ...(cut === undefined ? {} : { truncated: cut }),
      });
    },
    snapshot: () => ({
      version: 1,
      data: structuredCopy({ before, state, journal: world.journal, problems: world.problems, handled }),
    }),
  };
}

function structuredCopy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** @throws RangeError when the text is no version that can be simulated */
export function releaseOf(version: string): Release {
  const release = parseRelease(version);
  if (release === null) throw new RangeError(`${version} is no Kubernetes version that can be simulated`);
  return release;
}

function initialState(scenario: Scenario): State {
  const nodes = (scenario.nodes ?? defaultNodes).map((node, index) => makeNode(node, index, true));
  const state = emptyState(nodes, 0);
  const order = scenario.steps.map((_, index) => index);
  order.sort((a, b) => (scenario.steps[a]?.at ?? 0) - (scenario.steps[b]?.at ?? 0) || a - b);
  for (const index of order) plan(state, (scenario.steps[index]?.at ?? 0) * 1000, 'step', index);
  return state;
}
