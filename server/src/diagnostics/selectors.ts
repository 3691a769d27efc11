/** Label selectors as the API server and the controllers match them (apimachinery `labels.Selector`). */
import type { Json } from '../apiServer/index';
import { get, list, object, stringMap, text } from './read';

/** A term of a selector that a set of labels does not fulfil. */
export interface Unmet {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
  /** what the labels hold under the key */
  readonly actual: string | undefined;
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

/** The terms of a `LabelSelector` that the labels do not fulfil; a term that cannot be read is left out. */
export function unmet(selector: Json | undefined, labels: Readonly<Record<string, string>>): readonly Unmet[] {
  const fromMap = Object.entries(stringMap(get(selector, 'matchLabels'))).map(([key, value]) => ({
    key,
    operator: 'In' as const,
    values: [value],
  }));
  const fromExpressions = list(get(selector, 'matchExpressions')).flatMap((item) => {
    const expression = object(item);
    const key = text(expression?.['key']);
    const operator = OPERATORS.find((each) => each === expression?.['operator']);
    if (key === undefined || !operator) return [];
    return [{ key, operator, values: list(expression?.['values']).flatMap((v) => (typeof v === 'string' ? [v] : [])) }];
  });
  return [...fromMap, ...fromExpressions]
    .map((term) => ({ ...term, actual: Object.hasOwn(labels, term.key) ? labels[term.key] : undefined }))
    .filter((term) => !fulfilled(term));
}

/**
 * Do the labels fulfil a `LabelSelector`? The same as `unmet` with nothing left, without the lists.
 * @param selector one without requirements is fulfilled by any labels
 */
export function fulfils(labels: Readonly<Record<string, string>>, selector: Json | undefined): boolean {
  const wanted = object(get(selector, 'matchLabels'));
  if (wanted) {
    for (const key in wanted) {
      const value = wanted[key];
      if (typeof value === 'string' && (!Object.hasOwn(labels, key) || labels[key] !== value)) return false;
    }
  }
  return list(get(selector, 'matchExpressions')).length === 0 || unmet(selector, labels).length === 0;
}

function fulfilled({ operator, values, actual }: Unmet): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
  }
}
