/** A new StatefulSet. Upstream: `ValidateStatefulSet` (apps), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import { checkClaimTemplates } from './claims';
import { child, elsewhere, type FieldPath, index, ROOT } from './fieldPath';
import { amountOf, checkIntOrPercent } from './intOrPercent';
import { isObject, isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { checkLabelSelector, matchSelector, requirementCount, spellLabels } from './labels';
import { checkMetadata } from './metadata';
import { checkSyntax, dnsLabel } from './names';
import { checkPodSpec, volumesOf } from './podSpec';
import { checkTemplateMeta, checkTemplateTail } from './podTemplate';
import { type Inspection, report } from './report';
import type { ListedVolume } from './volumes/index';

function notNegative(to: Inspection, path: FieldPath, value: number): void {
  if (value < 0) report(to, path, 'negative', { value });
}

/** Type and block must fit; Recreate stays refused while gate StatefulSetRecreateStrategy is off (1.37). */
function checkUpdateStrategy(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const strategy = structOf(spec['updateStrategy']);
  const type = stringOf(strategy['type']);
  const rollingUpdate = strategy['rollingUpdate'];
  const at = child(path, 'rollingUpdate');
  switch (type) {
    case '':
      report(to, path, 'required', {}, { within: ['type'] });
      break;
    case 'OnDelete':
      if (isObject(rollingUpdate)) report(to, at, 'strategyWrongKey', { type });
      break;
    case 'RollingUpdate': {
      if (!isObject(rollingUpdate)) break;
      notNegative(to, child(at, 'partition'), numberOf(rollingUpdate['partition']));
      const maxUnavailable = rollingUpdate['maxUnavailable'];
      // up to 1.36 the field is dropped before validation (gate MaxUnavailableStatefulSet)
      if (!isSet(maxUnavailable)) break;
      const field = child(at, 'maxUnavailable');
      checkIntOrPercent(to, field, maxUnavailable);
      if (amountOf(maxUnavailable) === 0) report(to, field, 'zero', { value: String(maxUnavailable) });
      break;
    }
    default: {
      if (type === 'Recreate' && to.allow.recreate) {
        if (isObject(rollingUpdate)) report(to, at, 'strategyWrongKey', { type });
        break;
      }
      const allowed = to.allow.recreate ? 'RollingUpdate, OnDelete, Recreate' : 'RollingUpdate, OnDelete';
      report(to, path, 'strategyType', { value: type, allowed }, { within: ['type'] });
    }
  }
}

function checkRetentionPolicy(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const policy = spec['persistentVolumeClaimRetentionPolicy'];
  if (!isObject(policy)) return;
  for (const name of ['whenDeleted', 'whenScaled']) {
    const value = stringOf(policy[name]);
    if (value !== 'Retain' && value !== 'Delete') {
      report(to, child(path, name), 'unsupported', { value, allowed: 'Retain, Delete' });
    }
  }
}

/**
 * Claim templates count as volumes and stand before the template's own, whose indexes in the server's paths move up by
 * as many; a volume of a claim's name is replaced (`volumesToAddForTemplates`, 1.34). Two claims of one name are one.
 */
function volumesWithClaims(podPath: FieldPath, spec: JsonObject): readonly ListedVolume[] {
  const own = volumesOf(podPath, structOf(structOf(spec['template'])['spec']));
  const claims = new Map<string, number>();
  for (const [i, template] of listOf(spec['volumeClaimTemplates']).entries()) {
    claims.set(stringOf(structOf(structOf(template)['metadata'])['name']), i);
  }
  if (claims.size === 0) return own;
  const list = child(podPath, 'volumes');
  const fromClaims = [...claims].map(([name, i], position): ListedVolume => {
    const metadata = ['spec', 'volumeClaimTemplates', i, 'metadata'];
    return {
      volume: { name, persistentVolumeClaim: { claimName: name } },
      path: elsewhere(list, `[${position}]`, metadata),
    };
  });
  const rest = own.flatMap(({ volume }, i) => (claims.has(stringOf(volume['name'])) ? [] : [{ volume, i }]));
  const moved = rest.map(({ volume, i }, position): ListedVolume => {
    const path = { ...index(list, fromClaims.length + position), steps: [i] };
    return { volume, path };
  });
  return [...fromClaims, ...moved];
}

/** The template: up to 1.33 only its labels and annotations, then all of it. */
function checkTemplate(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const template = structOf(spec['template']);
  const at = child(path, 'template');
  checkTemplateMeta(to, at, template);
  if (!atLeast(to.release, 34)) return;
  const podPath = child(at, 'spec');
  // the controller overwrites both, so the server does not look at them
  const { hostname: _hostname, subdomain: _subdomain, ...pod } = structOf(template['spec']);
  checkPodSpec(to, podPath, pod, volumesWithClaims(podPath, spec));
  checkTemplateTail(to, at, template);
}

function checkSelector(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const selector = spec['selector'];
  const at = child(path, 'selector');
  if (!isObject(selector)) report(to, at, 'selectorMissing');
  else {
    checkLabelSelector(to, at, selector);
    if (requirementCount(selector) === 0) report(to, at, 'selectorEmpty');
  }
  const labels = structOf(structOf(spec['template'])['metadata'])['labels'];
  const match = matchSelector(selector, labels);
  if (match === 'invalid') {
    report(to, at, 'selectorInvalid');
    return;
  }
  if (match === 'differs') {
    const params = {
      labels: spellLabels(labels) || '-',
      selector: spellLabels(structOf(selector)['matchLabels']) || '-',
    };
    report(
      to,
      child(path, 'template', 'metadata', 'labels'),
      isObject(selector) ? 'selectorMismatch' : 'selectorMatchesNothing',
      params,
    );
  }
  checkTemplate(to, path, spec);
}

/** Pods of a set always restart and have no deadline. */
export function checkTemplateRestart(to: Inspection, path: FieldPath, spec: JsonObject, kind: string): void {
  const pod = structOf(structOf(spec['template'])['spec']);
  const at = child(path, 'template', 'spec');
  const policy = stringOf(pod['restartPolicy']);
  if (policy !== 'Always')
    report(to, child(at, 'restartPolicy'), 'restartPolicy', { value: policy, kind, allowed: 'Always' });
  if (isSet(pod['activeDeadlineSeconds'])) report(to, child(at, 'activeDeadlineSeconds'), 'deadline', { kind });
}

/** @param object decoded and defaulted */
export function checkStatefulSet(to: Inspection, object: JsonObject): void {
  checkMetadata(to, child(ROOT, 'metadata'), structOf(object['metadata']), dnsLabel);
  const spec = structOf(object['spec']);
  const path = child(ROOT, 'spec');
  const policy = stringOf(spec['podManagementPolicy']);
  const policyAt = child(path, 'podManagementPolicy');
  if (policy === '') report(to, policyAt, 'required');
  else if (policy !== 'OrderedReady' && policy !== 'Parallel') {
    report(to, policyAt, 'managementPolicy', { value: policy, allowed: 'OrderedReady, Parallel' });
  }
  checkUpdateStrategy(to, child(path, 'updateStrategy'), spec);
  checkRetentionPolicy(to, child(path, 'persistentVolumeClaimRetentionPolicy'), spec);
  if (atLeast(to.release, 34)) checkClaimTemplates(to, child(path, 'volumeClaimTemplates'), spec);
  for (const name of ['replicas', 'minReadySeconds']) notNegative(to, child(path, name), numberOf(spec[name]));
  const ordinals = spec['ordinals'];
  if (isObject(ordinals)) notNegative(to, child(path, 'ordinals', 'start'), numberOf(ordinals['start']));
  const serviceName = stringOf(spec['serviceName']);
  if (serviceName !== '' && atLeast(to.release, 33)) checkSyntax(to, child(path, 'serviceName'), serviceName, dnsLabel);
  checkSelector(to, path, spec);
  checkTemplateRestart(to, path, spec, 'StatefulSet');
}
