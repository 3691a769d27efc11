import { fix, mend } from '../fixing';
import {
  isSetAtRunTime,
  type Meant,
  meantBy,
  POD_OWNERS,
  selectsAny,
  standsBesideSets,
  stem,
} from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { podsElsewhere } from '../knowledge/missedPods';
import { enumerate } from '../message';
import { get, type JsonObject, podTemplateOf, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';
import { unmet } from '../selectors';

const SELECTOR = ['spec', 'selector'] as const;

/**
 * A Service has the endpoints that its selector finds in its own namespace; nobody checks that it finds any
 * (endpointslice controller, podEndpoints by `labels.Set(service.Spec.Selector)`).
 */
export const serviceSelectsNothing = inspectionRule({
  id: 'service-selects-nothing',
  category: 'broken',
  kinds: ['Service'],
  neighbours: [...POD_OWNERS, 'Endpoints', 'EndpointSlice'],
  messages: {
    default: {
      en: 'The selector matches no pod: those of {kind} {name} bear {actual}. The Service has no endpoints.',
      ja: 'selector に一致する Pod がありません。{kind} {name} の Pod のラベルは {actual} です。この Service にはエンドポイントができません。',
    },
    absent: {
      en: 'The selector matches no pod: those of {kind} {name} have no label {key}. The Service has no endpoints.',
      ja: 'selector に一致する Pod がありません。{kind} {name} の Pod にはラベル {key} がありません。この Service にはエンドポイントができません。',
    },
    elsewhere: {
      en: 'The Service selects pods of its own namespace, and {kind} {name} is in {namespace}: it has no endpoints.',
      ja: 'Service が選ぶのは自分の名前空間の Pod だけですが、{kind} {name} は {namespace} にあります。この Service にはエンドポイントができません。',
    },
    selectorless: {
      en: 'StatefulSet {name} names this Service in serviceName, but without a selector nothing is published here: its pods get no DNS names.',
      ja: 'StatefulSet {name} の serviceName ですが、selector がないため何も公開されません。Pod に DNS 名が付きません。',
    },
    governed: {
      en: 'This is the Service that StatefulSet {name} names in serviceName, but the selector does not match its pods ({actual}): they get no DNS names.',
      ja: 'この Service は StatefulSet {name} の serviceName ですが、selector がその Pod（{actual}）に一致しません。Pod に DNS 名が付きません。',
    },
  },
  *check(context) {
    const { object: service, neighbours } = context;
    const labels = serviceSelectorOf(context.judgement.effective);
    if (Object.keys(labels).length === 0) yield* selectorless(context);
    if (Object.keys(labels).length === 0 || get(context.judgement.effective, 'spec', 'type') === 'ExternalName') return;
    if (!standsBesideSets(neighbours)) return;
    const selector = { matchLabels: labels };
    if (selectsAny(neighbours, selector, service)) {
      yield* governedSet(context, labels);
      return;
    }
    const meant = meantBy(selector, service, neighbours);
    if (meant) yield report(context, meant, labels);
  },
});

/** A headless Service without a selector has the endpoints that somebody writes; no set's controller does. */
function* selectorless({ object: service, neighbours, judgement }: RuleContext): Generator<Finding> {
  const spec = get(judgement.effective, 'spec');
  if (get(spec, 'clusterIP') !== 'None' || get(spec, 'externalName') !== undefined) return;
  const set = neighbours
    .facts('StatefulSet', governingNameFact, service)
    .find(({ value, near }) => value === service.name && near !== 'workspace');
  if (!set || neighbours.named('Endpoints', service.name, service).length > 0) return;
  const sliced = neighbours
    .ofKind('EndpointSlice', service)
    .some(({ json }) => get(json, 'metadata', 'labels', 'kubernetes.io/service-name') === service.name);
  if (!sliced) yield { path: ['spec'], at: 'key', message: 'selectorless', params: { name: set.object.name } };
}

/** A module's function, so that what it finds is kept. */
function governingNameFact(json: JsonObject): string | null {
  return text(get(json, 'spec', 'serviceName')) ?? null;
}

/** The set whose governing Service this is, told by their names, while the selector finds other pods. */
function* governedSet(context: RuleContext, labels: Readonly<Record<string, string>>): Generator<Finding> {
  const { object: service, neighbours } = context;
  for (const name of new Set([service.name, stem(service.name)])) {
    const set = neighbours.named('StatefulSet', name, service)[0];
    if (!set || set.near === 'workspace' || text(get(set.json, 'spec', 'serviceName')) !== service.name) continue;
    const pods = podTemplateOf(set.json, 'StatefulSet')?.labels ?? {};
    const [first] = unmet({ matchLabels: labels }, pods);
    if (!first || isSetAtRunTime(first)) continue;
    const actual = first.actual === undefined ? Object.entries(pods).map(pair) : [`${first.key}: ${first.actual}`];
    yield {
      path: [...SELECTOR, first.key],
      at: 'value',
      message: 'governed',
      params: { name, actual: enumerate(actual) },
    };
    return;
  }
}

function pair([key, value]: readonly [string, string]): string {
  return `${key}: ${value}`;
}

function report(
  context: RuleContext,
  { resource, unmet: terms }: Meant,
  labels: Readonly<Record<string, string>>,
): Finding {
  const { kind, name } = resource.object;
  const params = { kind, name };
  const [first] = terms;
  if (!first) return podsElsewhere(context, resource);
  const { key, actual } = first;
  const one = terms.length === 1;
  if (actual === undefined)
    return {
      path: [...SELECTOR, key],
      at: 'value',
      message: 'absent',
      params: { ...params, key },
      fixes: () =>
        one && Object.keys(labels).length > 1
          ? fix(
              { en: `Do not ask for ${key}`, ja: `${key} を条件から外す` },
              'alternative',
              mend(context).remove([...SELECTOR, key]),
            )
          : [],
    };
  return {
    path: [...SELECTOR, key],
    at: 'value',
    params: { ...params, actual: `${key}: ${actual}` },
    fixes: () =>
      one
        ? fix(
            { en: `Select the pods of ${kind} ${name}`, ja: `${kind} ${name} の Pod を選ぶ` },
            'preferred',
            mend(context).put([...SELECTOR, key], actual),
          )
        : [],
  };
}
