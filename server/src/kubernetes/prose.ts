/**
 * The prose files of `dist/prose`, made by `scripts/prose.mjs`: what stands in them and how it is looked up.
 *
 * `descriptions.json` holds the upstream descriptions of every type and field that our kinds reach, deduplicated over
 * the releases; `explanations.json` holds our own words, made from the Markdown files in `explanations/`.
 */

/** Languages that explanations are written in. */
export type ProseLanguage = 'en' | 'ja';

/** An index into `strings`, or one per release from which it holds: `[[32, 5], [36, 9]]`; -1 is "no longer there". */
export type StringReference = number | readonly (readonly [minor: number, index: number])[];

export interface Descriptions {
  /** minors that the descriptions come from, ascending */
  readonly minors: readonly number[];
  readonly strings: readonly string[];
  /** by short type name (`StatefulSetSpec`), then by field; `''` is the type itself */
  readonly types: Readonly<Record<string, Readonly<Record<string, StringReference>>>>;
}

/** When a field, or the feature behind it, came: minors of Kubernetes. */
export interface FieldHistory {
  readonly alpha?: number;
  readonly beta?: number;
  readonly stable?: number;
  /** the feature gate that it needed, or still needs */
  readonly gate?: string;
  /** minor in which the beta was switched on by default, where it is not `beta` itself */
  readonly on?: number;
}

export interface Explanations {
  /** by key (`StatefulSetSpec.replicas`, `Kinds.StatefulSet`), Markdown */
  readonly en: Readonly<Record<string, string>>;
  readonly ja: Readonly<Record<string, string>>;
  /** by key (`DaemonSetSpec.minReadySeconds`) */
  readonly history: Readonly<Record<string, FieldHistory>>;
}

/** Names under which the host is asked for the files. */
export const DESCRIPTIONS_FILE = 'descriptions.json';
export const EXPLANATIONS_FILE = 'explanations.json';

/** `apps.v1.StatefulSetSpec` → `StatefulSetSpec` (short names are unique among the types that our kinds reach). */
export function shortTypeName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

/**
 * The upstream description of a field of a type, or of the type itself (`field` is `''`), as of a minor release. For a
 * release that lies between or beyond the described ones, the newest described one before it speaks, else the oldest.
 * @returns undefined where upstream says nothing
 */
export function descriptionOf(
  descriptions: Descriptions,
  type: string,
  field: string,
  minor: number,
): string | undefined {
  const reference = descriptions.types[shortTypeName(type)]?.[field];
  if (reference === undefined) return undefined;
  if (typeof reference === 'number') return descriptions.strings[reference];
  let index = reference[0]?.[1];
  for (const [since, candidate] of reference) if (since <= minor) index = candidate;
  return index === undefined || index < 0 ? undefined : descriptions.strings[index];
}
