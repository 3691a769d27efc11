/** The verdict on a change: measured from its events, with a second run whose new template never becomes ready. */
import { applySet } from '../core/api';
import { createWorld, type WorldOptions } from '../core/engine';
import type { DueType } from '../core/eventQueue';
import { presentState } from '../core/present';
import { cloneState, dropSteps, MANY_ENDINGS, type Outcome, runUntilQuiet } from '../core/run';
import type { State } from '../core/state';
import { enqueue } from '../core/workQueue';
import { reason, type World } from '../core/world';
import { buildIndex as buildDaemonSetIndex, shouldRun } from '../daemonSet/index';
import { placementOn, tolerationsFor } from '../daemonSet/placement';
import { specChanged } from '../informers';
import type { ExcludedNode, FinalPod, Reason, Stuck, Verdict } from '../trace';
import { explainReason, verdictSentence } from '../words/index';
import type { DaemonSetWorkload, Workload } from '../workload';
import { diagnose, isHeldBack } from './diagnose';
import { drainAnswers } from './drains';
import { type Measure, measure, slotOf } from './measure';

/** How long the second runs may go on, in milliseconds, and how many events they may take. */
const TRIAL_TIME = 30 * 24 * 3600 * 1000;
const TRIAL_EVENTS = 500_000;

export interface VerdictInput {
  readonly world: World;
  /** the state just before the change, null when nothing was applied */
  readonly before: State | null;
  readonly changed: Workload | null;
  /** index of the first event after the change */
  readonly from: number;
  /** seconds */
  readonly changeAt: number;
  readonly initial: { readonly pods: readonly FinalPod[]; readonly claims: readonly { readonly object: string }[] };
  /** how the run ended; `horizon`: time was up while something may still have moved */
  readonly outcome: Outcome;
  /** where the run was to end, in seconds */
  readonly until: number;
  readonly options: Omit<WorldOptions, 'state' | 'journal' | 'problems'>;
  /** carries out a step of the scenario in another world, if it is no change of the set */
  readonly play: (world: World, step: number) => void;
}

export function judge(input: VerdictInput): Verdict {
  const { world, before, changed } = input;
  const daemon = world.kind === 'DaemonSet';
  const wanted = wantedSlots(world, changed);
  const gone = world.state.set === null;
  const measured = measure({
    daemon,
    events: world.journal,
    from: input.from,
    changeAt: input.changeAt,
    initialPods: input.initial.pods,
    initialClaims: input.initial.claims.map((claim) => claim.object),
    wanted,
    gone,
  });
  const looping = input.outcome === 'looping' || (input.outcome !== 'quiet' && endsOverAndOver(world));
  const over = input.outcome === 'quiet' || looping || isIdle(world.state);
  const found = diagnose(world, looping);
  const stuck =
    over && found !== null && looping
      ? { ...found, since: firstEnding(world, input.from, found.since) }
      : over
        ? found
        : null;
  const at = input.outcome === 'horizon' ? input.until : (world.state.now - world.state.origin) / 1000;
  const unfinished = over || found === null ? null : { at: round(at), waitingFor: found.codes.reason };
  const { heldBack, heldBackBy } = heldBackSlots(world);
  const broken = before === null || changed === null || gone ? null : tryBroken(input, before, changed);
  const rollback = before === null || gone ? null : tryRollback(input, before, stuck !== null, broken?.world ?? null);
  const verdict: Verdict = {
    sentence: '',
    kind: world.kind,
    set: world.setName,
    change: changeKind(input, measured),
    restarts: measured.replaced,
    added: measured.added.filter((slot) => wanted.has(slot)),
    removed: measured.removed,
    seconds: round(secondsTo(measured, stuck, looping) - input.changeAt),
    fewestAvailable: { count: measured.fewest.count, of: wanted.size, at: round(measured.fewest.at) },
    mostExtra: measured.mostExtra,
    mostAtOnce: measured.mostAtOnce,
    claims: measured.claims,
    heldBack,
    heldBackBy,
    excludedNodes: excludedNodes(world),
    stuck,
    unfinished,
    drains: drainAnswers(world),
    ifBroken: broken?.result ?? nothingBroken(),
    rollback,
  };
  return { ...verdict, sentence: verdictSentence(verdict, 'en') };
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

const IDLE: ReadonlySet<DueType> = new Set(['wake', 'sync', 'step', 'drain', 'budget', 'budget-recheck']);

/** Until when the change takes: to where it is stuck, else (a first install) until it stands, else to the last move. */
function secondsTo(measured: Measure, stuck: Stuck | null, looping: boolean): number {
  if (stuck !== null) return looping ? stuck.since : measured.lastAt;
  return measured.installedAt ?? measured.lastAt;
}

/** When, after the change, a pod ended by itself for the first time. */
function firstEnding(world: World, from: number, otherwise: number): number {
  for (let i = from; i < world.journal.length; i++) {
    const event = world.journal[i];
    if (event?.type === 'pod-failed' || event?.type === 'pod-succeeded') return event.t;
  }
  return otherwise;
}

/** Did the time of a scenario run out while a pod ended again and again, and the rollout is not done? */
function endsOverAndOver(world: World): boolean {
  return world.state.mostEndings >= MANY_ENDINGS && diagnose(world, false) !== null;
}

function isIdle(state: State): boolean {
  return state.due.every((due) => IDLE.has(due.type));
}

function changeKind(input: VerdictInput, measured: Measure): Verdict['change'] {
  if (input.world.state.set === null) return 'deleted';
  if (input.before?.set == null && !hasPods(input.before)) return 'install';
  if (measured.replaced.length > 0) return 'update';
  if (input.before?.set == null) return measured.added.length === 0 ? 'none' : 'install';
  if (input.before.set.template !== input.world.state.set.template) return 'update';
  return measured.added.length > 0 || measured.removed.length > 0 ? 'scale' : 'none';
}

/** Pods without a set: an orphan deletion left them, and a new set adopts them. */
function hasPods(state: State | null): boolean {
  return state?.pods.some((pod) => pod != null) ?? false;
}

/** Slots that should have a pod, as the set stands (or, when it is gone, as it was asked for). */
function wantedSlots(world: World, changed: Workload | null): ReadonlySet<string> {
  const spec = world.state.set?.spec ?? changed;
  const wanted = new Set<string>();
  if (spec?.kind === 'StatefulSet') {
    for (let i = 0; i < spec.replicas; i++) wanted.add(`${spec.name}-${spec.ordinalsStart + i}`);
  } else if (spec?.kind === 'DaemonSet') {
    const index = world.state.set === null ? null : (world.daemonSet ?? buildDaemonSetIndex(world));
    const tolerations = tolerationsFor(spec);
    for (const node of world.state.nodes) {
      if (!node.exists) continue;
      // A machine that is silent for a while still counts.
      const there = node.systemTaints.length === 0 ? node : { ...node, systemTaints: [] };
      const placed = index === null || there !== node;
      if (placed ? placementOn(world, spec, tolerations, there).run : shouldRun(index, node.index))
        wanted.add(node.name);
    }
  }
  return wanted;
}

/** Pods that stay on an old template by the user's own wish: below the partition, or OnDelete. */
function heldBackSlots(world: World): Pick<Verdict, 'heldBack' | 'heldBackBy'> {
  const { state } = world;
  const set = state.set;
  if (set === null) return { heldBack: [], heldBackBy: null };
  const { spec } = set;
  const onDelete = spec.updateStrategy.type === 'OnDelete';
  const held: string[] = [];
  if (spec.kind === 'StatefulSet') {
    const old: number[] = [];
    for (const pod of state.pods) {
      if (pod == null || pod.owner !== set.uid || pod.template === set.template || pod.deletedAt >= 0) continue;
      const inside = pod.ordinal >= spec.ordinalsStart && pod.ordinal < spec.ordinalsStart + spec.replicas;
      if (inside && isHeldBack(spec, pod.ordinal)) old.push(pod.ordinal);
    }
    for (const ordinal of old.sort((a, b) => a - b)) held.push(`${spec.name}-${ordinal}`);
  } else if (onDelete) {
    for (const pod of state.pods) {
      if (pod == null || pod.owner !== set.uid || pod.template === set.template || pod.deletedAt >= 0) continue;
      held.push(slotOf(true, pod.name, state.nodes[pod.target]?.name));
    }
  }
  return { heldBack: held, heldBackBy: held.length === 0 ? null : onDelete ? 'on-delete' : 'partition' };
}

function excludedNodes(world: World): ExcludedNode[] {
  const set = world.state.set;
  if (set?.spec.kind !== 'DaemonSet') return [];
  const tolerations = tolerationsFor(set.spec);
  const found: ExcludedNode[] = [];
  for (const node of world.state.nodes) {
    if (!node.exists) continue;
    const { why } = placementOn(world, set.spec as DaemonSetWorkload, tolerations, node);
    if (why !== null) found.push({ node: node.name, why: explainReason(why, 'en'), reason: why });
  }
  return found;
}

function nothingBroken(): Verdict['ifBroken'] {
  const why = reason('broken-stops-nothing', {});
  return { lost: 0, stopsAt: explainReason(why, 'en'), stopsAtReason: why, objects: [] };
}

function brokenAnswer(lost: number, objects: readonly string[], everything: number): Verdict['ifBroken'] {
  let why: Reason;
  if (objects.length === 0) why = reason('broken-stops-nothing', {});
  else if (lost > 0 && objects.length >= everything && everything > 1) why = reason('broken-stops-never', {});
  else
    why = reason('broken-stops', {
      object: objects.length <= 3 ? objects.join(', ') : `${objects.slice(0, 3).join(', ')} … (${objects.length})`,
      count: objects.length,
    });
  return { lost, stopsAt: explainReason(why, 'en'), stopsAtReason: why, objects };
}

/** The same change again, with a new template whose pods never become ready. */
function tryBroken(
  input: VerdictInput,
  before: State,
  changed: Workload,
): { readonly result: Verdict['ifBroken']; readonly world: World | null } {
  const daemon = changed.kind === 'DaemonSet';
  if (before.set === null && !hasPods(before)) {
    // A first install: nothing is lost. OrderedReady stops at the first pod, everything else makes all of them.
    const ordered = changed.kind === 'StatefulSet' && changed.podManagementPolicy === 'OrderedReady';
    const slots = [...wantedSlots(input.world, changed)];
    return { result: brokenAnswer(0, ordered ? slots.slice(0, 1) : slots, slots.length), world: null };
  }
  const known = before.templates.findIndex((template) => template.fingerprint === changed.template.fingerprint);
  const template = known >= 0 ? known : before.templates.length;
  if (template === before.set?.template) return { result: nothingBroken(), world: null };
  // What else happens in the scenario happens here, too, but no other change.
  const world = createWorld({ ...input.options, state: cloneState(before), neverReady: template });
  const { state } = world;
  const initial = presentState(world);
  if (applySet(world, changed) !== 'same') {
    specChanged(world);
    enqueue(world);
  }
  const play = (index: number): void => input.play(world, index);
  runUntilQuiet(world, play, { until: state.now + TRIAL_TIME, events: TRIAL_EVENTS });
  const wanted = wantedSlots(world, changed);
  const result = measure({
    daemon,
    events: world.journal,
    from: 0,
    changeAt: input.changeAt,
    initialPods: initial.pods,
    initialClaims: initial.claims.map((claim) => claim.object),
    wanted,
  });
  const touched = new Set<string>();
  for (const event of world.journal) {
    if (event.type === 'pod-created' && event.revision === template + 1)
      touched.add(slotOf(daemon, event.object, event.node));
    if (event.type === 'pod-deletion-requested') touched.add(slotOf(daemon, event.object, event.node));
  }
  const objects = [...touched].filter((slot) => wanted.has(slot));
  return {
    result: brokenAnswer(Math.max(0, result.availableBefore - result.availableAtEnd), objects, wanted.size),
    world,
  };
}

/** The old manifest put back: from where the rollout is stuck, else from where a broken template would have stopped it. */
function tryRollback(input: VerdictInput, before: State, stuck: boolean, broken: World | null): Verdict['rollback'] {
  const spec = before.set?.spec;
  if (spec === undefined || (!stuck && broken === null)) return null;
  let world: World;
  if (stuck || broken === null) {
    const state = cloneState(input.world.state);
    dropSteps(state);
    world = createWorld({ ...input.options, state });
  } else {
    world = broken;
  }
  const { state } = world;
  if (state.set === null) return null;
  const from = world.journal.length;
  const initial = presentState(world);
  const changeAt = (state.now - state.origin) / 1000;
  if (applySet(world, spec) === 'same') return null;
  specChanged(world);
  enqueue(world);
  const { outcome } = runUntilQuiet(world, () => undefined, { until: state.now + TRIAL_TIME, events: TRIAL_EVENTS });
  const result = measure({
    daemon: world.kind === 'DaemonSet',
    events: world.journal.slice(from),
    from: 0,
    changeAt,
    initialPods: initial.pods,
    initialClaims: [],
    wanted: wantedSlots(world, spec),
  });
  const trouble = diagnose(world, outcome === 'looping');
  return {
    restarts: result.replaced,
    seconds: round(result.lastAt - changeAt),
    stuck: trouble !== null,
    reason: trouble === null ? reason('rollback-clean', {}) : rollbackTrouble(world, trouble.object ?? ''),
  };
}

/** Why putting the old manifest back does not help. @param object the pod, or the node, that it waits for */
function rollbackTrouble(world: World, object: string): Reason {
  const { state } = world;
  const daemon = world.kind === 'DaemonSet';
  const its = state.pods.filter(
    (pod) => pod != null && (daemon ? state.nodes[pod.target]?.name === object : pod.name === object),
  );
  const name = daemon ? `${world.setName}@${object}#1` : object;
  if (its.length > 0 && its.every((pod) => pod?.template === state.set?.template))
    return reason('rollback-broken-too', { pod: name });
  return reason('rollback-stuck', { pod: name });
}
