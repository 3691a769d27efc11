/** The Kubernetes releases that a person can choose from. */

/** Minors that validation and simulation cover, newest first, with the patch release that each one means. */
export const COVERED_RELEASES = [
  { minor: '1.37', patch: '1.37.2' },
  { minor: '1.36', patch: '1.36.3' },
  { minor: '1.35', patch: '1.35.4' },
  { minor: '1.34', patch: '1.34.4' },
  { minor: '1.33', patch: '1.33.5' },
  { minor: '1.32', patch: '1.32.9' },
] as const;

/** Older minors, newest first: for the rules that depend on a release alone. */
export const OLDER_MINORS: readonly string[] = Array.from({ length: 12 }, (_, index) => `1.${31 - index}`);
