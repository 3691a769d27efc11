/**
 * Small building blocks of guards. A guard looks at a value of unknown origin and says whether it has a type's shape; the
 * compiler refuses a shape that has drifted from its type. Properties that a type does not name are let through.
 */

export interface Guard<T> {
  (value: unknown): value is T;
  /** Never there: it keeps a guard of a part of `T` from passing as a guard of `T`. */
  readonly exactly?: (value: T) => T;
}

/** A guard of which only the answer counts. */
export type Check = (value: unknown) => boolean;

/** A property that may be missing; one that is there must pass. */
export interface Optional<T> {
  readonly optional: Guard<T>;
}

type IsOptional<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? true : false;

/** A guard for every property of `T`, marked where the property is optional. */
export type Shape<T> = {
  readonly [K in keyof T]-?: IsOptional<T, K> extends true ? Optional<NonNullable<T[K]> | (null & T[K])> : Guard<T[K]>;
};

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const string: Guard<string> = (value): value is string => typeof value === 'string';
export const boolean: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';
/** Finite: neither NaN nor an infinity. */
export const number: Guard<number> = (value): value is number => typeof value === 'number' && Number.isFinite(value);

/** One of a closed set of words; the compiler asks for all of them. */
export function word<T extends string>(words: Readonly<Record<T, true>>): Guard<T> {
  return (value): value is T => typeof value === 'string' && Object.hasOwn(words, value);
}

export function nullable<T>(guard: Guard<T>): Guard<T | null> {
  return (value): value is T | null => value === null || guard(value);
}

export function optional<T>(guard: Guard<T>): Optional<T> {
  return { optional: guard };
}

export function list<T>(guard: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(guard);
}

export function record<T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isRecord(value) && Object.values(value).every(guard);
}

export function either<A, B>(a: Guard<A>, b: Guard<B>): Guard<A | B> {
  return (value): value is A | B => a(value) || b(value);
}

export function shape<T extends object>(properties: Shape<T>): Guard<T> {
  const required: [string, Check][] = [];
  const rest: [string, Check][] = [];
  const all: Readonly<Record<string, Check | { readonly optional: Check }>> = properties;
  for (const [name, guard] of Object.entries(all)) {
    if (typeof guard === 'function') required.push([name, guard]);
    else rest.push([name, guard.optional]);
  }
  return (value): value is T =>
    isRecord(value) &&
    required.every(([name, guard]) => guard(value[name])) &&
    rest.every(([name, guard]) => value[name] === undefined || guard(value[name]));
}

/** A union whose members tell themselves apart by the word in `tag`; the compiler asks for all of them. */
export function tagged<Tag extends string, T extends Readonly<Record<Tag, string>>>(
  tag: Tag,
  members: { readonly [K in T[Tag]]: Guard<Extract<T, Readonly<Record<Tag, K>>>> },
): Guard<T> {
  const all: ReadonlyMap<string, Check> = new Map(Object.entries<Check>(members));
  return (value): value is T => {
    if (!isRecord(value)) return false;
    const name = value[tag];
    return typeof name === 'string' && all.get(name)?.(value) === true;
  };
}
