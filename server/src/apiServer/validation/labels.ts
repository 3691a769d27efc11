/** Labels, annotations and label selectors. Upstream: apimachinery pkg/apis/meta/v1/validation, 1.32 to 1.37. */
import type { Json } from '../judgement';
import { child, type FieldPath, index } from './fieldPath';
import { byteLength, entriesOf, isObject, type JsonObject, listOf, stringOf, structOf } from './json';
import { checkSyntax, labelValue, qualifiedName } from './names';
import { type Inspection, report } from './report';

const ANNOTATION_BYTES = 256 * 1024;

/** Keys and values of labels or of a node selector; the server names only the map (`ValidateLabels`). */
export function checkLabels(to: Inspection, path: FieldPath, labels: Json | undefined): void {
  for (const [name, value] of entriesOf(labels)) {
    checkSyntax(to, path, name, qualifiedName, { within: [name], at: 'key' });
    checkSyntax(to, path, value, labelValue, { within: [name] });
  }
}

/** Keys of annotations, whatever their case, and the size of all together (`ValidateAnnotations`). */
export function checkAnnotations(to: Inspection, path: FieldPath, annotations: Json | undefined): void {
  let bytes = 0;
  for (const [name, value] of entriesOf(annotations)) {
    checkSyntax(to, path, name, (text) => qualifiedName(text.toLowerCase()), { within: [name], at: 'key' });
    bytes += byteLength(name) + byteLength(value);
  }
  if (bytes > ANNOTATION_BYTES) report(to, path, 'annotationsTooLarge', { bytes, max: ANNOTATION_BYTES });
}

/** Operators of label selectors, and how many values each wants. */
function checkRequirement(to: Inspection, path: FieldPath, requirement: JsonObject): void {
  const operator = stringOf(requirement['operator']);
  const values = listOf(requirement['values']);
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) report(to, child(path, 'values'), 'selectorValuesMissing', { operator });
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) report(to, child(path, 'values'), 'selectorValuesForbidden', { operator });
      break;
    default:
      report(to, child(path, 'operator'), 'selectorOperator', {
        value: operator,
        allowed: 'In, NotIn, Exists, DoesNotExist',
      });
  }
  checkSyntax(to, child(path, 'key'), stringOf(requirement['key']), qualifiedName);
  for (const [i, value] of values.entries()) {
    checkSyntax(to, index(child(path, 'values'), i), stringOf(value), labelValue);
  }
}

/** A label selector, wherever one stands; nil is fine here (`ValidateLabelSelector`). */
export function checkLabelSelector(to: Inspection, path: FieldPath, selector: Json | undefined): void {
  if (!isObject(selector)) return;
  checkLabels(to, child(path, 'matchLabels'), selector['matchLabels']);
  for (const [i, requirement] of listOf(selector['matchExpressions']).entries()) {
    checkRequirement(to, index(child(path, 'matchExpressions'), i), structOf(requirement));
  }
}

/** How many requirements the selector holds. */
export function requirementCount(selector: JsonObject): number {
  return Object.keys(structOf(selector['matchLabels'])).length + listOf(selector['matchExpressions']).length;
}

/** What a selector does with labels: `invalid` when it cannot be built (`metav1.LabelSelectorAsSelector`). */
export type SelectorMatch = 'matches' | 'differs' | 'invalid';

/**
 * Does the selector match these labels?
 * @param selector nil matches nothing, an empty one everything
 */
export function matchSelector(selector: Json | undefined, labels: Json | undefined): SelectorMatch {
  if (!isObject(selector)) return 'differs';
  const present = new Map(entriesOf(labels));
  let result: SelectorMatch = 'matches';
  for (const [name, value] of entriesOf(selector['matchLabels'])) {
    if (qualifiedName(name) !== null || labelValue(value) !== null) return 'invalid';
    if (present.get(name) !== value) result = 'differs';
  }
  for (const entry of listOf(selector['matchExpressions'])) {
    const requirement = structOf(entry);
    const name = stringOf(requirement['key']);
    const values = listOf(requirement['values']).map(stringOf);
    if (qualifiedName(name) !== null || values.some((value) => labelValue(value) !== null)) return 'invalid';
    const value = present.get(name);
    switch (requirement['operator']) {
      case 'In':
        if (values.length === 0) return 'invalid';
        if (value === undefined || !values.includes(value)) result = 'differs';
        break;
      case 'NotIn':
        if (values.length === 0) return 'invalid';
        if (value !== undefined && values.includes(value)) result = 'differs';
        break;
      case 'Exists':
        if (values.length > 0) return 'invalid';
        if (value === undefined) result = 'differs';
        break;
      case 'DoesNotExist':
        if (values.length > 0) return 'invalid';
        if (value !== undefined) result = 'differs';
        break;
      default:
        return 'invalid';
    }
  }
  return result;
}

/** `a=1,b=2`: labels for a sentence. */
export function spellLabels(labels: Json | undefined): string {
  return entriesOf(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
