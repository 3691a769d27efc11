/** A finished simulation as a trace. */
import { presentState } from './core/present';
import type { Outcome } from './core/run';
import type { State } from './core/state';
import type { World } from './core/world';
import { formatRelease, type Release } from './release';
import type { Trace } from './trace';
import { judge, type VerdictInput } from './verdict/index';
import type { Workload } from './workload';

/** The moment just before the last change: what the verdict compares with. */
export interface Before {
  readonly state: State;
  /** events of the journal up to then */
  readonly journal: number;
  readonly changed: Workload;
}

export interface Ending {
  /** seconds */
  readonly until: number;
  readonly release: Release;
  readonly initial: Trace['initial'];
  readonly outcome: Outcome;
  readonly before: Before | null;
  readonly options: VerdictInput['options'];
  readonly play: VerdictInput['play'];
  readonly truncated?: { readonly events: number; readonly at: number };
}

function finalBudgets(state: State): Pick<Trace['final'], 'budgets'> {
  if (state.budgets.length === 0) return {};
  return {
    budgets: state.budgets.map((budget) => ({
      object: budget.spec.name,
      expectedPods: budget.expectedPods,
      currentHealthy: budget.currentHealthy,
      desiredHealthy: budget.desiredHealthy,
      disruptionsAllowed: budget.disruptionsAllowed,
    })),
  };
}

export function finish(world: World, ending: Ending): Trace {
  const { state } = world;
  const changeAt = state.appliedAt < 0 ? 0 : (state.appliedAt - state.origin) / 1000;
  const verdict = judge({
    world,
    before: ending.before?.state ?? null,
    changed: ending.before?.changed ?? null,
    from: ending.before?.journal ?? 0,
    changeAt,
    initial: ending.initial,
    outcome: ending.outcome,
    until: ending.until,
    play: ending.play,
    options: ending.options,
  });
  return {
    source: 'simulator',
    kind: world.kind,
    set: world.setName,
    kubernetesVersion: formatRelease(ending.release),
    events: world.journal,
    final: {
      ...presentState(world),
      status: state.set === null ? null : { ...state.set.status },
      ...finalBudgets(state),
    },
    nodes: state.nodes.map((node) => node.name),
    initial: ending.initial,
    changeAt,
    until: ending.until,
    ...(ending.truncated === undefined ? {} : { truncated: ending.truncated }),
    ...(world.problems.length === 0
      ? {}
      : { problems: world.problems.map(({ at, reason }) => ({ t: (at - state.origin) / 1000, reason })) }),
    verdict,
  };
}
