/** Reading JSON that is still being made: what has another shape than asked for counts as absent. */

/** JSON that is still being made. */
export type Draft = null | boolean | number | string | Draft[] | DraftObject;
export interface DraftObject {
  [key: string]: Draft;
}

export function draftObject(value: Draft | undefined): DraftObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function draftList(value: Draft | undefined): Draft[] {
  return Array.isArray(value) ? value : [];
}

/** The value alone in a list, where it is an object; else nothing. */
export function oneObject(value: Draft | undefined): DraftObject[] {
  const object = draftObject(value);
  return object === undefined ? [] : [object];
}

/** The objects of a list. */
export function draftObjects(value: Draft | undefined): DraftObject[] {
  return draftList(value).flatMap(oneObject);
}

export function draftText(value: Draft | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** `object.a.b.c`, where every step is an object. */
export function draftAt(object: DraftObject | undefined, ...keys: readonly string[]): DraftObject | undefined {
  let here = object;
  for (const key of keys) here = draftObject(here?.[key]);
  return here;
}
