/** Reading plain JSON by shape. What has another shape than asked for counts as absent: decoding has reported it already. */
import type { Json } from '../judgement';

export type JsonObject = { readonly [key: string]: Json };

const NOTHING: JsonObject = Object.freeze({});
const EMPTY: readonly Json[] = Object.freeze([]);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, or undefined (a nil pointer). */
export function objectOf(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The value as an object; an empty one where there is none. */
export function structOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : NOTHING;
}

/** The value as a list; an empty one where there is none. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : EMPTY;
}

/** The value as a string; empty where there is none, as Go's zero value. */
export function stringOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The value as a number; 0 where there is none, as Go's zero value. */
export function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0;
}

/** Is there a value at all (a pointer that is not nil)? */
export function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

/** Entries of a map of strings; a null value reads as the empty string. */
export function entriesOf(value: Json | undefined): readonly (readonly [string, string])[] {
  return isObject(value) ? Object.entries(value).map(([name, text]) => [name, stringOf(text)] as const) : [];
}

/** Length in bytes of UTF-8, which is what Go's `len` counts. */
export function byteLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}
