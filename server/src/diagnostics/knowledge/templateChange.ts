/** What differs between the stored template and the new one. */
import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { get, list, object } from '../read';
import type { RuleContext } from '../rule';

export const TEMPLATE = ['spec', 'template'] as const;

/** Would the server store the same value? Key order does not count. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item: Json, index) => same(item, b[index] as Json));
  }
  const [left, right] = [object(a) ?? {}, object(b) ?? {}];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => same(left[key], right[key]));
}

/**
 * Paths in the new object at which it differs from the old one, deepest first met; items of a list are held against each
 * other by their name where they have one.
 * @param from both objects as they are stored
 */
export function differences(from: Json | undefined, to: Json | undefined, path: Path): readonly Path[] {
  if (same(from, to)) return [];
  const [left, right] = [object(from), object(to)];
  if (left && right) {
    const keys = [...new Set([...Object.keys(right), ...Object.keys(left)])];
    return keys.flatMap((key) =>
      Object.hasOwn(left, key) && Object.hasOwn(right, key)
        ? differences(left[key], right[key], [...path, key])
        : [[...path, key]],
    );
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const before: readonly Json[] = from;
    const found = list(to).flatMap((item, index) => {
      const name = get(item, 'name');
      const other = name === undefined ? before[index] : before.find((each) => get(each, 'name') === name);
      return other === undefined ? [[...path, index]] : differences(other, item, [...path, index]);
    });
    return found.length > 0 ? found : [path];
  }
  return [path];
}

/**
 * Where the template of an update differs from the stored one.
 * @returns null when nothing is compared, or one of the two is refused; an empty list when no pod needs to be replaced
 */
export function templateChange(context: RuleContext): readonly Path[] | null {
  const { old, judgement } = context;
  if (!old || old.object.kind !== context.object.kind) return null;
  if (judgement.stage !== 'accepted') return null;
  return differences(get(old.judgement.effective, ...TEMPLATE), get(judgement.effective, ...TEMPLATE), TEMPLATE);
}

export interface ContainerPair {
  readonly before: { readonly [key: string]: Json };
  readonly after: { readonly [key: string]: Json };
  /** of the new one, from the object's root */
  readonly path: Path;
}

/** Containers of the new template with those of the same name in the stored one. */
export function containerPairs(context: RuleContext): readonly ContainerPair[] {
  const { old, judgement } = context;
  if (!old) return [];
  const at = [...TEMPLATE, 'spec', 'containers'];
  const before = list(get(old.judgement.effective, ...at));
  const after = list(get(judgement.effective, ...at));
  return after.flatMap((item, index) => {
    const container = object(item);
    const other =
      before.find((each) => get(each, 'name') === container?.['name']) ??
      // the only one of each may have been renamed
      (before.length === 1 && after.length === 1 ? before[0] : undefined);
    const stored = object(other);
    return container && stored ? [{ before: stored, after: container, path: [...at, index] }] : [];
  });
}

/** Does the set keep its data on claims of its own, before and after the change? */
export function keepsClaims(context: RuleContext): boolean {
  const { old, judgement } = context;
  const has = (effective: Json | undefined) => list(get(effective, 'spec', 'volumeClaimTemplates')).length > 0;
  return has(judgement.effective) && has(old?.judgement.effective);
}

/** Does a pod of the template keep data beyond its own end, on claims of the set or by name, or on the node? */
export function keepsData(effective: Json): boolean {
  if (list(get(effective, 'spec', 'volumeClaimTemplates')).length > 0) return true;
  return list(get(effective, 'spec', 'template', 'spec', 'volumes')).some(
    (volume) => get(volume, 'persistentVolumeClaim') !== undefined || get(volume, 'hostPath') !== undefined,
  );
}
