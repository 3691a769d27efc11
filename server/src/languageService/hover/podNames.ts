/** Names of a StatefulSet's pods and claims in words (`getPodName`, `getPersistentVolumeClaimName` in stateful_set_utils.go). */
import type { Localized } from '../../diagnostics/index';

/** Names shown one by one; longer runs show both ends. */
const SHOWN = 3;

/**
 * Pods from ordinal `first` on, `count` of them: `` `web-0`, `web-1` `` or `` `web-0` … `web-9` ``. Empty for none.
 */
export function podRange(set: string, first: number, count: number): string {
  if (count <= 0) return '';
  const name = (ordinal: number) => `\`${set}-${ordinal}\``;
  if (count > SHOWN) return `${name(first)} … ${name(first + count - 1)}`;
  return Array.from({ length: count }, (_, at) => name(first + at)).join(', ');
}

/** The same in descending order with arrows: `` `web-2` → `web-1` → `web-0` ``. */
export function podOrder(set: string, first: number, count: number, direction: 'up' | 'down'): string {
  if (count <= 0) return '';
  const name = (ordinal: number) => `\`${set}-${ordinal}\``;
  const last = first + count - 1;
  const [from, to] = direction === 'up' ? [first, last] : [last, first];
  if (count === 1) return name(from);
  const step = direction === 'up' ? 1 : -1;
  if (count <= SHOWN) return Array.from({ length: count }, (_, at) => name(from + step * at)).join(' → ');
  return `${name(from)} → ${name(from + step)} → … → ${name(to)}`;
}

/** `1 pod`, `3 pods`; Japanese has no plural. */
export function podCount(count: number): Localized {
  return { en: count === 1 ? '1 pod' : `${count} pods`, ja: `${count} 個の Pod` };
}
