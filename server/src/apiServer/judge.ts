/**
 * The API server in one function: is the version served, does the text decode, what is filled in and dropped, what does
 * validation say, and what is refused only as a change.
 */
import type { Release } from '../../../simulator/src/index';
import { apiVersionOf, knownKinds, nearestName, type ObjectType, serviceOf, typeOf } from '../kubernetes/index';
import type { Path } from '../manifest/index';
import { decode, plainJson } from './decode';
import { omitEmpty, setDefaults } from './defaults';
import { type DraftObject, draftAt } from './draft';
import { dropDisabledFields } from './drop';
import type { ApiObject, Json, Judgement, JudgeOptions, ServerError, ServerWarning } from './judgement';
import { dropRepeatedOwners } from './ownerReferences';
import { changedSpecFields, validateDeletion, validateUpdate } from './update';
import { validate } from './validation/index';

type JudgedKind = 'DaemonSet' | 'StatefulSet';

function isJudgedKind(kind: string): kind is JudgedKind {
  return kind === 'DaemonSet' || kind === 'StatefulSet';
}

/** Groups without a domain (`apps`, and the core group) and those of k8s.io belong to Kubernetes itself. */
function isBuiltInGroup(apiVersion: string): boolean {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  return !group.includes('.') || group.endsWith('.k8s.io');
}

/**
 * Can `judge` have anything to say of such an object? The two kinds, in any group of Kubernetes itself, and what is
 * misspelt so that the server knows no such kind. Custom resources of the same name (`apps.kruise.io`) are none of ours.
 */
export function isJudged(object: Pick<ApiObject, 'apiVersion' | 'kind'>): boolean {
  if (!isBuiltInGroup(object.apiVersion)) return false;
  if (isJudgedKind(object.kind)) return true;
  return misspelling(object) !== null;
}

/** The kind that a person meant by an unknown kind of the group `apps`; null where there is nothing to mend. */
function misspelling({ apiVersion, kind }: Pick<ApiObject, 'apiVersion' | 'kind'>): string | null {
  if (kind === '' || knownKinds().includes(kind)) return null;
  const singular = kind.replace(/s$/i, '');
  const near = nearestName(kind, ['DaemonSet', 'StatefulSet']) ?? nearestName(singular, ['DaemonSet', 'StatefulSet']);
  return apiVersion.toLowerCase().startsWith('apps/') || apiVersion === '' ? near : null;
}

function notServed(
  field: 'apiVersion' | 'kind',
  check: string,
  params: Readonly<Record<string, string | number>>,
  detail: string,
  detailJa: string,
): readonly ServerError[] {
  return [{ reason: 'NotServed', field, path: [field], at: 'value', check, params, detail, detailJa }];
}

/** Is there a server at this address for the object at all? */
function serving(object: ApiObject, release: Release): readonly ServerError[] {
  const { apiVersion, kind } = object;
  if (!isJudgedKind(kind)) {
    const near = misspelling(object);
    if (near === null) return [];
    return notServed(
      'kind',
      'api-unknown',
      { apiVersion, kind, nearest: near },
      `${apiVersion} has no kind ${kind}. Did you mean ${near}?`,
      `${apiVersion} に ${kind} という kind はありません。${near} ではありませんか?`,
    );
  }
  if (apiVersion === '') {
    return notServed(
      'apiVersion',
      'api-unknown',
      { apiVersion, kind, instead: apiVersionOf(kind) ?? '' },
      `apiVersion is missing; ${kind} is served as ${apiVersionOf(kind)}.`,
      `apiVersion がありません。${kind} の apiVersion は ${apiVersionOf(kind)} です。`,
    );
  }
  const service = serviceOf(apiVersion, kind, release);
  const version = `${release.major}.${release.minor}`;
  switch (service.kind) {
    case 'served':
    case 'unknown-kind':
      return [];
    case 'retired':
      return notServed(
        'apiVersion',
        'api-removed',
        { apiVersion, kind, since: `1.${service.since}`, instead: service.instead },
        `${kind} is not served as ${apiVersion} since Kubernetes 1.${service.since}; write ${service.instead}.`,
        `${kind} は Kubernetes 1.${service.since} から ${apiVersion} では提供されていません。${service.instead} と書いてください。`,
      );
    case 'not-yet':
      return notServed(
        'apiVersion',
        'api-unknown',
        { apiVersion, kind, since: `1.${service.since}` },
        `${kind} is served as ${apiVersion} only since Kubernetes 1.${service.since}, not in ${version}.`,
        `${kind} の ${apiVersion} は Kubernetes 1.${service.since} からで、${version} にはありません。`,
      );
    case 'unknown-version':
      return notServed(
        'apiVersion',
        'api-unknown',
        { apiVersion, kind, instead: service.instead },
        `${kind} is not served as ${apiVersion}; write ${service.instead}.`,
        `${kind} は ${apiVersion} では提供されていません。${service.instead} と書いてください。`,
      );
  }
}

/** `Convert_v1_DaemonSet_To_apps_DaemonSet` reads an annotation as a number. */
function templateGeneration(value: DraftObject): readonly ServerError[] {
  const name = 'deprecated.daemonset.template.generation';
  const text = draftAt(value, 'metadata', 'annotations')?.[name];
  if (text === undefined || (typeof text === 'string' && isInt64(text))) return [];
  return [
    {
      reason: 'Decoding',
      field: `metadata.annotations[${name}]`,
      path: ['metadata', 'annotations', name],
      at: 'value',
      check: 'template-generation-malformed',
      params: { value: String(text) },
      detail: `The annotation ${name} must hold a whole number; better leave it to the server.`,
      detailJa: `アノテーション ${name} の値は整数でなければなりません。サーバーに任せて書かないのが無難です。`,
    },
  ];
}

function isInt64(text: string): boolean {
  if (!/^[+-]?\d{1,40}$/.test(text)) return false;
  const value = BigInt(text.replace(/^\+/, ''));
  return value >= -(1n << 63n) && value < 1n << 63n;
}

/** Metadata that the server writes itself on every create and update. */
const SERVER_OWNED = [
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'selfLink',
];

interface Prepared {
  readonly value: DraftObject;
  readonly errors: readonly ServerError[];
  readonly warnings: readonly ServerWarning[];
  /** what is written of a deletion, which only an update looks at */
  readonly deletion: DraftObject;
}

function deletionOf(metadata: DraftObject | undefined): DraftObject {
  const names = ['deletionTimestamp', 'deletionGracePeriodSeconds'];
  const written = names.flatMap((name) => {
    const value = metadata?.[name];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(written);
}

/** Decodes, fills in and drops: what stands there when validation begins. */
function prepare(object: ApiObject, type: ObjectType, options: JudgeOptions, old: DraftObject | undefined): Prepared {
  const { release, featureGates } = options;
  const { value, errors } = decode(object.root, type, release);
  delete value['status'];
  const metadata = draftAt(value, 'metadata');
  const deletion = deletionOf(metadata);
  if (metadata !== undefined) for (const name of SERVER_OWNED) delete metadata[name];
  const warnings = dropRepeatedOwners(value);
  setDefaults(value, type, release, featureGates);
  dropDisabledFields(value, object.kind, old, release, featureGates);
  const all = object.kind === 'DaemonSet' ? [...errors, ...templateGeneration(value)] : errors;
  return { value, errors: all, warnings, deletion };
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, i) => step === path[i]);
}

/**
 * What validation says of a half-decoded object, without what only repeats that something did not decode: values that are
 * missing because they could not be read, or because their name is misspelt.
 */
function beyondDecoding(further: readonly ServerError[], decoding: readonly ServerError[]): readonly ServerError[] {
  const unread = decoding.flatMap((error) => {
    if (error.check === 'duplicate-key') return [];
    const nearest = error.params['nearest'];
    return error.check === 'unknown-field'
      ? typeof nearest === 'string'
        ? [[...error.path.slice(0, -1), nearest]]
        : []
      : [error.path];
  });
  return further.filter((error) => !unread.some((path) => startsWith(error.path, path) || isMissingAbove(error, path)));
}

/** A Required error of a parent that could not be read far enough. */
function isMissingAbove(error: ServerError, path: Path): boolean {
  return error.reason === 'FieldValueRequired' && startsWith(path, error.path);
}

type Validation = { readonly errors: readonly ServerError[]; readonly warnings: readonly ServerWarning[] };

function validated(
  value: DraftObject,
  kind: JudgedKind,
  options: JudgeOptions,
  old: DraftObject | undefined,
): Validation {
  const { release, featureGates } = options;
  const gates = featureGates === undefined ? {} : { featureGates };
  if (old === undefined) return validate(value, kind, { release, ...gates });
  const { errors, warnings } = validate(value, kind, { release, ...gates, old });
  return {
    errors: [...errors, ...validateUpdate(value, old, kind, release)],
    warnings: warningsOnUpdate(warnings, value, old, kind, release),
  };
}

/** Warnings about the template come again only when the spec (of a DaemonSet: the template) changes. */
function warningsOnUpdate(
  warnings: readonly ServerWarning[],
  value: DraftObject,
  old: DraftObject,
  kind: JudgedKind,
  release: Release,
): readonly ServerWarning[] {
  const changed = changedSpecFields(value, old, kind, release);
  const again = kind === 'DaemonSet' ? changed.includes('template') : changed.length > 0;
  return again ? warnings : warnings.filter(({ field }) => !field.startsWith('spec.template'));
}

/**
 * Judges a DaemonSet or StatefulSet as the API server of a release would. Any other object is accepted as it stands (a
 * misspelt kind of the two excepted, see `isJudged`).
 * @param object an object of a parsed document
 * @param options the release, and the stored object when this is an update
 * @returns errors (at stage `decoding` those of decoding alone, `further` holds the rest), warnings, and the object as it
 *   would be stored, without status and the metadata that the server owns
 */
export function judge(object: ApiObject, options: JudgeOptions): Judgement {
  const { release } = options;
  if (!isJudged(object)) {
    return { errors: [], stage: 'accepted', warnings: [], effective: plainJson(object.root) };
  }
  const unserved = serving(object, release);
  const kind = object.kind;
  const type = isJudgedKind(kind) ? typeOf('apps/v1', kind, release) : null;
  if (!isJudgedKind(kind) || type === null) {
    return { errors: unserved, stage: 'decoding', warnings: [], effective: plainJson(object.root) };
  }
  const stored = options.old;
  const before = stored?.kind === kind ? prepare(stored, type, options, undefined) : undefined;
  const old = before?.value;
  if (old !== undefined) omitEmpty(old, type, release);
  const { value, errors, warnings: early, deletion } = prepare(object, type, options, old);
  const { errors: found, warnings: late } = validated(value, kind, options, old);
  const warnings = [...early, ...late];
  const invalid = before === undefined ? found : [...validateDeletion(deletion, before.deletion, release), ...found];
  omitEmpty(value, type, release);
  const effective: Json = value;
  const decoding = [...unserved, ...errors];
  if (decoding.length > 0) {
    return { errors: decoding, stage: 'decoding', further: beyondDecoding(invalid, errors), warnings, effective };
  }
  return { errors: invalid, stage: invalid.length > 0 ? 'validation' : 'accepted', warnings, effective };
}
