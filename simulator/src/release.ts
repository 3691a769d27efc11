/**
 * Kubernetes releases as data: which exist, how a version that a person writes is read, and which feature gates
 * are on by default. One table for the whole project.
 */

/** A patch release, e.g. `{ major: 1, minor: 36, patch: 3 }`. */
export interface Release {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Newest patch release of every minor that validation and simulation cover. */
export const NEWEST_PATCH: ReadonlyMap<number, number> = new Map([
  [32, 9],
  [33, 5],
  [34, 4],
  [35, 4],
  [36, 3],
  [37, 2],
]);

/** Oldest minor accepted for rules that depend on a release. */
export const OLDEST_MINOR = 20;
/** Oldest minor that validation and simulation cover. */
export const OLDEST_COVERED_MINOR = 32;
export const DEFAULT_VERSION = '1.37';

/**
 * Reads `1.36`, `v1.36.3`, `1.35.2`. A minor means its newest patch release.
 * @returns null when the text is no version or lies outside 1.20 to 1.37.
 */
export function parseRelease(text: string): Release | null {
  const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const major = Number(match[1]);
  const minor = Number(match[2]);
  const newest = Math.max(...NEWEST_PATCH.keys());
  if (major !== 1 || minor < OLDEST_MINOR || minor > newest) return null;
  return { major, minor, patch: match[3] === undefined ? (NEWEST_PATCH.get(minor) ?? 99) : Number(match[3]) };
}

/**
 * The newest patch release that is known of a release's minor, where the release lies beyond it.
 * @returns null when the release is known, or its minor is not covered
 */
export function newestKnown(release: Release): string | null {
  const newest = NEWEST_PATCH.get(release.minor);
  return newest === undefined || release.patch <= newest ? null : formatRelease({ ...release, patch: newest });
}

/** `1.36.3` */
export function formatRelease(release: Release): string {
  return `${release.major}.${release.minor}.${release.patch}`;
}

/** Negative, zero or positive, as for `Array.prototype.sort`. */
export function compareReleases(a: Release, b: Release): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** Is `release` the minor 1.`minor` (patch `patch`) or later? */
export function atLeast(release: Release, minor: number, patch = 0): boolean {
  return compareReleases(release, { major: 1, minor, patch }) >= 0;
}
