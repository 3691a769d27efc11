/** Node affinity and (anti-)affinity to pods. Upstream: `validateAffinity` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { child, type FieldPath, index, oddly } from './fieldPath';
import { isObject, type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { checkLabelSelector } from './labels';
import { checkSyntax, dnsLabel, dnsSubdomain, labelValue, qualifiedName } from './names';
import { type Inspection, report } from './report';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** One expression over node labels (`ValidateNodeSelectorRequirement`); preferred terms may hold values that are no labels, up to 1.32 all terms. */
function checkExpression(to: Inspection, path: FieldPath, requirement: JsonObject, anyValues: boolean): void {
  const operator = stringOf(requirement['operator']);
  const values = listOf(requirement['values']);
  const at = child(path, 'values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) report(to, at, 'selectorValuesMissing', { operator });
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) report(to, at, 'selectorValuesForbidden', { operator });
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) report(to, at, 'selectorOneValue', { operator });
      break;
    default:
      report(to, child(path, 'operator'), 'selectorOperator', {
        value: operator,
        allowed: 'In, NotIn, Exists, DoesNotExist, Gt, Lt',
      });
  }
  checkSyntax(to, child(path, 'key'), stringOf(requirement['key']), qualifiedName);
  if (anyValues) return;
  for (const [i, value] of values.entries()) checkSyntax(to, index(at, i), stringOf(value), labelValue);
}

/** One expression over node fields: only `metadata.name`, and one value (`ValidateNodeFieldSelectorRequirement`). */
function checkFieldExpression(to: Inspection, path: FieldPath, requirement: JsonObject): void {
  const operator = stringOf(requirement['operator']);
  const name = stringOf(requirement['key']);
  const values = listOf(requirement['values']);
  if (operator !== 'In' && operator !== 'NotIn') {
    report(to, child(path, 'operator'), 'selectorOperator', { value: operator, allowed: 'In, NotIn' });
  } else if (values.length !== 1) report(to, child(path, 'values'), 'selectorOneValue', { operator });
  if (name !== 'metadata.name') {
    report(to, child(path, 'key'), 'selectorField', { value: name, allowed: 'metadata.name' });
    return;
  }
  for (const [i, value] of values.entries()) {
    checkSyntax(to, index(child(path, 'values'), i), stringOf(value), dnsSubdomain);
  }
}

function checkTerm(to: Inspection, path: FieldPath, term: JsonObject, anyValues: boolean): void {
  for (const [i, entry] of listOf(term['matchExpressions']).entries()) {
    checkExpression(to, index(child(path, 'matchExpressions'), i), structOf(entry), anyValues);
  }
  for (const [i, entry] of listOf(term['matchFields']).entries()) {
    checkFieldExpression(to, index(child(path, 'matchFields'), i), structOf(entry));
  }
}

function checkWeight(to: Inspection, path: FieldPath, term: JsonObject): void {
  const weight = numberOf(term['weight']);
  if (weight <= 0 || weight > 100) report(to, child(path, 'weight'), 'range', { value: weight, min: 1, max: 100 });
}

function checkNodeAffinity(to: Inspection, path: FieldPath, affinity: JsonObject): void {
  const required = affinity[REQUIRED];
  if (isObject(required)) {
    const at = child(path, REQUIRED, 'nodeSelectorTerms');
    const terms = listOf(required['nodeSelectorTerms']);
    if (terms.length === 0) report(to, at, 'required');
    for (const [i, term] of terms.entries()) checkTerm(to, index(at, i), structOf(term), !atLeast(to.release, 33));
  }
  for (const [i, entry] of listOf(affinity[PREFERRED]).entries()) {
    const at = index(child(path, PREFERRED), i);
    const term = structOf(entry);
    checkWeight(to, at, term);
    checkTerm(to, child(at, 'preference'), structOf(term['preference']), true);
  }
}

function checkLabelKeys(to: Inspection, path: FieldPath, keys: readonly string[], selector: Json | undefined): void {
  if (keys.length === 0) return;
  if (!isObject(selector)) {
    report(to, path, 'labelKeysWithoutSelector');
    return;
  }
  for (const [i, name] of keys.entries()) checkSyntax(to, index(path, i), name, qualifiedName);
}

/**
 * `matchLabelKeys` and `mismatchLabelKeys` beside a label selector. A key that the selector names twice is reported at
 * the owner with the key's index, as the server does (`ValidateMatchLabelKeysAndMismatchLabelKeys`).
 */
export function checkMatchLabelKeys(to: Inspection, path: FieldPath, owner: JsonObject, mismatch: boolean): void {
  const selector = owner['labelSelector'];
  const keys = listOf(owner['matchLabelKeys']).map(stringOf);
  const others = mismatch ? listOf(owner['mismatchLabelKeys']).map(stringOf) : [];
  checkLabelKeys(to, child(path, 'matchLabelKeys'), keys, selector);
  checkLabelKeys(to, child(path, 'mismatchLabelKeys'), others, selector);
  if (isObject(selector)) {
    const named = new Set(Object.keys(structOf(selector['matchLabels'])));
    for (const entry of listOf(selector['matchExpressions'])) {
      const name = stringOf(structOf(entry)['key']);
      const i = keys.lastIndexOf(name);
      if (i >= 0 && named.has(name)) {
        report(to, oddly(path, `[${i}]`, ['matchLabelKeys', i]), 'labelKeyTwice', { value: name });
      }
      named.add(name);
    }
  }
  for (const [i, name] of keys.entries()) {
    if (others.includes(name)) report(to, index(child(path, 'matchLabelKeys'), i), 'labelKeyBoth', { value: name });
  }
}

/** One term of affinity to pods (`validatePodAffinityTerm`). The server calls the list of namespaces `namespace`. */
function checkPodTerm(to: Inspection, path: FieldPath, term: JsonObject): void {
  checkLabelSelector(to, child(path, 'labelSelector'), term['labelSelector']);
  checkLabelSelector(to, child(path, 'namespaceSelector'), term['namespaceSelector']);
  for (const [i, namespace] of listOf(term['namespaces']).entries()) {
    checkSyntax(to, oddly(path, '.namespace', ['namespaces', i]), stringOf(namespace), dnsLabel);
  }
  checkMatchLabelKeys(to, path, term, true);
  const topologyKey = stringOf(term['topologyKey']);
  if (topologyKey === '') report(to, child(path, 'topologyKey'), 'required');
  else checkSyntax(to, child(path, 'topologyKey'), topologyKey, qualifiedName);
}

function checkPodAffinity(to: Inspection, path: FieldPath, affinity: JsonObject): void {
  for (const [i, entry] of listOf(affinity[REQUIRED]).entries()) {
    checkPodTerm(to, index(child(path, REQUIRED), i), structOf(entry));
  }
  for (const [i, entry] of listOf(affinity[PREFERRED]).entries()) {
    const at = index(child(path, PREFERRED), i);
    const term = structOf(entry);
    checkWeight(to, at, term);
    checkPodTerm(to, child(at, 'podAffinityTerm'), structOf(term['podAffinityTerm']));
  }
}

/** @param path of `affinity` */
export function checkAffinity(to: Inspection, path: FieldPath, affinity: Json | undefined): void {
  if (!isObject(affinity)) return;
  checkNodeAffinity(to, child(path, 'nodeAffinity'), structOf(affinity['nodeAffinity']));
  checkPodAffinity(to, child(path, 'podAffinity'), structOf(affinity['podAffinity']));
  checkPodAffinity(to, child(path, 'podAntiAffinity'), structOf(affinity['podAntiAffinity']));
}
