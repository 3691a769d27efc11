/** The shape of API fields: what a value may be, how Go holds it, and the words for it. */

/** Scalars of the API. `int32` and `int64` are whole numbers of that width; `bytes` is base64 text; `Time` RFC 3339 text. */
export type Scalar = 'string' | 'int32' | 'int64' | 'boolean' | 'bytes' | 'Quantity' | 'IntOrString' | 'Time' | 'any';

export type Shape =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  /** an object type by its name in the API's OpenAPI document, e.g. `core.v1.Container` */
  | { readonly kind: 'object'; readonly type: string }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape };

/** One field of an object type, as one release knows it. */
export interface Field {
  readonly name: string;
  readonly shape: Shape;
  /** `integer (int32)`, `list of Container`, `map of string` */
  readonly words: Readonly<Record<'en' | 'ja', string>>;
  readonly required: boolean;
  /** what the server fills in when the field is left out; absent: nothing, or a default that depends on other fields */
  readonly default?: DefaultValue;
  /** values that the release's OpenAPI document lists */
  readonly enum?: readonly string[];
  readonly listType?: 'map' | 'set';
  /** keys that identify an item of a list of type `map` */
  readonly listMapKeys?: readonly string[];
  /** minor release that first had the field; absent: before 1.21 */
  readonly since?: number;
  /** a Go pointer: zero and absent differ */
  readonly pointer: boolean;
  /** written even when it holds Go's zero value (no `omitempty`) */
  readonly always: boolean;
}

/** A default: the value, or words for one that depends on other fields. */
export type DefaultValue =
  | { readonly kind: 'value'; readonly value: string | number | boolean | Readonly<Record<string, never>> }
  | { readonly kind: 'words'; readonly words: Readonly<Record<'en' | 'ja', string>> };

export interface ObjectType {
  /** `core.v1.Container` */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
}

const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  'string',
  'int32',
  'int64',
  'boolean',
  'bytes',
  'Quantity',
  'IntOrString',
  'Time',
  'any',
]);

function isScalar(text: string): text is Scalar {
  return SCALARS.has(text);
}

/** Reads the notation of data/fields.json: `[]T` is a list, `{}T` a map, a name with dots an object type. */
export function parseShape(text: string): Shape {
  if (text.startsWith('[]')) return { kind: 'list', items: parseShape(text.slice(2)) };
  if (text.startsWith('{}')) return { kind: 'map', values: parseShape(text.slice(2)) };
  return isScalar(text) ? { kind: 'scalar', scalar: text } : { kind: 'object', type: text };
}

const SCALAR_WORDS: Readonly<Record<Scalar, Readonly<Record<'en' | 'ja', string>>>> = {
  string: { en: 'string', ja: '文字列' },
  int32: { en: 'integer (int32)', ja: '整数 (int32)' },
  int64: { en: 'integer (int64)', ja: '整数 (int64)' },
  boolean: { en: 'boolean', ja: '真偽値' },
  bytes: { en: 'base64 text', ja: 'base64 文字列' },
  Quantity: { en: 'Quantity', ja: 'Quantity (数量)' },
  IntOrString: { en: 'integer or string', ja: '整数または文字列' },
  Time: { en: 'time (RFC 3339)', ja: '時刻 (RFC 3339)' },
  any: { en: 'any value', ja: '任意の値' },
};

/** Words for a shape: `list of Container`. */
export function shapeWords(shape: Shape): Readonly<Record<'en' | 'ja', string>> {
  switch (shape.kind) {
    case 'scalar':
      return SCALAR_WORDS[shape.scalar];
    case 'object': {
      const name = shape.type.slice(shape.type.lastIndexOf('.') + 1);
      return { en: name, ja: name };
    }
    case 'list': {
      const items = shapeWords(shape.items);
      return { en: `list of ${items.en}`, ja: `${items.ja} のリスト` };
    }
    case 'map': {
      const values = shapeWords(shape.values);
      return { en: `map of ${values.en}`, ja: `${values.ja} のマップ` };
    }
  }
}
