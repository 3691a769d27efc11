import { fix, mend } from '../fixing';
import { labelsOf } from '../knowledge/clusterNodes';
import { misspeltLabel, wrongValue } from '../knowledge/nodeLabels';
import { type NodeRequirement, type Placement, placementOf } from '../knowledge/placement';
import { type Finding, inspectionRule, type Localized, type RuleContext } from '../rule';

/**
 * Labels that kubelets and cloud controllers set have fixed names and, for the operating system, the architecture, zone
 * and region, known values; a selector is compared letter by letter and nothing checks that a node carries such a label.
 * Source: kubernetes.io/docs/reference/labels-annotations-taints; k8s.io/api/core/v1 well_known_labels.go, 1.32 to 1.37.
 */
export const nodeLabelMisspelt = inspectionRule({
  id: 'node-label-misspelt',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'Nodes carry no label {label}, it is called {known}: {outcome}.',
      ja: 'ノードに {label} というラベルはありません。正しい名前は {known} です。{outcome}。',
    },
    value: {
      en: 'The label {label} never has the value {value} (it is {known}): {outcome}.',
      ja: 'ラベル {label} の値が {value} になることはありません（正しくは {known}）。{outcome}。',
    },
    valueUnknown: {
      en: 'The label {label} never has the value {value}: {outcome}.',
      ja: 'ラベル {label} の値が {value} になることはありません。{outcome}。',
    },
    zoneAsRegion: {
      en: '{value} is a zone, and {label} holds the region ({known}): {outcome}.',
      ja: '{value} はゾーンですが、{label} の値はリージョン（{known}）です。{outcome}。',
    },
    regionAsZone: {
      en: '{value} is a region, and {label} holds a zone of it: {outcome}.',
      ja: '{value} はリージョンですが、{label} の値はその中のゾーンです。{outcome}。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const nowhere = context.object.kind === 'DaemonSet' ? NO_DAEMON : PENDING;
    for (const requirement of placement.nodeSelector) yield* selectorFindings(requirement, context, nowhere);
    for (const { requirements } of placement.terms ?? []) {
      for (const requirement of requirements) yield* expressionFindings(requirement, context, nowhere);
    }
    for (const { requirements } of placement.preferredTerms) {
      for (const requirement of requirements) yield* expressionFindings(requirement, context, NO_EFFECT);
    }
    yield* topologyFindings(placement, context);
  },
});

const NO_DAEMON: Localized = { en: 'the daemon runs on no node', ja: 'デーモンはどのノードでも動きません' };
const PENDING: Localized = { en: 'the pods stay Pending', ja: 'Pod は Pending のままです' };
const NO_EFFECT: Localized = { en: 'this condition has no effect', ja: 'この条件は効果を持ちません' };
const NOT_SPREAD: Localized = { en: 'the pods are not kept apart', ja: 'Pod は分散されません' };

/** A label that some node carries is none that is misspelt. */
function meant(context: RuleContext, key: string, topology = false): string | null {
  const known = misspeltLabel(key, topology);
  if (known === null || context.nodes.some((node) => Object.hasOwn(labelsOf(node), key))) return null;
  return known;
}

function* selectorFindings(requirement: NodeRequirement, context: RuleContext, outcome: Localized): Iterable<Finding> {
  const { key, path, values } = requirement;
  const known = meant(context, key);
  if (known !== null) {
    yield {
      path,
      at: 'key',
      params: { label: key, known, outcome },
      fixes: () => fix(useInstead(known), 'preferred', mend(context).rename(path, known)),
    };
    return;
  }
  yield* valueFinding(key, values[0] ?? '', path, context, outcome);
}

function* expressionFindings(
  requirement: NodeRequirement,
  context: RuleContext,
  required: Localized,
): Iterable<Finding> {
  const { key, path, values, operator, on } = requirement;
  if (on === 'field') return;
  const outcome = operator === 'NotIn' || operator === 'DoesNotExist' ? NO_EFFECT : required;
  const known = meant(context, key);
  if (known !== null) {
    const at = [...path, 'key'];
    yield {
      path: at,
      at: 'value',
      params: { label: key, known, outcome },
      fixes: () => fix(useInstead(known), 'preferred', mend(context).put(at, known)),
    };
    return;
  }
  if (operator !== 'In' && operator !== 'NotIn') return;
  const allWrong = operator === 'In' && values.every((value) => wrongValue(key, value) !== null);
  for (const [index, value] of values.entries()) {
    yield* valueFinding(key, value, [...path, 'values', index], context, allWrong ? outcome : NO_EFFECT);
  }
}

function* valueFinding(
  label: string,
  value: string,
  path: NodeRequirement['path'],
  context: RuleContext,
  outcome: Localized,
): Iterable<Finding> {
  const wrong = wrongValue(label, value);
  if (wrong === null || context.nodes.some((node) => labelsOf(node)[label] === value)) return;
  switch (wrong.because) {
    case 'unknown': {
      const { known } = wrong;
      yield {
        path,
        at: 'value',
        message: known === undefined ? 'valueUnknown' : 'value',
        params: { label, value, known: known ?? '', outcome },
        fixes: () => (known === undefined ? [] : fix(useInstead(known), 'preferred', mend(context).put(path, known))),
      };
      return;
    }
    case 'zoneAsRegion': {
      const { region } = wrong;
      yield {
        path,
        at: 'value',
        message: 'zoneAsRegion',
        params: { label, value, known: region, outcome },
        fixes: () => fix(useInstead(region), 'alternative', mend(context).put(path, region)),
      };
      return;
    }
    case 'regionAsZone':
      yield { path, at: 'value', message: 'regionAsZone', params: { label, value, outcome } };
  }
}

function* topologyFindings(placement: Placement, context: RuleContext): Iterable<Finding> {
  for (const each of [...placement.podTerms, ...placement.spread]) {
    const known = meant(context, each.topologyKey, true);
    if (known === null) continue;
    const path = [...each.path, 'topologyKey'];
    const waits = each.required && (!('kind' in each) || each.kind === 'podAffinity');
    yield {
      path,
      at: 'value',
      params: { label: each.topologyKey, known, outcome: waits ? PENDING : NOT_SPREAD },
      fixes: () => fix(useInstead(known), 'preferred', mend(context).put(path, known)),
    };
  }
}

function useInstead(text: string) {
  return { en: `Use ${text}`, ja: `${text} を使う` };
}
