/**
 * A trace as a colleague would tell it: passages of equal shape are told once, with who else goes the same way and when.
 * Codes and numbers only; `words/tell` makes the sentences.
 */
import type { Trace } from '../trace';
import { type Passage, passagesOf, shapeOf } from './passages';

export type { Beat, Part, Passage } from './passages';

/** How the passages of a group lie in time. */
export type Pace = 'together' | 'one-by-one' | 'overlapping';

/** Passages of one shape. */
export interface Group {
  /** the one that is told, which is the first */
  readonly told: Passage;
  /** the others, in the order in which they begin */
  readonly others: readonly Passage[];
  readonly pace: Pace;
  /** most that were under way at the same time */
  readonly mostAtOnce: number;
  /** the end of the last one, in seconds; null: not all of them come to rest */
  readonly until: number | null;
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

/** Folds a trace; O(events · log events). */
export function accountOf(trace: Trace): Account {
  const before = new Map<string, Passage[]>();
  const change = new Map<string, Passage[]>();
  for (const passage of passagesOf(trace)) {
    const groups = passage.from < trace.changeAt ? before : change;
    const shape = shapeOf(passage);
    const group = groups.get(shape);
    if (group === undefined) groups.set(shape, [passage]);
    else group.push(passage);
  }
  return {
    before: [...before.values()].map(groupOf),
    change: [...change.values()].map(groupOf),
    changeAt: trace.changeAt,
  };
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
    pace: together ? 'together' : mostAtOnce === 1 ? 'one-by-one' : 'overlapping',
    mostAtOnce,
    until,
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
