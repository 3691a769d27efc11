/**
 * The value of a table's own key. Keys come from manifests, where `constructor` is a name like any other and must not
 * find what every object inherits.
 */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
