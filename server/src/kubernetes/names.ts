/** Nearest known name, for "did you mean". */

/** Damerau-Levenshtein distance with adjacent transpositions, cut off at `limit` (a larger distance answers `limit + 1`). */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = above;
    above = row;
  }
  return above[b.length] ?? limit + 1;
}

/**
 * The candidate that a person most likely meant by `unknown`: the same letters in other case first, then up to a third of
 * the letters changed (at least one, at most three), then a candidate that starts or ends with it.
 * @returns null when none is near; of equally near ones the alphabetically first.
 */
export function nearestName(unknown: string, candidates: Iterable<string>): string | null {
  const sorted = [...candidates].sort();
  const lower = unknown.toLowerCase();
  const bare = lower.replace(/[-_\s]/g, '');
  const sameLetters = sorted.find((name) => name.toLowerCase() === bare);
  if (sameLetters !== undefined) return sameLetters;
  const limit = Math.min(3, Math.max(1, Math.floor(unknown.length / 3)));
  let best: string | null = null;
  let least = limit + 1;
  for (const name of sorted) {
    const d = distance(lower, name.toLowerCase(), limit);
    if (d < least) {
      least = d;
      best = name;
    }
  }
  if (best !== null || bare.length < 4) return best;
  return sorted.find((name) => name.toLowerCase().startsWith(bare) || name.toLowerCase().endsWith(bare)) ?? null;
}
