/** Reading stored JSON by shape: what has another shape than asked for counts as absent. */
import type { Json } from './judgement';

export type JsonObject = { readonly [key: string]: Json };

const NOTHING: JsonObject = Object.freeze({});

/** The object at a key; an empty one where there is none. */
export function objectIn(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : NOTHING;
}

/** The list at a key; an empty one where there is none. */
export function listIn(object: JsonObject, key: string): readonly Json[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}

/** The objects of the list at a key; what is no object counts as an empty one, so that indexes stay. */
export function objectsIn(object: JsonObject, key: string): readonly JsonObject[] {
  return listIn(object, key).map((item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as JsonObject) : NOTHING,
  );
}

/** The text at a key; empty where there is none. */
export function textIn(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** A whole number of 0 or more; `otherwise` for anything else. */
export function count(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}

/** The text values of the map at a key. */
export function textsIn(object: JsonObject, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectIn(object, key)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
