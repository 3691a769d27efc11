/** A new DaemonSet. Upstream: `ValidateDaemonSet` (apps), 1.32 to 1.37. */
import { child, type FieldPath, ROOT } from './fieldPath';
import { amountOf, checkIntOrPercent } from './intOrPercent';
import { isObject, isSet, type JsonObject, numberOf, stringOf, structOf } from './json';
import { checkLabelSelector, matchSelector, requirementCount, spellLabels } from './labels';
import { checkMetadata } from './metadata';
import { dnsSubdomain } from './names';
import { checkPodSpec, volumesOf } from './podSpec';
import { checkTemplateMeta, checkTemplateTail } from './podTemplate';
import { type Inspection, report } from './report';
import { checkTemplateRestart } from './statefulSet';

function notNegative(to: Inspection, path: FieldPath, value: number): void {
  if (value < 0) report(to, path, 'negative', { value });
}

/** Exactly one of the two budgets (`ValidateRollingUpdateDaemonSet`). */
function checkRollingUpdate(to: Inspection, path: FieldPath, rollingUpdate: JsonObject): void {
  const { maxUnavailable, maxSurge } = rollingUpdate as Record<'maxUnavailable' | 'maxSurge', never>;
  checkIntOrPercent(to, child(path, 'maxUnavailable'), maxUnavailable);
  checkIntOrPercent(to, child(path, 'maxSurge'), maxSurge);
  const unavailable = amountOf(maxUnavailable) !== 0;
  const surge = amountOf(maxSurge) !== 0;
  const params = { maxUnavailable: String(maxUnavailable ?? 0), maxSurge: String(maxSurge ?? 0) };
  if (unavailable && surge) report(to, child(path, 'maxSurge'), 'surgeAndUnavailable', params);
  if (!unavailable && !surge) report(to, child(path, 'maxUnavailable'), 'surgeNorUnavailable', params);
}

/** Under OnDelete the block is kept and not looked at (`ValidateDaemonSetUpdateStrategy`). */
function checkUpdateStrategy(to: Inspection, path: FieldPath, strategy: JsonObject): void {
  const type = stringOf(strategy['type']);
  const rollingUpdate = strategy['rollingUpdate'];
  if (type === 'RollingUpdate') {
    if (isObject(rollingUpdate)) checkRollingUpdate(to, child(path, 'rollingUpdate'), rollingUpdate);
    else report(to, child(path, 'rollingUpdate'), 'required');
  } else if (type !== 'OnDelete') {
    report(to, path, 'dsStrategyType', { value: type, allowed: 'RollingUpdate, OnDelete' }, { within: ['type'] });
  }
}

function checkSelector(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const selector = spec['selector'];
  checkLabelSelector(to, child(path, 'selector'), selector);
  const labels = structOf(structOf(spec['template'])['metadata'])['labels'];
  if (matchSelector(selector, labels) === 'differs') {
    const params = {
      labels: spellLabels(labels) || '-',
      selector: spellLabels(structOf(selector)['matchLabels']) || '-',
    };
    const at = child(path, 'template', 'metadata', 'labels');
    if (isObject(selector)) report(to, at, 'selectorMismatch', params);
    else report(to, { ...at, steps: ['spec', 'selector'], absolute: true }, 'selectorMissingDaemonSet');
  }
  if (isObject(selector) && requirementCount(selector) === 0) report(to, child(path, 'selector'), 'selectorEmpty');
}

/** @param object decoded and defaulted */
export function checkDaemonSet(to: Inspection, object: JsonObject): void {
  checkMetadata(to, child(ROOT, 'metadata'), structOf(object['metadata']), dnsSubdomain);
  const spec = structOf(object['spec']);
  const path = child(ROOT, 'spec');
  checkSelector(to, path, spec);
  const template = structOf(spec['template']);
  const at = child(path, 'template');
  const podPath = child(at, 'spec');
  const pod = structOf(template['spec']);
  checkTemplateMeta(to, at, template);
  checkPodSpec(to, podPath, pod, volumesOf(podPath, pod));
  checkTemplateTail(to, at, template);
  checkTemplateRestart(to, path, spec, 'DaemonSet');
  notNegative(to, child(path, 'minReadySeconds'), numberOf(spec['minReadySeconds']));
  checkUpdateStrategy(to, child(path, 'updateStrategy'), structOf(spec['updateStrategy']));
  const limit = spec['revisionHistoryLimit'];
  if (isSet(limit)) notNegative(to, child(path, 'revisionHistoryLimit'), numberOf(limit));
}
