/** What a field is: type, required, default, since when. */
import { NEWEST_PATCH, type Release } from '../../../../simulator/src/index';
import type { ApiObject } from '../../apiServer/index';
import type { Language } from '../../diagnostics/index';
import {
  type Field,
  type FieldHistory,
  fieldAt,
  gateEnabled,
  nearestName,
  type ObjectType,
  objectType,
  shortTypeName,
  typeOf,
} from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { allowedValues } from '../allowed';
import { filledIn } from './filledIn';
import { typeMeta } from './place';

/** A field with the type that has it, as a path from an object's root finds it. */
export interface Found {
  readonly field: Field;
  /** the type that has the field (`apps.v1.StatefulSetSpec`) */
  readonly owner: ObjectType;
  /** the path leads to an item of the field's list, or to an entry of its map */
  readonly inside: boolean;
  /** words for the type of what the path leads to */
  readonly words: Readonly<Record<Language, string>>;
}

/** Where a path ends that the release does not know. */
export interface Unknown {
  readonly owner: ObjectType;
  readonly name: string;
}

/** The object type at a path; null for scalars and what the release does not know. */
function ownerAt(object: ApiObject, path: Path, release: Release): ObjectType | null {
  const { apiVersion, kind } = typeMeta(object);
  if (path.length === 0) return typeOf(apiVersion, kind, release);
  const field = fieldAt({ apiVersion, kind }, path, release);
  return field?.shape.kind === 'object' ? objectType(field.shape.type, release) : null;
}

/**
 * @param path from the object's root
 * @returns the field; `Unknown` where its parent is a known type that has no such field; null for all else
 */
export function findField(object: ApiObject, path: Path, release: Release): Found | Unknown | null {
  let upTo = path;
  let inside = false;
  const element = path.length > 0 ? fieldAt(typeMeta(object), path, release) : null;
  while (upTo.length > 0) {
    const name = upTo.at(-1);
    const owner = typeof name === 'string' ? ownerAt(object, upTo.slice(0, -1), release) : null;
    if (owner && typeof name === 'string') {
      const field = owner.fields.get(name);
      if (field) return { field, owner, inside, words: element?.words ?? field.words };
      return inside ? null : { owner, name };
    }
    if (fieldAt(typeMeta(object), upTo, release) === null) return null;
    inside = true;
    upTo = upTo.slice(0, -1);
  }
  return null;
}

function defaultOf(
  { field, owner }: Found,
  object: ApiObject,
  path: Path,
  release: Release,
  language: Language,
): string | null {
  const gated = owner.name === 'apps.v1.RollingUpdateStatefulSetStrategy' && field.name === 'maxUnavailable';
  if (gated && !gateEnabled('MaxUnavailableStatefulSet', release)) return null;
  return filledIn(object, path, field, release, language);
}

/** `1.22 (alpha), 1.23 (beta), 1.25 (stable)` */
function historyWords(history: FieldHistory, language: Language): string {
  const names =
    language === 'ja'
      ? { alpha: 'alpha', beta: 'beta', stable: '正式', on: '既定で有効' }
      : { alpha: 'alpha', beta: 'beta', stable: 'stable', on: 'on by default' };
  return (['alpha', 'beta', 'on', 'stable'] as const)
    .flatMap((stage) => {
      const minor = history[stage];
      if (minor === undefined || (stage === 'on' && minor === history.stable)) return [];
      return [`1.${minor} (${names[stage]})`];
    })
    .join(' → ');
}

/** Types that were split off from another: their fields are older than they are. */
const RENAMED_TYPES: ReadonlySet<string> = new Set(['core.v1.VolumeResourceRequirements']);

/** One line: `integer (int32) · optional · default \`1\` · since 1.9`. */
export function factLine(
  found: Found,
  object: ApiObject,
  path: Path,
  release: Release,
  language: Language,
  history: FieldHistory | undefined,
): string {
  const { field, inside, owner } = found;
  const ja = language === 'ja';
  const parts = [found.words[language]];
  if (!inside) {
    parts.push(field.required ? (ja ? '**必須**' : '**required**') : ja ? '任意' : 'optional');
    const byDefault = defaultOf(found, object, path, release, language);
    if (byDefault !== null) parts.push(ja ? `既定値 ${byDefault}` : `default ${byDefault}`);
    else if (!field.required) parts.push(ja ? '既定値なし' : 'no default');
  }
  const allowed = allowedValues(field, owner, object.kind, release);
  if (allowed) {
    const values = allowed.map((value) => `\`${value === '' ? '""' : value}\``).join(' | ');
    parts.push(values);
  }
  if (history) parts.push(ja ? `${historyWords(history, language)} から` : `since ${historyWords(history, language)}`);
  else if (field.since !== undefined && !RENAMED_TYPES.has(owner.name))
    parts.push(ja ? `1.${field.since} から` : `since 1.${field.since}`);
  else parts.push(ja ? '1.20 以前から' : 'since before 1.20');
  if (history?.gate) parts.push(ja ? `ゲート \`${history.gate}\`` : `gate \`${history.gate}\``);
  return parts.join(' · ');
}

/** What to say of a key that the release does not know at this place. */
export function unknownWords(unknown: Unknown, release: Release, language: Language): string {
  const ja = language === 'ja';
  const type = shortTypeName(unknown.owner.name);
  const minor = `1.${release.minor}`;
  const newest = Math.max(...NEWEST_PATCH.keys());
  const later = objectType(unknown.owner.name, { major: 1, minor: newest, patch: 99 })?.fields.get(unknown.name);
  if (later?.since !== undefined && later.since > release.minor) {
    return ja
      ? `\`${unknown.name}\` は Kubernetes 1.${later.since} で加わりました。${minor} のサーバーは知りません。`
      : `\`${unknown.name}\` came with Kubernetes 1.${later.since}; a server of ${minor} does not know it.`;
  }
  const near = nearestName(unknown.name, unknown.owner.fields.keys());
  const hint = near === null ? '' : ja ? `\`${near}\` のつもりでは?` : `Did you mean \`${near}\`?`;
  return (
    ja
      ? `${type} に \`${unknown.name}\` というフィールドはありません(Kubernetes ${minor})。${hint}`
      : `${type} has no field \`${unknown.name}\` in Kubernetes ${minor}. ${hint}`
  ).trim();
}
