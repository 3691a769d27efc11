/** What one change does to something that is installed: the question that panel, code lens and command line ask. */
import { createWorld, emptyState, type WorldOptions } from './core/engine';
import { makeNode } from './core/nodes';
import { presentState } from './core/present';
import { cloneState, runUntilQuiet } from './core/run';
import { plan, type World } from './core/world';
import { DEFAULT_TERMINATE_SECONDS, defaultNodes, defaultPodRule } from './defaults';
import { gatesOf } from './gates';
import type { Release } from './release';
import { type Before, finish } from './result';
import type { NodeSpec, PodRule, Step } from './scenario';
import { ORIGIN, settle } from './settle';
import { releaseOf } from './simulation';
import { changeOf, perform, performBeside } from './steps';
import type { Trace } from './trace';
import type { PodTemplate, Workload } from './workload';

export interface Change {
  /** what is installed and settled before; null: nothing (a first install) */
  readonly from: Workload | null;
  readonly to: Workload;
  /** `1.36`, `1.36.3`, or a release that was read before */
  readonly release: string | Release;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** default: `defaultNodes` */
  readonly nodes?: readonly NodeSpec[];
  /** first match wins; what no rule says is `defaultPodRule` */
  readonly pods?: readonly PodRule[];
  /** what else happens, in seconds after the change (what-ifs: a node drained, a pod killed, another apply) */
  readonly steps?: readonly Step[];
  /** default: until nothing moves any more */
  readonly until?: number;
  readonly seed?: number;
  /** name the alternatives of every free choice */
  readonly listTies?: boolean;
}

/** A preview goes on for at most so long, in milliseconds, and so many events; the trace says so. */
const LONGEST = 90 * 24 * 3600 * 1000;
const MOST_EVENTS = 3_000_000;

/**
 * Simulates a change: `from` stands settled, `to` is applied at 0, and the trace ends when nothing moves any more,
 * be it done or stuck.
 * @throws RangeError when the release is none that can be simulated
 */
export function simulateChange(change: Change): Trace {
  const release = typeof change.release === 'string' ? releaseOf(change.release) : change.release;
  const seed = change.seed ?? 1;
  const options: Omit<WorldOptions, 'state' | 'journal' | 'problems'> = {
    gates: gatesOf(release, change.featureGates),
    rules: change.pods ?? [],
    timing: previewTiming,
    seed,
    setName: change.to.name,
    kind: change.to.kind,
    listTies: change.listTies ?? false,
  };
  const nodes = (change.nodes ?? defaultNodes).map((node, index) => makeNode(node, index, false));
  const state = change.from === null ? emptyState(nodes, ORIGIN) : settle(change.from, nodes, options);
  const world = createWorld({ ...options, state });
  const initial = presentState(world);
  const steps: readonly Step[] = [{ at: 0, apply: change.to }, ...(change.steps ?? [])];
  const order = steps.map((_, index) => index).sort((a, b) => (steps[a]?.at ?? 0) - (steps[b]?.at ?? 0) || a - b);
  for (const index of order) plan(state, (steps[index]?.at ?? 0) * 1000, 'step', index);
  const { before, run } = stepper(world, steps, seed);
  const until = change.until === undefined ? state.origin + LONGEST : state.origin + change.until * 1000;
  const { outcome, handled } = runUntilQuiet(world, run, { until, events: MOST_EVENTS });
  // A loop is recognised and not played for ever: the trace ends there.
  const asked = outcome === 'looping' ? undefined : change.until;
  const end = asked ?? Math.max((state.movedAt - state.origin) / 1000, ...steps.map((step) => step.at));
  return finish(world, {
    until: end,
    release,
    initial,
    outcome,
    before: before(),
    options,
    play: (other, index) => performBeside(other, steps[index], { limited: false, seed }),
    ...(outcome === 'bound' ? { truncated: { events: handled, at: (state.now - state.origin) / 1000 } } : {}),
  });
}

function stepper(
  world: World,
  steps: readonly Step[],
  seed: number,
): { before: () => Before | null; run: (index: number) => void } {
  let last: Before | null = null;
  return {
    before: () => last,
    run(index) {
      const step = steps[index];
      if (step === undefined) return;
      const changed = changeOf(world, step);
      if (changed !== null) last = { state: cloneState(world.state), journal: world.journal.length, changed };
      const problem = perform(world, step, { limited: false, seed });
      if (problem !== null) world.problems.push({ at: world.state.now, reason: problem });
    },
  };
}

function previewTiming(template: PodTemplate): { schedule: number; start: number; ready: number; terminate: number } {
  const rule = defaultPodRule(template);
  return {
    schedule: rule.scheduleSeconds ?? 0,
    start: rule.startSeconds ?? 0,
    ready: rule.readySeconds ?? 0,
    terminate: rule.terminateSeconds ?? DEFAULT_TERMINATE_SECONDS,
  };
}
