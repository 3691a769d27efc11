/**
 * What the API server refuses of a change though it would accept the new object on its own.
 * Upstream: `ValidateStatefulSetUpdate` and `ValidateDaemonSetUpdate` of pkg/apis/apps/validation/validation.go (1.32 to
 * 1.37), and the precondition on `metadata.uid` of `rest.BeforeUpdate`.
 */
import { atLeast, type Release } from '../../../simulator/src/index';
import { objectType, type Shape } from '../kubernetes/index';
import type { Path } from '../manifest/index';
import { fieldText } from './fieldText';
import type { CauseReason, Json, ServerError } from './judgement';
import { ZERO_TIME } from './storedTime';
import { parseQuantity } from './validation/quantity';

type JsonObject = { readonly [key: string]: Json };

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0);
}

/**
 * `apiequality.Semantic.DeepEqual`: nil and empty lists and maps are equal, quantities compare by value. Both sides are in
 * the form that `decode` and `setDefaults` leave.
 */
function semanticallyEqual(a: Json | undefined, b: Json | undefined, shape: Shape, release: Release): boolean {
  switch (shape.kind) {
    case 'scalar':
      if (shape.scalar === 'Quantity' && a !== b) {
        const [x, y] = [parseQuantity(a), parseQuantity(b)];
        return x !== null && y !== null && x.nano === y.nano;
      }
      if (shape.scalar === 'Time' && [a, b].every((time) => isEmpty(time) || time === ZERO_TIME)) return true;
      if (shape.scalar === 'any') return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
      return (a ?? null) === (b ?? null);
    case 'list': {
      if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
      if (!Array.isArray(a) || !Array.isArray(b)) return false;
      const [left, right] = [a as readonly Json[], b as readonly Json[]];
      return (
        left.length === right.length && left.every((item, i) => semanticallyEqual(item, right[i], shape.items, release))
      );
    }
    case 'map': {
      if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
      const [left, right] = [asObject(a), asObject(b)];
      const keys = Object.keys(left);
      return (
        keys.length === Object.keys(right).length &&
        keys.every(
          (key) => Object.hasOwn(right, key) && semanticallyEqual(left[key], right[key], shape.values, release),
        )
      );
    }
    case 'object': {
      const absent = [a, b].filter((value) => value === undefined || value === null).length;
      if (absent > 0) return absent === 2;
      const type = objectType(shape.type, release);
      if (type === null) return JSON.stringify(a) === JSON.stringify(b);
      const [left, right] = [asObject(a), asObject(b)];
      return [...type.fields.values()].every((field) =>
        semanticallyEqual(left[field.name], right[field.name], field.shape, release),
      );
    }
  }
}

/** Fields of a StatefulSet's spec that an update may change. */
function mutableFields(release: Release): ReadonlySet<string> {
  const fields = ['replicas', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'];
  if (atLeast(release, 26)) fields.push('ordinals');
  if (atLeast(release, 33)) fields.push('revisionHistoryLimit');
  return new Set(fields);
}

function immutable(reason: CauseReason, field: string, path: Path, release: Release): ServerError {
  const name = String(path.at(-1));
  const mutable = [...mutableFields(release)].sort().join(', ');
  const whole = field === 'spec';
  return {
    reason,
    field,
    path,
    at: 'key',
    check: 'immutable-field',
    params: whole ? { name, mutable } : { name },
    detail: whole
      ? `${fieldText(path)} cannot change once the object exists; an update may change ${mutable}.`
      : `${fieldText(path)} cannot change once the object exists.`,
    detailJa: whole
      ? `${fieldText(path)} は作成後に変更できません。更新で変更できるのは ${mutable} です。`
      : `${fieldText(path)} は作成後に変更できません。`,
  };
}

/**
 * Fields of the spec in which two objects differ, as the server compares (`metadata.generation` rises when there is one).
 * @param object decoded and defaulted, like `old`
 */
export function changedSpecFields(
  object: Json,
  old: Json,
  kind: 'DaemonSet' | 'StatefulSet',
  release: Release,
): readonly string[] {
  const [spec, oldSpec] = [asObject(asObject(object)['spec']), asObject(asObject(old)['spec'])];
  return changedFields(spec, oldSpec, `apps.v1.${kind}Spec`, release);
}

function changedFields(spec: JsonObject, old: JsonObject, typeName: string, release: Release): readonly string[] {
  const type = objectType(typeName, release);
  if (type === null) return [];
  return [...type.fields.values()].flatMap((field) =>
    semanticallyEqual(spec[field.name], old[field.name], field.shape, release) ? [] : [field.name],
  );
}

function statefulSetUpdate(spec: JsonObject, old: JsonObject, release: Release): readonly ServerError[] {
  const mutable = mutableFields(release);
  const changed = changedFields(spec, old, 'apps.v1.StatefulSetSpec', release).filter((name) => !mutable.has(name));
  return changed.map((name) =>
    atLeast(release, 37)
      ? immutable('FieldValueInvalid', `spec.${name}`, ['spec', name], release)
      : immutable('FieldValueForbidden', 'spec', ['spec', name], release),
  );
}

function daemonSetUpdate(spec: JsonObject, old: JsonObject, release: Release): readonly ServerError[] {
  return changedFields(spec, old, 'apps.v1.DaemonSetSpec', release).includes('selector')
    ? [immutable('FieldValueInvalid', 'spec.selector', ['spec', 'selector'], release)]
    : [];
}

/** A uid names one very object: the server refuses (409) to put it over another one. */
function foreignUid(object: JsonObject, old: JsonObject): readonly ServerError[] {
  const uid = asObject(object['metadata'])['uid'];
  if (typeof uid !== 'string' || uid === '' || uid === asObject(old['metadata'])['uid']) return [];
  return [
    {
      reason: 'FieldValueInvalid',
      field: 'metadata.uid',
      path: ['metadata', 'uid'],
      at: 'value',
      check: 'foreign-uid',
      params: { uid },
      detail: `The stored object has another uid than ${uid}; leave metadata.uid out.`,
      detailJa: `保存されているオブジェクトの uid は ${uid} ではありません。metadata.uid は書かないでください。`,
    },
  ];
}

/**
 * An update cannot mark an object for deletion (`ValidateObjectMetaUpdate`); of one that is marked, the server keeps the time.
 * @param deletion `deletionTimestamp` and `deletionGracePeriodSeconds` as they are written; `old` likewise
 */
export function validateDeletion(deletion: Json, old: Json, release: Release): readonly ServerError[] {
  const [next, before] = [asObject(deletion), asObject(old)];
  return Object.keys(next).flatMap((name) => {
    const kept = name === 'deletionTimestamp' ? before[name] !== undefined : before[name] === next[name];
    return kept ? [] : [immutable('FieldValueInvalid', `metadata.${name}`, ['metadata', name], release)];
  });
}

/** Of a `generateName`, which does nothing any more, an update only asks that it could stand in an address. */
function generateName(object: JsonObject): readonly ServerError[] {
  const name = asObject(object['metadata'])['generateName'];
  if (typeof name !== 'string' || !/[/%]/.test(name)) return [];
  return [
    {
      reason: 'FieldValueInvalid',
      field: 'metadata.generateName',
      path: ['metadata', 'generateName'],
      at: 'value',
      check: 'path-segment',
      params: { value: name },
      detail: '`generateName` may hold neither `/` nor `%`.',
      detailJa: '`generateName` に `/` と `%` は使えません。',
    },
  ];
}

/**
 * Errors of an update alone.
 * @param object the new object, decoded and defaulted
 * @param old the stored object, decoded and defaulted the same way
 */
export function validateUpdate(
  object: Json,
  old: Json,
  kind: 'DaemonSet' | 'StatefulSet',
  release: Release,
): readonly ServerError[] {
  const [next, before] = [asObject(object), asObject(old)];
  const [spec, oldSpec] = [asObject(next['spec']), asObject(before['spec'])];
  return [
    ...foreignUid(next, before),
    ...generateName(next),
    ...(kind === 'StatefulSet' ? statefulSetUpdate(spec, oldSpec, release) : daemonSetUpdate(spec, oldSpec, release)),
  ];
}
