/** What a stretch of events adds up to: who was replaced in which order, how many stayed available, what became of claims. */
import type { FinalPod, TraceEvent } from '../trace';

/** The ordinal's pod name (StatefulSet) or the node (DaemonSet) that a pod stands for. */
export function slotOf(daemon: boolean, object: string, node: string | undefined): string {
  if (!daemon) return object;
  if (node !== undefined) return node;
  return /@(.*)#\d+$/.exec(object)?.[1] ?? object;
}

interface LivePod {
  readonly slot: string;
  /** there before the change */
  readonly before: boolean;
  available: boolean;
  deleting: boolean;
}

export interface Measure {
  /** slots whose pod of before was deleted, or got a successor, in that order */
  readonly replaced: readonly string[];
  /** slots that had no pod before and got one */
  readonly added: readonly string[];
  /** slots that had a pod before and have none at the end */
  readonly removed: readonly string[];
  readonly fewest: { readonly count: number; readonly at: number };
  /** most pods that are not being deleted, above what was there or is wanted */
  readonly mostExtra: number;
  readonly mostAtOnce: number;
  /** when all pods of a first install were available for the first time; null: never, or there were pods before */
  readonly installedAt: number | null;
  /** last moment at which a pod or claim changed */
  readonly lastAt: number;
  /** available slots at the end, and before */
  readonly availableAtEnd: number;
  readonly availableBefore: number;
  readonly claims: {
    readonly kept: readonly string[];
    readonly deleted: readonly string[];
    readonly created: readonly string[];
  };
}

export interface MeasureInput {
  readonly daemon: boolean;
  readonly events: readonly TraceEvent[];
  /** index of the first event that counts; what came before only sets the scene */
  readonly from: number;
  /** seconds */
  readonly changeAt: number;
  readonly initialPods: readonly FinalPod[];
  readonly initialClaims: readonly string[];
  /** slots that should have a pod in the end */
  readonly wanted: ReadonlySet<string>;
  /** the set went: pods that go with it are removed, not replaced */
  readonly gone?: boolean;
}

/** One pass over the events. */
export function measure(input: MeasureInput): Measure {
  const { daemon, events, wanted, gone = false } = input;
  const pods = new Map<string, LivePod>();
  const slots = new Map<string, { alive: number; available: number }>();
  const claims = new Set(input.initialClaims);
  const slotState = (slot: string): { alive: number; available: number } => {
    const known = slots.get(slot);
    if (known !== undefined) return known;
    const made = { alive: 0, available: 0 };
    slots.set(slot, made);
    return made;
  };
  let alive = 0;
  let availableWanted = 0;
  const setAvailable = (pod: LivePod, on: boolean): void => {
    if (pod.available === on) return;
    pod.available = on;
    const state = slotState(pod.slot);
    const was = state.available > 0;
    state.available += on ? 1 : -1;
    const is = state.available > 0;
    if (was !== is && wanted.has(pod.slot)) availableWanted += is ? 1 : -1;
  };
  const addPod = (object: string, slot: string, before: boolean): LivePod => {
    const pod: LivePod = { slot, before, available: false, deleting: false };
    pods.set(object, pod);
    slotState(slot).alive++;
    alive++;
    return pod;
  };
  for (const pod of input.initialPods) {
    const made = addPod(pod.object, slotOf(daemon, pod.object, pod.node), true);
    if (pod.ready && !pod.terminating) setAvailable(made, true);
    if (pod.terminating) {
      made.deleting = true;
      slotState(made.slot).alive--;
      alive--;
    }
  }

  let started = false;
  let replaced = new Map<string, true>();
  let had = new Set<string>();
  let aliveBefore = 0;
  let availableBefore = 0;
  let claimsBefore = new Set<string>();
  const created = new Set<string>();
  const deleted = new Set<string>();
  let fewest = { count: 0, at: input.changeAt };
  let mostExtra = 0;
  let down = new Map<string, true>();
  let mostAtOnce = 0;
  let lastAt = input.changeAt;
  // Of a first install, what happens once it stands is measured from there on.
  let stands = had;
  let installedAt: number | null = null;
  const stand = (t: number): void => {
    installedAt = t;
    stands = new Set([...slots].filter(([, state]) => state.alive > 0).map(([slot]) => slot));
    for (const pod of pods.values()) (pod as { before: boolean }).before = true;
    replaced = new Map();
    down = new Map();
    mostAtOnce = 0;
    fewest = { count: availableWanted, at: t };
  };
  const begin = (): void => {
    started = true;
    replaced = new Map();
    down = new Map();
    had = new Set([...slots].filter(([, state]) => state.alive > 0).map(([slot]) => slot));
    for (const pod of pods.values()) (pod as { before: boolean }).before = true;
    stands = had;
    aliveBefore = alive;
    availableBefore = availableWanted;
    claimsBefore = new Set(claims);
    fewest = { count: availableWanted, at: input.changeAt };
  };
  const note = (t: number): void => {
    lastAt = t;
    if (availableWanted < fewest.count) fewest = { count: availableWanted, at: t };
    mostExtra = Math.max(mostExtra, alive - Math.max(aliveBefore, wanted.size));
    mostAtOnce = Math.max(mostAtOnce, down.size);
    if (installedAt === null && had.size === 0 && wanted.size > 0 && availableWanted === wanted.size) stand(t);
  };
  for (let i = 0; i < events.length; i++) {
    if (i === input.from) begin();
    const event = events[i];
    if (event === undefined) break;
    const { object, t } = event;
    switch (event.type) {
      case 'pod-created': {
        const slot = slotOf(daemon, object, event.node);
        const beside = slotState(slot).alive > 0;
        addPod(object, slot, false);
        if (started && beside && stands.has(slot)) replaced.set(slot, true);
        break;
      }
      case 'pod-available': {
        const pod = pods.get(object);
        if (pod === undefined) break;
        setAvailable(pod, true);
        down.delete(pod.slot);
        break;
      }
      case 'pod-unready':
      case 'pod-failed':
      case 'pod-succeeded': {
        const pod = pods.get(object);
        if (pod !== undefined) setAvailable(pod, false);
        break;
      }
      case 'pod-deletion-requested': {
        const pod = pods.get(object);
        if (pod === undefined || pod.deleting) break;
        pod.deleting = true;
        setAvailable(pod, false);
        slotState(pod.slot).alive--;
        alive--;
        if (started && wanted.has(pod.slot)) {
          if (pod.before && stands.has(pod.slot)) replaced.set(pod.slot, true);
          if (slotState(pod.slot).available === 0) down.set(pod.slot, true);
        }
        break;
      }
      case 'pod-gone': {
        const pod = pods.get(object);
        if (pod === undefined) break;
        setAvailable(pod, false);
        if (!pod.deleting) {
          slotState(pod.slot).alive--;
          alive--;
        }
        pods.delete(object);
        break;
      }
      case 'claim-created':
        claims.add(object);
        if (started) created.add(object);
        break;
      case 'claim-gone':
        claims.delete(object);
        if (started) deleted.add(object);
        break;
      default:
        continue;
    }
    if (started) note(t);
  }
  if (!started) begin();
  const has = (slot: string): boolean => (slots.get(slot)?.alive ?? 0) > 0;
  const added: string[] = [];
  for (const [slot] of slots) if (!had.has(slot) && has(slot)) added.push(slot);
  return {
    replaced: gone ? [] : [...replaced.keys()].filter((slot) => wanted.has(slot)),
    added,
    removed: [...had].filter((slot) => !has(slot) && (gone || !wanted.has(slot))),
    fewest,
    mostExtra,
    mostAtOnce,
    lastAt,
    installedAt,
    availableAtEnd: availableWanted,
    availableBefore,
    claims: {
      kept: [...claimsBefore].filter((claim) => claims.has(claim) && !deleted.has(claim)),
      deleted: [...deleted],
      created: [...created],
    },
  };
}
