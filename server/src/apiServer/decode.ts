/**
 * Strict decoding, as the API server does it before anything else: unknown and duplicate fields, wrong types, malformed
 * quantities and times stop a manifest there (HTTP 400). The server stops at the first wrong type; here everything that can
 * be found is found, and what decodes goes on to the rest.
 *
 * Upstream: sigs.k8s.io/json (case-sensitive, strict), apimachinery `json.Serializer` with `fieldValidation=Strict`, and the
 * `UnmarshalJSON` of Quantity, IntOrString and Time; 1.27 to 1.37.
 */
import type { Release } from '../../../simulator/src/index';
import {
  type Field,
  nearestName,
  type ObjectType,
  objectType,
  type Scalar,
  type Shape,
  shapeWords,
} from '../kubernetes/index';
import type { Entry, MappingNode, Node, Path, ScalarNode } from '../manifest/index';
import type { Draft, DraftObject } from './draft';
import { fieldText } from './fieldText';
import type { ServerError } from './judgement';
import { storedQuantity } from './storedQuantity';
import { storedTime } from './storedTime';
import { completeStruct, zeroOf } from './struct';

export interface Decoded {
  /** what could be decoded, in the server's normal form: nothing that `omitempty` leaves out, every struct in place */
  readonly value: DraftObject;
  readonly errors: readonly ServerError[];
}

interface Context {
  readonly release: Release;
  readonly errors: ServerError[];
}

/** A place in the object, leaf first: spelled out as a path only when something is wrong there. */
interface Place {
  readonly parent: Place | null;
  readonly step: string | number;
}

function pathOf(place: Place | null): Path {
  const path: (string | number)[] = [];
  for (let at = place; at !== null; at = at.parent) path.push(at.step);
  return path.reverse();
}

type Params = Readonly<Record<string, string | number>>;

function refuse(
  context: Context,
  place: Place | null,
  at: 'key' | 'value',
  check: string,
  params: Params,
  detail: string,
  detailJa: string,
): undefined {
  const path = pathOf(place);
  context.errors.push({ reason: 'Decoding', field: fieldText(path), path, at, check, params, detail, detailJa });
  return undefined;
}

/** The JSON type of a node, as Go's messages name it. */
function jsonType(node: Node): string {
  if (node.kind === 'mapping') return 'object';
  if (node.kind === 'sequence') return 'array';
  switch (node.type) {
    case 'null':
      return 'null';
    case 'bool':
      return 'bool';
    case 'int':
    case 'float':
      return 'number';
    case 'string':
      return 'string';
  }
}

const TYPE_WORDS: Readonly<Record<string, { readonly en: string; readonly ja: string }>> = {
  object: { en: 'a mapping', ja: 'マッピング' },
  array: { en: 'a list', ja: 'リスト' },
  null: { en: 'null', ja: 'null' },
  bool: { en: 'a boolean', ja: '真偽値' },
  number: { en: 'a number', ja: '数値' },
  string: { en: 'a string', ja: '文字列' },
};

function written(node: Node): string {
  if (node.kind !== 'scalar') return '';
  return node.source.length > 60 ? `${node.source.slice(0, 57)}…` : node.source;
}

function wrongType(context: Context, node: Node, shape: Shape, place: Place | null): undefined {
  const expected = shapeWords(shape);
  const actual = jsonType(node);
  const words = TYPE_WORDS[actual] ?? { en: actual, ja: actual };
  const value = written(node);
  const shown = value === '' ? '' : ` (${value})`;
  return refuse(
    context,
    place,
    'value',
    'wrong-type',
    { expected: expected.en, expectedJa: expected.ja, actual, value },
    `Expected ${expected.en}, found ${words.en}${shown}.`,
    `${expected.ja} が必要ですが、${words.ja}${shown} になっています。`,
  );
}

const INT_LIMITS = {
  int32: { min: -2147483648n, max: 2147483647n },
  int64: { min: -9223372036854775808n, max: 9223372036854775807n },
} as const;

/**
 * Go writes a float without a fraction as a whole number (below 1e21), so that `3.0` and `1e1` decode into integers: with
 * the fewest digits that name the float and zeros behind them, as JavaScript does.
 */
function wholeNumber(node: ScalarNode): bigint | null {
  if (typeof node.value === 'bigint') return node.value;
  if (typeof node.value !== 'number' || !Number.isInteger(node.value) || Math.abs(node.value) >= 1e21) return null;
  return BigInt(String(node.value));
}

function decodeInteger(
  context: Context,
  node: ScalarNode,
  scalar: 'int32' | 'int64',
  shape: Shape,
  place: Place | null,
) {
  if (node.type !== 'int' && node.type !== 'float') return wrongType(context, node, shape, place);
  const whole = wholeNumber(node);
  if (whole === null) return wrongType(context, node, shape, place);
  const { min, max } = INT_LIMITS[scalar];
  if (whole >= min && whole <= max) return Number(whole);
  return refuse(
    context,
    place,
    'value',
    'integer-out-of-range',
    { value: written(node), min: String(min), max: String(max) },
    `${written(node)} does not fit: the field holds ${min} to ${max}.`,
    `${written(node)} は範囲外です。この項目に入るのは ${min} から ${max} までです。`,
  );
}

function decodeQuantity(context: Context, node: ScalarNode, shape: Shape, place: Place | null, inList: boolean) {
  const { value } = node;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') {
    return wrongType(context, node, shape, place);
  }
  const stored = storedQuantity(value, inList);
  if (stored !== null) return stored;
  return refuse(
    context,
    place,
    'value',
    'quantity-malformed',
    { value: written(node) },
    `${written(node)} is no quantity: a number, then one of n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an exponent.`,
    `${written(node)} は数量として読めません。数値の後に n u m k M G T P E、Ki Mi Gi Ti Pi Ei、または指数を付けます。`,
  );
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeScalar(context: Context, node: Node, scalar: Scalar, shape: Shape, place: Place | null, inMap: boolean) {
  if (scalar === 'any') return plainJson(node);
  if (node.kind !== 'scalar') return wrongType(context, node, shape, place);
  const { value } = node;
  switch (scalar) {
    case 'string':
      return typeof value === 'string' ? value : wrongType(context, node, shape, place);
    case 'boolean':
      return typeof value === 'boolean' ? value : wrongType(context, node, shape, place);
    case 'int32':
    case 'int64':
      return decodeInteger(context, node, scalar, shape, place);
    case 'IntOrString':
      return typeof value === 'string' ? value : decodeInteger(context, node, 'int32', shape, place);
    case 'Quantity':
      return decodeQuantity(context, node, shape, place, inMap);
    case 'bytes':
      if (typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, ''))) return value;
      return wrongType(context, node, shape, place);
    case 'Time': {
      if (typeof value !== 'string') return wrongType(context, node, shape, place);
      const stored = storedTime(value);
      if (stored !== null) return stored;
      return refuse(
        context,
        place,
        'value',
        'time-malformed',
        { value: written(node) },
        `${written(node)} is no time as RFC 3339 has it, e.g. 2024-01-31T10:00:00Z.`,
        `${written(node)} は RFC 3339 の時刻ではありません。例: 2024-01-31T10:00:00Z`,
      );
    }
  }
}

/** Plain JSON of a node, with no type to hold it against. */
export function plainJson(node: Node): Draft {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'sequence':
      return node.items.map(plainJson);
    case 'mapping':
      return Object.fromEntries(node.entries.map((entry) => [entry.key, plainJson(entry.value)]));
  }
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function unknownField(context: Context, entry: Entry, type: ObjectType, place: Place | null): void {
  const nearest = nearestName(entry.key, type.fields.keys());
  const known = type.name.slice(type.name.lastIndexOf('.') + 1);
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
  const hintJa = nearest === null ? '' : `${nearest} ではありませんか?`;
  refuse(
    context,
    place,
    'key',
    'unknown-field',
    { name: entry.key, type: known, ...(nearest === null ? {} : { nearest }) },
    `${known} has no field ${entry.key}.${hint}`,
    `${known} に ${entry.key} という項目はありません。${hintJa}`,
  );
}

/** Keys written twice: the same text read as the same type (`1` and `"1"` are two keys of the YAML mapping). */
function reportDuplicates(context: Context, node: MappingNode, place: Place | null): void {
  const seen = new Set<string>();
  for (const entry of node.entries) {
    const identity = `${entry.keyNode.type} ${entry.key}`;
    if (!entry.merged && seen.has(identity)) {
      refuse(
        context,
        { parent: place, step: entry.key },
        'key',
        'duplicate-key',
        { name: entry.key },
        `The key ${entry.key} is written more than once here.`,
        `キー ${entry.key} がここで二回以上書かれています。`,
      );
    }
    if (!entry.merged) seen.add(identity);
  }
}

/** Duplicate keys below a node that no type describes. */
function reportDuplicatesBelow(context: Context, node: Node, place: Place | null): void {
  if (node.kind === 'sequence') {
    for (const [i, item] of node.items.entries()) reportDuplicatesBelow(context, item, { parent: place, step: i });
  } else if (node.kind === 'mapping') {
    reportDuplicates(context, node, place);
    for (const entry of node.entries) reportDuplicatesBelow(context, entry.value, { parent: place, step: entry.key });
  }
}

function decodeObject(context: Context, node: MappingNode, type: ObjectType, place: Place | null): DraftObject {
  reportDuplicates(context, node, place);
  const object: DraftObject = {};
  const reported = new Set<string>();
  const last = new Map<string, Node>();
  for (const entry of node.entries) {
    const field = type.fields.get(entry.key);
    if (field !== undefined) last.set(entry.key, entry.value);
    else if (!reported.has(entry.key)) {
      reported.add(entry.key);
      unknownField(context, entry, type, { parent: place, step: entry.key });
      reportDuplicatesBelow(context, entry.value, { parent: place, step: entry.key });
    }
  }
  for (const [name, value] of last) {
    const field = type.fields.get(name);
    const decoded = field === undefined ? undefined : decodeField(context, value, field, { parent: place, step: name });
    if (decoded !== undefined) object[name] = decoded;
  }
  return completeStruct(object, type, context.release);
}

/** null is "nothing written" for a field, except that an IntOrString that is no pointer turns it into 0. */
function decodeField(context: Context, node: Node, field: Field, place: Place | null): Draft | undefined {
  if (!isNull(node)) return decodeValue(context, node, field.shape, place, false);
  return !field.pointer && field.shape.kind === 'scalar' && field.shape.scalar === 'IntOrString' ? 0 : undefined;
}

function decodeValue(
  context: Context,
  node: Node,
  shape: Shape,
  place: Place | null,
  inMap: boolean,
): Draft | undefined {
  switch (shape.kind) {
    case 'scalar':
      return decodeScalar(context, node, shape.scalar, shape, place, inMap);
    case 'object': {
      if (node.kind !== 'mapping') return wrongType(context, node, shape, place);
      const type = objectType(shape.type, context.release);
      return type === null ? plainJson(node) : decodeObject(context, node, type, place);
    }
    case 'list': {
      if (node.kind !== 'sequence') return wrongType(context, node, shape, place);
      return node.items.map((item, i) => {
        const value = isNull(item)
          ? undefined
          : decodeValue(context, item, shape.items, { parent: place, step: i }, false);
        return value === undefined ? zeroOf(shape.items, context.release) : value;
      });
    }
    case 'map': {
      if (node.kind !== 'mapping') return wrongType(context, node, shape, place);
      reportDuplicates(context, node, place);
      return Object.fromEntries(
        node.entries.map(({ key, value }) => {
          const decoded = isNull(value)
            ? undefined
            : decodeValue(context, value, shape.values, { parent: place, step: key }, true);
          return [key, decoded === undefined ? zeroOf(shape.values, context.release) : decoded];
        }),
      );
    }
  }
}

/**
 * Decodes an object strictly.
 * @param root the object's root; anything but a mapping is one wrong-type error
 */
export function decode(root: Node, type: ObjectType, release: Release): Decoded {
  const context: Context = { release, errors: [] };
  if (root.kind !== 'mapping') {
    wrongType(context, root, { kind: 'object', type: type.name }, null);
    return { value: completeStruct({}, type, release), errors: context.errors };
  }
  return { value: decodeObject(context, root, type, null), errors: context.errors };
}
