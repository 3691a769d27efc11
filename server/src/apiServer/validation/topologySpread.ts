/** Topology spread constraints. Upstream: `validateTopologySpreadConstraints` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { checkMatchLabelKeys } from './affinity';
import { child, type FieldPath, index, oddly } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { checkLabelSelector } from './labels';
import { checkSyntax, qualifiedName } from './names';
import { type Inspection, report } from './report';

/** Up to 1.33 a key of `matchLabelKeys` may not stand in the selector at all (`validateMatchLabelKeysInTopologySpread`). */
function checkMatchLabelKeysBefore134(to: Inspection, path: FieldPath, constraint: JsonObject): void {
  const keys = listOf(constraint['matchLabelKeys']).map(stringOf);
  if (keys.length === 0) return;
  const at = child(path, 'matchLabelKeys');
  const selector = constraint['labelSelector'];
  if (!isObject(selector)) report(to, at, 'labelKeysWithoutSelector');
  const named = new Set(Object.keys(structOf(structOf(selector)['matchLabels'])));
  for (const entry of listOf(structOf(selector)['matchExpressions'])) named.add(stringOf(structOf(entry)['key']));
  for (const [i, name] of keys.entries()) {
    checkSyntax(to, index(at, i), name, qualifiedName);
    if (named.has(name)) report(to, index(at, i), 'labelKeyTwice', { value: name });
  }
}

function checkPolicy(to: Inspection, path: FieldPath, policy: Json | undefined): void {
  if (!isSet(policy) || policy === 'Ignore' || policy === 'Honor') return;
  report(to, path, 'unsupported', { value: stringOf(policy), allowed: 'Ignore, Honor' });
}

function checkMinDomains(to: Inspection, path: FieldPath, constraint: JsonObject): void {
  const minDomains = constraint['minDomains'];
  if (!isSet(minDomains)) return;
  if (numberOf(minDomains) <= 0) report(to, path, 'notPositive', { value: numberOf(minDomains) });
  if (constraint['whenUnsatisfiable'] !== 'DoNotSchedule') {
    report(to, path, 'minDomainsAction', { value: stringOf(constraint['whenUnsatisfiable']) });
  }
}

/** @param path of the list */
export function checkTopologySpread(to: Inspection, path: FieldPath, constraints: readonly Json[]): void {
  for (const [i, entry] of constraints.entries()) {
    const constraint = structOf(entry);
    const at = index(path, i);
    const maxSkew = numberOf(constraint['maxSkew']);
    const topologyKey = stringOf(constraint['topologyKey']);
    const action = stringOf(constraint['whenUnsatisfiable']);
    if (maxSkew <= 0) report(to, child(at, 'maxSkew'), 'notPositive', { value: maxSkew });
    if (topologyKey === '') report(to, child(at, 'topologyKey'), 'required');
    if (action !== 'DoNotSchedule' && action !== 'ScheduleAnyway') {
      report(to, child(at, 'whenUnsatisfiable'), 'unsupported', {
        value: action,
        allowed: 'DoNotSchedule, ScheduleAnyway',
      });
    }
    const repeated = constraints.slice(i + 1).some((other) => {
      const { topologyKey: otherKey, whenUnsatisfiable } = structOf(other) as {
        topologyKey?: Json;
        whenUnsatisfiable?: Json;
      };
      return stringOf(otherKey) === topologyKey && stringOf(whenUnsatisfiable) === action;
    });
    if (repeated) {
      report(to, oddly(at, '.{topologyKey, whenUnsatisfiable}', ['topologyKey']), 'spreadTwice', {
        value: `${topologyKey}, ${action}`,
      });
    }
    checkMinDomains(to, child(at, 'minDomains'), constraint);
    checkPolicy(to, child(at, 'nodeAffinityPolicy'), constraint['nodeAffinityPolicy']);
    checkPolicy(to, child(at, 'nodeTaintsPolicy'), constraint['nodeTaintsPolicy']);
    if (atLeast(to.release, 34)) checkMatchLabelKeys(to, at, constraint, false);
    else checkMatchLabelKeysBefore134(to, at, constraint);
    checkLabelSelector(to, child(at, 'labelSelector'), constraint['labelSelector']);
  }
}
