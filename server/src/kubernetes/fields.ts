/**
 * Every type reachable from the kinds that we know, by release: one merged table (data/fields.json), filtered when it is
 * asked. The table was read from the OpenAPI documents of servers of 1.34 to 1.37; what older releases lack (`since`) and
 * how Go holds a field come from the tagged versions 0.20 to 0.36 of k8s.io/api.
 *
 * Notation of a field in the table: `*` pointer, `[]` list, `{}` map, `!` written even when empty.
 */
import type { Release } from '../../../simulator/src/index';
import { currentApiVersion } from './apis';
import data from './data/fields.json';
import { LITERAL_DEFAULTS, WORDED_DEFAULTS } from './defaults';
import { type DefaultValue, type Field, type ObjectType, parseShape, type Shape, shapeWords } from './shape';

interface FieldRow {
  readonly t: string;
  readonly since?: number;
  readonly until?: number;
  readonly required?: number;
  /** `Value`, or `Value@35` for one that came with 1.35 */
  readonly enum?: readonly string[];
  readonly list?: string;
  readonly keys?: readonly string[];
}

interface TypeRow {
  readonly gvk?: string;
  readonly fields: Readonly<Record<string, string | FieldRow>>;
}

const TABLE: Readonly<Record<string, TypeRow>> = data as unknown as Readonly<Record<string, TypeRow>>;

const byMinor = new Map<number, Map<string, ObjectType | null>>();
let byGvk: Map<string, string> | undefined;

function defaultOf(type: string, name: string): DefaultValue | undefined {
  const literal = LITERAL_DEFAULTS[type]?.[name];
  return literal === undefined ? WORDED_DEFAULTS[type]?.[name] : { kind: 'value', value: literal };
}

function enumOf(values: readonly string[], minor: number): readonly string[] {
  return values.flatMap((entry) => {
    const [value = '', from] = entry.split('@');
    return from === undefined || minor >= Number(from) ? [value] : [];
  });
}

function makeField(type: string, name: string, cell: string | FieldRow, minor: number): Field | null {
  const row: FieldRow = typeof cell === 'string' ? { t: cell } : cell;
  if (minor < (row.since ?? 0) || minor > (row.until ?? Number.POSITIVE_INFINITY)) return null;
  const pointer = row.t.startsWith('*');
  const always = row.t.endsWith('!');
  const shape = parseShape(row.t.slice(pointer ? 1 : 0, always ? -1 : undefined));
  const filled = defaultOf(type, name);
  return {
    name,
    shape,
    words: shapeWords(shape),
    required: row.required === 1,
    pointer,
    always,
    ...(filled === undefined ? {} : { default: filled }),
    ...(row.enum === undefined ? {} : { enum: enumOf(row.enum, minor) }),
    ...(row.list === 'map' || row.list === 'set' ? { listType: row.list } : {}),
    ...(row.keys === undefined ? {} : { listMapKeys: row.keys }),
    ...(row.since === undefined ? {} : { since: row.since }),
  };
}

/**
 * A type by its name (`core.v1.Container`) as a release knows it.
 * @returns null for a name that the release does not know.
 */
export function objectType(name: string, release: Release): ObjectType | null {
  const { minor } = release;
  let types = byMinor.get(minor);
  if (types === undefined) {
    types = new Map();
    byMinor.set(minor, types);
  }
  const known = types.get(name);
  if (known !== undefined) return known;
  const row = TABLE[name];
  let type: ObjectType | null = null;
  if (row !== undefined) {
    const fields = new Map<string, Field>();
    for (const [field, cell] of Object.entries(row.fields)) {
      const made = makeField(name, field, cell, minor);
      if (made !== null) fields.set(field, made);
    }
    if (fields.size > 0) type = { name, fields };
  }
  types.set(name, type);
  return type;
}

/**
 * The type of an object by its apiVersion and kind. A retired apiVersion (`apps/v1beta2`) has the shape of the one that
 * replaced it.
 * @returns null for kinds that the table does not hold.
 */
export function typeOf(apiVersion: string, kind: string, release: Release): ObjectType | null {
  byGvk ??= new Map(Object.entries(TABLE).flatMap(([name, row]) => (row.gvk === undefined ? [] : [[row.gvk, name]])));
  const name = byGvk.get(`${currentApiVersion(apiVersion, kind)} ${kind}`);
  return name === undefined ? null : objectType(name, release);
}

/** Fields of a type in alphabetical order; none for a name that the release does not know. */
export function fieldsOf(type: ObjectType | string, release: Release): readonly Field[] {
  const found = typeof type === 'string' ? objectType(type, release) : type;
  return found === null ? [] : [...found.fields.values()];
}

/** The object type that a shape holds, through lists and maps; null for scalars. */
export function elementType(shape: Shape, release: Release): ObjectType | null {
  switch (shape.kind) {
    case 'scalar':
      return null;
    case 'object':
      return objectType(shape.type, release);
    case 'list':
      return elementType(shape.items, release);
    case 'map':
      return elementType(shape.values, release);
  }
}

function within(field: Field, name: string, shape: Shape): Field {
  return { name, shape, words: shapeWords(shape), required: false, pointer: false, always: true, ...enumFrom(field) };
}

function enumFrom(field: Field): Partial<Pick<Field, 'enum'>> {
  return field.enum === undefined ? {} : { enum: field.enum };
}

/**
 * The field at a path of keys and indexes from the object's root: `['spec', 'template', 'spec', 'containers', 0]`.
 * An item of a list and a value of a map count as fields of their own (named by the index or key).
 * @param from apiVersion and kind of the object, or a type to start from
 * @returns null where the path leaves what the release knows.
 */
export function fieldAt(
  from: { readonly apiVersion: string; readonly kind: string } | ObjectType,
  path: readonly (string | number)[],
  release: Release,
): Field | null {
  let type = 'fields' in from ? from : typeOf(from.apiVersion, from.kind, release);
  let field: Field | null = null;
  for (const step of path) {
    if (type !== null) field = typeof step === 'string' ? (type.fields.get(step) ?? null) : null;
    else if (field?.shape.kind === 'list') {
      field = typeof step === 'number' ? within(field, String(step), field.shape.items) : null;
    } else if (field?.shape.kind === 'map') field = within(field, String(step), field.shape.values);
    else field = null;
    if (field === null) return null;
    type = field.shape.kind === 'object' ? objectType(field.shape.type, release) : null;
  }
  return field;
}
