import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { namespaceOf, type PodTerm, placementOf, placementOfPod, selects, selectsItself } from '../knowledge/placement';
import { get, type JsonObject, list, object, podTemplateOf, stringMap } from '../read';
import { closest } from '../resources';
import { inspectionRule, type Known, type Resource, type RuleContext } from '../rule';
import { unmet } from '../selectors';

const WORKLOADS = ['StatefulSet', 'Deployment', 'DaemonSet'] as const;

/**
 * Required pod affinity places a pod beside pods that are already there, in its own namespace unless the term names others.
 * Only a term that selects the pod itself lets a first one start anywhere. Told where the workspace shows whom it means.
 * Upstream: scheduler plugin InterPodAffinity (`satisfyPodAffinity`), 1.32 to 1.37.
 */
export const podAffinityTargetMissing = inspectionRule({
  id: 'pod-affinity-target-missing',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: WORKLOADS,
  messages: {
    default: {
      en: 'The affinity requires pods with {wanted} beside these, and the pods of {target} carry {actual}: these stay Pending.',
      ja: 'この affinity は {wanted} の Pod が同じ場所にあることを求めますが、{target} の Pod のラベルは {actual} です。Pod は Pending のままです。',
    },
    elsewhere: {
      en: 'The affinity requires the pods of {target}, which is in namespace {other}, and a term without namespaces looks into {namespace} only: these pods stay Pending.',
      ja: 'この affinity は名前空間 {other} にある {target} の Pod を求めていますが、namespaces のない term は {namespace} しか見ません。Pod は Pending のままです。',
    },
    none: {
      en: 'The affinity requires the pods of {target}, which has 0 replicas: these pods stay Pending.',
      ja: 'この affinity は {target} の Pod を求めていますが、レプリカは 0 個です。Pod は Pending のままです。',
    },
    circle: {
      en: 'These pods wait for those of {target}, and those wait for these: neither is ever scheduled first.',
      ja: 'ここの Pod は {target} の Pod を待ち、その Pod もここの Pod を待っています。どちらも先にスケジュールされません。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { object: of, neighbours } = context;
    for (const term of placement.podTerms) {
      if (term.kind !== 'podAffinity' || !term.required || !term.selector) continue;
      if (selectsItself(term, placement, namespaceOf(of))) continue;
      if (list(term.json['namespaces']).length > 0 || object(term.json['namespaceSelector'])) continue;
      const selector = term.selector;
      const targets = closest(neighbours.selectedBy(selector, of, WORKLOADS));
      if (targets.length > 0) {
        const [target] = targets;
        if (target && targets.every(({ json }) => get(json, 'spec', 'replicas') === 0)) {
          yield { path: term.path, at: 'key', message: 'none', params: { target: target.object.name } };
        } else if (target && targets.every((each) => waitsFor(each, placement.labels))) {
          yield { path: term.path, at: 'key', message: 'circle', params: { target: target.object.name } };
        }
        continue;
      }
      const all = WORKLOADS.flatMap((kind) => neighbours.facts(kind, labelsFact)).filter(
        (each) => each.object.root !== of.root,
      );
      const other = closest(all.filter((each) => selects(selector, each.value)))[0];
      if (other) {
        const { namespace } = other.object;
        yield {
          path: term.path,
          at: 'key',
          message: 'elsewhere',
          params: { target: other.object.name, other: namespace, namespace: of.namespace },
          fixes: () =>
            fix(
              { en: `Look into ${namespace}`, ja: `${namespace} を見る` },
              'alternative',
              mend(context).put([...term.path, 'namespaces'], [namespace]),
            ),
        };
        continue;
      }
      yield* nearTarget(term, closest(all), context);
    }
  },
});

/** Does the workload require pods with these labels in turn, and none of its own kind that could be first? */
function waitsFor({ json, object: { kind } }: Resource, labels: Readonly<Record<string, string>>): boolean {
  const template = podTemplateOf(json, kind);
  if (!template) return false;
  return placementOfPod(template.spec, []).podTerms.some(
    (term) =>
      term.kind === 'podAffinity' &&
      term.required &&
      selects(term.selector, labels) &&
      !selects(term.selector, template.labels),
  );
}

/** The labels of the pods of a workload. */
function labelsFact(json: JsonObject, kind: string): Readonly<Record<string, string>> | null {
  return podTemplateOf(json, kind)?.labels ?? null;
}

function* nearTarget(
  term: PodTerm,
  candidates: readonly Known<Readonly<Record<string, string>>>[],
  context: RuleContext,
) {
  for (const candidate of candidates) {
    const [missed, ...more] = unmet(term.selector, candidate.value);
    const wanted = missed?.values[0];
    if (!missed || more.length > 0 || missed.operator !== 'In' || missed.values.length !== 1) continue;
    const { key, actual } = missed;
    if (wanted === undefined || actual === undefined || actual.length < 4 || nearestName(wanted, [actual]) === null)
      continue;
    const inMap = Object.hasOwn(stringMap(term.selector?.['matchLabels']), key);
    const path: Path = [...term.path, 'labelSelector', ...(inMap ? ['matchLabels', key] : [])];
    yield {
      path,
      at: 'value' as const,
      params: { wanted: `${key}=${wanted}`, target: candidate.object.name, actual: `${key}=${actual}` },
      fixes: () =>
        inMap
          ? fix(
              { en: `Require ${key}=${actual}`, ja: `${key}=${actual} を求める` },
              'preferred',
              mend(context).put(path, actual),
            )
          : [],
    };
    return;
  }
}
