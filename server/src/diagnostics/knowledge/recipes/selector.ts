/** Pods that a new selector does not select: which labels they need so that it does. */
import type { Json } from '../../../apiServer/index';
import { get, list, object, stringMap, text } from '../../read';
import { unmet } from '../../selectors';
import { quoted } from './lines';

/** Arguments of `kubectl label`, `key=value` or `key-`; none where the selector selects pods with the old labels anyway. */
export function labelChanges(selector: Json | undefined, before: Json | undefined, after: Json | undefined): string[] {
  const [old, next] = [stringMap(before), stringMap(after)];
  const keys = new Set(unmet(selector, old).map(({ key }) => key));
  return [...keys].flatMap((key) => {
    const value = Object.hasOwn(next, key) ? next[key] : undefined;
    if (value === undefined) return Object.hasOwn(old, key) ? [`${quoted(key)}-`] : [];
    return [quoted(`${key}=${value}`)];
  });
}

/** A `LabelSelector` as kubectl's `--selector` takes it. */
export function selectorText(selector: Json | undefined): string {
  const equal = Object.entries(stringMap(get(selector, 'matchLabels'))).map(([key, value]) => `${key}=${value}`);
  const expressions = list(get(selector, 'matchExpressions')).flatMap((item) => {
    const expression = object(item);
    const key = text(expression?.['key']) ?? '';
    const values = list(expression?.['values']).filter((value) => typeof value === 'string');
    switch (expression?.['operator']) {
      case 'In':
        return [`${key} in (${values.join(',')})`];
      case 'NotIn':
        return [`${key} notin (${values.join(',')})`];
      case 'Exists':
        return [key];
      case 'DoesNotExist':
        return [`!${key}`];
      default:
        return [];
    }
  });
  return [...equal, ...expressions].join(',');
}
