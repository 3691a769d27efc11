import type { Node, ScalarValue } from './node';

/** A plain value as JSON has it; integers beyond 2^53 are bigints, so that no digit is lost. */
export type PlainValue = ScalarValue | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/**
 * The plain value of a node: mappings as objects (of duplicate keys the last counts, as Go's maps have it), sequences
 * as arrays. `.inf` and `.nan`, which JSON does not know, become null.
 */
export function toJson(node: Node | null): PlainValue {
  if (node === null) return null;
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'number' && !Number.isFinite(node.value) ? null : node.value;
    case 'sequence':
      return node.items.map(toJson);
    case 'mapping': {
      const object: Record<string, PlainValue> = {};
      for (const { key, value } of node.entries) define(object, key, toJson(value));
      return object;
    }
  }
}

/** Sets a property, `__proto__` too, as data. */
function define(object: Record<string, PlainValue>, key: string, value: PlainValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else object[key] = value;
}
