/**
 * A trace as a colleague would tell it: passages of equal shape are told once, with who else goes the same way and when.
 * Codes and numbers only; `words/tell` makes the sentences.
 */
import type { Trace } from '../trace';
import { gapsOf, type Passage, passagesOf, shapeOf, waitsOf } from './passages';

export type { Beat, Part, Passage } from './passages';
export { WORTH_TELLING } from './passages';

/** How the passages of a group lie in time. */
export type Pace = 'together' | 'one-by-one' | 'overlapping';

/** Passages of one shape. */
export interface Group {
  /** the one that is told, which is the first */
  readonly told: Passage;
  /** the others, in the order in which they begin */
  readonly others: readonly Passage[];
  readonly pace: Pace;
  /** pods are away for different times before they are made again: each waits for its turn */
  readonly inTurn: boolean;
  /** most that were under way at the same time */
  readonly mostAtOnce: number;
  /** the end of the last one, in seconds; null: not all of them come to rest */
  readonly until: number | null;
  /** when the same befell the same pods again, all of them, in seconds */
  readonly again: readonly number[];
}

export interface Account {
  /** what happens before the last `apply`, which the verdict is about; empty when it is the first thing */
  readonly before: readonly Group[];
  /** from the last `apply` on */
  readonly change: readonly Group[];
  /** seconds */
  readonly changeAt: number;
}

/** What is nearly simultaneous for a person, in seconds: the controllers' own latency. */
const TOGETHER = 0.5;

/** After so long without any of a group the next one has another cause, in seconds. */
const LULL = 1;

/** A group is told apart by so many different waits; where there are more, they are turns. */
const MOST_WAITS = 3;

/** Folds a trace; O(events · log events). */
export function accountOf(trace: Trace): Account {
  const before: Passage[][] = [];
  const change: Passage[][] = [];
  const open = new Map<string, Open>();
  const ofSlot = new Map<string, Open>();
  for (const passage of passagesOf(trace)) {
    const early = passage.from < trace.changeAt;
    const shape = `${early}|${shapeOf(passage)}`;
    const busyUntil = passage.finished ? passage.to : trace.until;
    const { consequences, deeds } = gapsOf(passage);
    const story = `${shape}|${consequences}|${deeds}`;
    const mine = `${shape}|${consequences}|${passage.slot}`;
    const alike = open.get(story);
    const again = ofSlot.get(mine);
    const ongoing = alike !== undefined && passage.from - alike.busyUntil <= LULL ? alike : undefined;
    const known = ongoing ?? (again?.slot === passage.slot ? again : undefined);
    if (known !== undefined) {
      known.group.push(passage);
      if (known.slot !== passage.slot) known.slot = undefined;
      known.busyUntil = Math.max(known.busyUntil, busyUntil);
      continue;
    }
    const group = [passage];
    const opened: Open = { group, slot: passage.slot, busyUntil };
    open.set(story, opened);
    ofSlot.set(mine, opened);
    (early ? before : change).push(group);
  }
  return { before: groupsOf(before), change: groupsOf(change), changeAt: trace.changeAt };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

interface Open {
  readonly group: Passage[];
  /** the one slot that all of it is about; undefined: several */
  slot: string | null | undefined;
  busyUntil: number;
}

function groupsOf(folded: readonly (readonly Passage[])[]): Group[] {
  const groups = folded
    .flatMap(byWaits)
    .map(groupOf)
    .sort((a, b) => a.told.from - b.told.from);
  return withoutRepeats(groups);
}

/** What befalls several pods again and again is told of the first time. */
function withoutRepeats(groups: readonly Group[]): Group[] {
  const first = new Map<string, Writable<Group> & { again: number[] }>();
  const kept: Group[] = [];
  for (const group of groups) {
    const { told, others, pace, inTurn } = group;
    const { consequences, deeds } = gapsOf(told);
    const slots = [told, ...others].map(({ slot }) => slot);
    const key = [pace, inTurn, shapeOf(told), consequences, deeds, waitsOf(told), slots].join('|');
    const known = others.length === 0 ? undefined : first.get(key);
    if (known !== undefined) {
      known.again.push(told.from);
      continue;
    }
    const own = { ...group, again: [] };
    first.set(key, own);
    kept.push(own);
  }
  return kept;
}

/** Unequal waits are unlike stories, as long as there are few of them. */
function byWaits(passages: readonly Passage[]): readonly (readonly Passage[])[] {
  const apart = new Map<string, Passage[]>();
  for (const passage of passages) {
    const waits = waitsOf(passage).join();
    const alike = apart.get(waits);
    if (alike === undefined) apart.set(waits, [passage]);
    else alike.push(passage);
  }
  return apart.size <= MOST_WAITS ? [...apart.values()] : [passages];
}

function groupOf(passages: readonly Passage[]): Group {
  const [told, ...others] = passages as readonly [Passage, ...Passage[]];
  const mostAtOnce = most(passages);
  const until = passages.every((passage) => passage.finished)
    ? passages.reduce((last, { to }) => Math.max(last, to), told.to)
    : null;
  const together = others.every((other) => other.from - told.from <= TOGETHER);
  return {
    told,
    others,
    inTurn: new Set(passages.map((passage) => waitsOf(passage).join())).size > 1,
    pace: together ? 'together' : mostAtOnce === 1 ? 'one-by-one' : 'overlapping',
    mostAtOnce,
    until,
    again: [],
  };
}

/** Most passages that are under way at one moment; what ends as another begins is not. */
function most(passages: readonly Passage[]): number {
  const moments: { readonly t: number; readonly by: 1 | -1 }[] = [];
  for (const { from, to, finished } of passages) {
    moments.push({ t: from, by: 1 });
    if (finished) moments.push({ t: Math.max(from, to - TOGETHER), by: -1 });
  }
  moments.sort((a, b) => a.t - b.t || a.by - b.by);
  let now = 0;
  let highest = 0;
  for (const { by } of moments) {
    now += by;
    highest = Math.max(highest, now);
  }
  return Math.max(1, highest);
}
