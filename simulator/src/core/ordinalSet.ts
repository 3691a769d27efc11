/**
 * A set of small whole numbers that knows its smallest and largest member and walks in order, each in a few steps
 * however large it is: a bit per number, and above it a tree of bits that say which words are not empty.
 */
export interface OrdinalSet {
  /** members lie in 0 … capacity−1 */
  readonly capacity: number;
  size: number;
  /** levels[0] holds a bit per number, levels[k+1] a bit per word of levels[k] */
  readonly levels: readonly Int32Array[];
}

export function createOrdinalSet(capacity: number): OrdinalSet {
  const levels: Int32Array[] = [];
  let bits = Math.max(1, capacity);
  do {
    bits = (bits + 31) >>> 5;
    levels.push(new Int32Array(bits));
  } while (bits > 1);
  return { capacity, size: 0, levels };
}

export function has(set: OrdinalSet, n: number): boolean {
  return n >= 0 && n < set.capacity && (((set.levels[0]?.[n >>> 5] ?? 0) >>> (n & 31)) & 1) === 1;
}

export function add(set: OrdinalSet, n: number): void {
  if (has(set, n)) return;
  set.size++;
  let at = n;
  for (const level of set.levels) {
    const word = at >>> 5;
    const before = level[word] ?? 0;
    level[word] = before | (1 << (at & 31));
    if (before !== 0) return;
    at = word;
  }
}

export function remove(set: OrdinalSet, n: number): void {
  if (!has(set, n)) return;
  set.size--;
  let at = n;
  for (const level of set.levels) {
    const word = at >>> 5;
    const after = (level[word] ?? 0) & ~(1 << (at & 31));
    level[word] = after;
    if (after !== 0) return;
    at = word;
  }
}

export function put(set: OrdinalSet, n: number, member: boolean): void {
  if (member) add(set, n);
  else remove(set, n);
}

/** Smallest member that is at least `from`; -1 when there is none. */
export function next(set: OrdinalSet, from: number): number {
  let at = Math.max(0, from);
  for (let depth = 0; depth < set.levels.length; depth++) {
    const level = set.levels[depth];
    if (level === undefined || at >>> 5 >= level.length) return -1;
    const word = (level[at >>> 5] ?? 0) & (-1 << (at & 31));
    if (word !== 0) return descend(set, depth, (at & ~31) + lowest(word), lowest);
    at = (at >>> 5) + 1;
  }
  return -1;
}

/** Largest member that is at most `from`; -1 when there is none. */
export function previous(set: OrdinalSet, from: number): number {
  let at = Math.min(set.capacity - 1, from);
  for (let depth = 0; depth < set.levels.length; depth++) {
    const level = set.levels[depth];
    if (level === undefined || at < 0) return -1;
    const word = (level[at >>> 5] ?? 0) & (-1 >>> (31 - (at & 31)));
    if (word !== 0) return descend(set, depth, (at & ~31) + highest(word), highest);
    at = (at >>> 5) - 1;
  }
  return -1;
}

export function first(set: OrdinalSet): number {
  return next(set, 0);
}

export function last(set: OrdinalSet): number {
  return previous(set, set.capacity - 1);
}

function descend(set: OrdinalSet, depth: number, at: number, pick: (word: number) => number): number {
  let found = at;
  for (let below = depth - 1; below >= 0; below--) {
    found = found * 32 + pick(set.levels[below]?.[found] ?? 0);
  }
  return found;
}

function lowest(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function highest(word: number): number {
  return 31 - Math.clz32(word);
}
