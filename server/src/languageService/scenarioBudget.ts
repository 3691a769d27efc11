/** PodDisruptionBudgets that a scenario applies, read for the simulator. */
import type { DisruptionBudget, IntOrPercent, LabelSelector } from '../../../simulator/src/index';
import type { ApiObject } from '../apiServer/index';
import type { Localized } from '../diagnostics/index';
import { type PlainValue, toJson } from '../manifest/index';

/** What is wrong with a budget, and where. */
export interface BudgetSlip {
  readonly path: readonly string[];
  readonly message: Localized;
}

export function isBudget(object: ApiObject): boolean {
  return object.kind === 'PodDisruptionBudget' && object.apiVersion.startsWith('policy/');
}

type Json = Readonly<Record<string, PlainValue>>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @returns the budget, or the first thing for which the API server refuses it (pkg/apis/policy/validation,
 * ValidatePodDisruptionBudgetSpec, 1.37.2)
 */
export function budgetOf(object: ApiObject): DisruptionBudget | BudgetSlip {
  const json = toJson(object.root);
  const spec = isJson(json) && isJson(json['spec']) ? json['spec'] : {};
  if (object.name === '') return slip(['metadata'], 'a budget needs metadata.name', 'metadata.name が必要です');
  const minAvailable = limitOf(spec['minAvailable']);
  const maxUnavailable = limitOf(spec['maxUnavailable']);
  if (minAvailable === null) return badLimit('minAvailable');
  if (maxUnavailable === null) return badLimit('maxUnavailable');
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    return slip(
      ['spec', 'maxUnavailable'],
      'minAvailable and maxUnavailable cannot be both set',
      'minAvailable と maxUnavailable は同時に指定できません',
    );
  }
  const selector = spec['selector'];
  if (selector !== undefined && selector !== null && !isSelector(selector)) {
    return slip(['spec', 'selector'], 'this is no label selector', 'ラベルセレクターではありません');
  }
  return {
    name: object.name,
    namespace: object.namespace,
    selector: isSelector(selector) ? selector : null,
    ...(minAvailable === undefined ? {} : { minAvailable }),
    ...(maxUnavailable === undefined ? {} : { maxUnavailable }),
    alwaysEvictUnhealthy: spec['unhealthyPodEvictionPolicy'] === 'AlwaysAllow',
  };
}

function slip(path: readonly string[], en: string, ja: string): BudgetSlip {
  return { path, message: { en: `${path.join('.')}: ${en}.`, ja: `${path.join('.')}: ${ja}。` } };
}

function badLimit(field: string): BudgetSlip {
  return slip(
    ['spec', field],
    'a number of pods from 0 on, or a percentage such as 50%',
    '0 以上の Pod 数か、50% のような割合を書きます',
  );
}

/** @returns undefined: not written; null: neither a count nor a percentage up to 100 */
function limitOf(value: PlainValue | undefined): IntOrPercent | null | undefined {
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number') return Number.isInteger(number) && number >= 0 ? number : null;
  const percent = typeof number === 'string' ? /^(\d+)%$/.exec(number)?.[1] : undefined;
  return percent === undefined || Number(percent) > 100 ? null : { percent: Number(percent) };
}

function isSelector(value: unknown): value is LabelSelector {
  if (!isJson(value)) return false;
  const { matchLabels, matchExpressions } = value;
  const labels = matchLabels === undefined || matchLabels === null || isJson(matchLabels);
  const list = matchExpressions === undefined || matchExpressions === null || Array.isArray(matchExpressions);
  return labels && list;
}
