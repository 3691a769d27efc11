/** How the stored object differs from the written one: what was filled in, rewritten and dropped. */
import type { Path } from '../manifest/index';
import { plainJson } from './decode';
import type { ApiObject, Json, Judgement } from './judgement';

/** Keys are field paths; a map key that is no plain name stands quoted in brackets: `limits["example.com/gpu"]`. */
export interface EffectiveChanges {
  readonly defaulted: Readonly<Record<string, Json>>;
  /** written value, stored value */
  readonly rewritten: Readonly<Record<string, readonly [Json, Json]>>;
  readonly dropped: readonly string[];
}

interface Collected {
  readonly defaulted: [string, Json][];
  readonly rewritten: [string, readonly [Json, Json]][];
  readonly dropped: string[];
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$/;

function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (PLAIN.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

type JsonObject = { readonly [key: string]: Json };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Calls `found` for every leaf: scalars, and lists and objects without content. */
function leaves(value: Json, path: Path, found: (path: Path, leaf: Json) => void): void {
  const list: readonly Json[] | null = Array.isArray(value) ? value : null;
  if (list !== null && list.length > 0) for (const [i, item] of list.entries()) leaves(item, [...path, i], found);
  else if (isObject(value) && Object.keys(value).length > 0) {
    for (const [key, item] of Object.entries(value)) leaves(item, [...path, key], found);
  } else found(path, value);
}

function compare(written: Json | undefined, stored: Json | undefined, path: Path, into: Collected): void {
  if (written === undefined || written === null) {
    // what is written as null is not written at all
    if (stored !== undefined && !(written === null && stored === null)) {
      leaves(stored, path, (at, leaf) => into.defaulted.push([pathText(at), leaf]));
    }
  } else if (stored === undefined) {
    leaves(written, path, (at, leaf) => {
      if (leaf !== null) into.dropped.push(pathText(at));
    });
  } else if (Array.isArray(written) && Array.isArray(stored)) {
    const [left, right] = [written as readonly Json[], stored as readonly Json[]];
    for (let i = 0; i < Math.max(left.length, right.length); i++) compare(left[i], right[i], [...path, i], into);
  } else if (isObject(written) && isObject(stored)) {
    for (const key of new Set([...Object.keys(written), ...Object.keys(stored)])) {
      compare(
        Object.hasOwn(written, key) ? written[key] : undefined,
        Object.hasOwn(stored, key) ? stored[key] : undefined,
        [...path, key],
        into,
      );
    }
  } else if (written !== stored) into.rewritten.push([pathText(path), [written, stored]]);
}

/** Top-level metadata that the server sets on its own whatever is written. */
const SERVER_OWNED: ReadonlySet<string> = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
  'managedFields',
]);

/** The object without status and without the metadata that the server owns: what a person can have a say in. */
export function comparableObject(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (key === 'status') return [];
      if (key !== 'metadata' || !isObject(item)) return [[key, item]];
      return [[key, Object.fromEntries(Object.entries(item).filter(([name]) => !SERVER_OWNED.has(name)))]];
    }),
  );
}

/** The object as it is written, as plain JSON, without what `comparableObject` leaves out. */
export function writtenObject({ root }: Pick<ApiObject, 'root'>): Json {
  return comparableObject(plainJson(root));
}

/**
 * What the API server makes of an object beyond what is written: fields filled in, values stored in another form (`0.5` as
 * `500m`, a probe's `timeoutSeconds: 0` as 1), fields that are not kept. Status and the metadata that the server owns are
 * left out.
 */
export function effectiveChanges(object: Pick<ApiObject, 'root'>, judgement: Judgement): EffectiveChanges {
  const into: Collected = { defaulted: [], rewritten: [], dropped: [] };
  compare(writtenObject(object), comparableObject(judgement.effective), [], into);
  return {
    defaulted: Object.fromEntries(into.defaulted),
    rewritten: Object.fromEntries(into.rewritten),
    dropped: into.dropped,
  };
}
