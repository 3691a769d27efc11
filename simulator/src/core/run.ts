/** Running a world until nothing moves any more, and copies of a state to try things on. */
import { advance, nextDue } from './engine';
import type { Due, DueType } from './eventQueue';
import type { State } from './state';
import type { World } from './world';

/** Events that only look whether there is something to do. */
const LOOKS: ReadonlySet<DueType> = new Set([
  'wake',
  'sync',
  'reschedule',
  'node-monitor',
  'pod-gc',
  'zone-taint',
  'node-update',
  'budget',
  'budget-recheck',
  'drain',
]);
/** So many looks in a row that change nothing, with nothing else to come, mean that nothing will. */
const IDLE_LOOKS = 4;
/** A pod that has ended or been made so often under the same name, or on the same node, does so for ever. */
export const MANY_ENDINGS = 5;
const MANY_CREATIONS = 20;

export type Outcome = 'quiet' | 'looping' | 'horizon' | 'bound';

export interface RunLimits {
  /** simulated milliseconds */
  readonly until: number;
  readonly events: number;
}

/** Runs until nothing moves, a loop is recognised, or a limit is met. */
export function runUntilQuiet(
  world: World,
  step: (index: number) => void,
  limits: RunLimits,
): { readonly outcome: Outcome; readonly handled: number } {
  const { state } = world;
  const endings = state.mostEndings + MANY_ENDINGS;
  const creations = state.mostInstances + MANY_CREATIONS;
  let handled = 0;
  let idle = 0;
  let seen = world.journal.length;
  for (;;) {
    const due = nextDue(world);
    if (due === null) return { outcome: 'quiet', handled };
    if (due.at > limits.until) return { outcome: 'horizon', handled };
    if (handled >= limits.events) return { outcome: 'bound', handled };
    if (idle >= IDLE_LOOKS) {
      if (
        state.due.every(
          (other) =>
            LOOKS.has(other.type) &&
            other.type !== 'pod-gc' &&
            other.type !== 'node-monitor' &&
            other.type !== 'zone-taint',
        )
      ) {
        return { outcome: 'quiet', handled };
      }
      idle = 0;
    }
    handled++;
    advance(world, step);
    if (world.journal.length === seen) {
      if (due.type === 'sync' || due.type === 'drain') idle++;
      continue;
    }
    idle = 0;
    seen = world.journal.length;
    if (state.mostEndings >= endings || state.mostInstances >= creations) return { outcome: 'looping', handled };
  }
}

/** A copy that shares nothing that changes. Faster than a copy of everything: specs and templates never change. */
export function cloneState(state: State): State {
  return {
    ...state,
    due: state.due.slice(),
    // Labels and taints are replaced, never changed in place.
    nodes: state.nodes.map((node) => ({ ...node, pods: node.pods.slice() })),
    pods: state.pods.map((pod) => (pod == null ? null : { ...pod })),
    claims: Object.fromEntries(Object.entries(state.claims).map(([name, claim]) => [name, { ...claim }])),
    templates: state.templates.slice(),
    revisions: state.revisions.map((revision) => ({ ...revision })),
    set:
      state.set === null
        ? null
        : { ...state.set, status: { ...state.set.status }, conditions: state.set.conditions.slice() },
    queue: { ...state.queue },
    instances: { ...state.instances },
    unschedulable: state.unschedulable.slice(),
    backoff: Object.fromEntries(Object.entries(state.backoff).map(([key, entry]) => [key, { ...entry }])),
    zones: state.zones.map((zone) => ({ ...zone, waiting: zone.waiting.slice() })),
    quarantine: { ...state.quarantine },
    budgets: state.budgets.map((budget) => ({ ...budget, disrupted: { ...budget.disrupted } })),
    drains: state.drains.map((drain) => ({ ...drain, pods: drain.pods.map((pod) => ({ ...pod })) })),
    warned: { ...state.warned },
  };
}

/** Takes the steps that are still to come out of the queue. */
export function dropSteps(state: State): void {
  const rest = state.due.filter((due: Due) => due.type !== 'step');
  rest.sort((a, b) => a.at - b.at || a.seq - b.seq);
  state.due = rest;
}
