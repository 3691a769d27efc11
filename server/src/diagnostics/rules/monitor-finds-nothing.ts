import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { SETS } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { declaredPorts } from '../knowledge/ports';
import { enumerate } from '../message';
import { writtenNamespace } from '../namespaces';
import { object as asObject, get, list, podTemplateOf, stringMap, text } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';
import { unmet } from '../selectors';

/**
 * A ServiceMonitor selects Services by their labels and scrapes ports by the names that the Service gives them; a PodMonitor
 * selects pods and names container ports (API of the Prometheus operator). What is not found is left out without a word.
 */
export const monitorFindsNothing = inspectionRule({
  id: 'monitor-finds-nothing',
  category: 'risk',
  kinds: ['ServiceMonitor', 'PodMonitor'],
  neighbours: ['Service', 'StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{kind} {name} has no port named {port} (there is {known}): nothing is scraped.',
      ja: '{kind} {name} に {port} という名前のポートがありません（あるのは {known}）。メトリクスは収集されません。',
    },
    labels: {
      en: 'The selector matches no {kind}: {name} bears {actual}. Nothing is scraped.',
      ja: 'selector に一致する {kind} がありません。{name} のラベルは {actual} です。メトリクスは収集されません。',
    },
    elsewhere: {
      en: '{kind} {name} is in namespace {namespace}, where this monitor does not look: it needs a namespaceSelector. Nothing is scraped.',
      ja: '{kind} {name} は名前空間 {namespace} にありますが、このモニターはそこを探しません。namespaceSelector が必要です。メトリクスは収集されません。',
    },
  },
  *check(context) {
    const { object, judgement } = context;
    const json = asObject(judgement.effective) ?? {};
    const selector = asObject(get(json, 'spec', 'selector'));
    if (!selector || Object.keys(selector).length === 0 || get(json, 'spec', 'namespaceSelector', 'any') === true)
      return;
    const field = object.kind === 'ServiceMonitor' ? 'endpoints' : 'podMetricsEndpoints';
    const candidates = object.kind === 'ServiceMonitor' ? services(context) : pods(context);
    const matching = candidates.filter(({ labels }) => unmet(selector, labels).length === 0);
    const scope = scopeOf(context);
    const found = matching.filter((each) => isWithin(each, scope));
    const kind = object.kind === 'ServiceMonitor' ? 'Service' : 'Pod';
    if (found.length === 0) {
      const outside = matching.find((each) => each.about);
      const named = get(json, 'spec', 'namespaceSelector', 'matchNames') !== undefined;
      if (outside) {
        yield {
          path: named ? ['spec', 'namespaceSelector', 'matchNames'] : ['spec'],
          at: 'key',
          message: 'elsewhere',
          params: { kind, name: outside.name, namespace: outside.namespace ?? '' },
          fixes: () =>
            named || outside.namespace === null
              ? []
              : fix(
                  { en: `Look in namespace ${outside.namespace}`, ja: `名前空間 ${outside.namespace} も探す` },
                  'preferred',
                  mend(context).put(['spec', 'namespaceSelector'], { matchNames: [outside.namespace] }),
                ),
        };
        return;
      }
      const meant = candidates.find((each) => each.name === object.name && isWithin(each, scope));
      if (meant) yield labelFinding(context, kind, meant, selector);
      return;
    }
    const ports = [...new Set(found.flatMap((each) => each.ports))];
    const [first] = found;
    if (!first || !found.every((each) => each.about)) return;
    for (const [index, endpoint] of list(get(json, 'spec', field)).entries()) {
      const port = text(get(endpoint, 'port'));
      if (port === undefined || ports.includes(port)) continue;
      const path = ['spec', field, index, 'port'];
      const near = nearestName(port, ports) ?? (ports.length === 1 ? ports[0] : undefined);
      yield {
        path,
        at: 'value',
        params: {
          kind,
          name: first.name,
          port,
          known: ports.length > 0 ? enumerate(ports) : { en: 'none', ja: 'なし' },
        },
        fixes: () =>
          near === undefined || near === null
            ? []
            : fix({ en: `Scrape ${near}`, ja: `${near} から収集する` }, 'preferred', mend(context).put(path, near)),
      };
    }
  },
});

/** The namespaces in which the monitor looks; null: it may stand in any itself. */
function scopeOf({ object, judgement }: RuleContext): readonly string[] | null {
  const names = get(judgement.effective, 'spec', 'namespaceSelector', 'matchNames');
  if (Array.isArray(names)) return names.flatMap((name) => (typeof name === 'string' ? [name] : []));
  const own = writtenNamespace(object);
  return own === null ? null : [own];
}

function isWithin({ namespace }: Candidate, scope: readonly string[] | null): boolean {
  return namespace === null || scope === null || scope.includes(namespace);
}

interface Candidate {
  readonly namespace: string | null;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** names of its ports */
  readonly ports: readonly string[];
  /** is it one of a StatefulSet or DaemonSet? */
  readonly about: boolean;
}

function nearby({ neighbours }: RuleContext, kind: string): readonly Resource[] {
  return neighbours.ofKind(kind).filter(({ near }) => near !== 'workspace');
}

function services(context: RuleContext): readonly Candidate[] {
  return closest(nearby(context, 'Service')).map(({ json, object, namespace }) => {
    const labels = serviceSelectorOf(json);
    const behind =
      Object.keys(labels).length > 0 ? context.neighbours.selectedBy({ matchLabels: labels }, object, SETS) : [];
    return {
      name: object.name,
      namespace,
      labels: stringMap(get(json, 'metadata', 'labels')),
      ports: list(get(json, 'spec', 'ports')).flatMap((port) => text(get(port, 'name')) ?? []),
      about: behind.length > 0,
    };
  });
}

function pods(context: RuleContext): readonly Candidate[] {
  return SETS.flatMap((kind) => nearby(context, kind)).flatMap(({ json, object, namespace }): Candidate[] => {
    const template = podTemplateOf(json, object.kind);
    if (!template) return [];
    const ports = declaredPorts(template.spec, []).flatMap(({ name }) => (name === '' ? [] : [name]));
    return [{ name: object.name, namespace, labels: template.labels, ports, about: true }];
  });
}

function labelFinding(
  { object: { root } }: RuleContext,
  kind: string,
  meant: Candidate,
  selector: Parameters<typeof unmet>[0],
): Finding {
  const [first] = unmet(selector, meant.labels);
  const key = first?.key ?? '';
  const inMap = get(selector, 'matchLabels', key) !== undefined && root.kind === 'mapping';
  const labels = Object.entries(meant.labels).map((pair) => pair.join(': '));
  return {
    path: inMap ? ['spec', 'selector', 'matchLabels', key] : ['spec', 'selector'],
    at: 'value',
    message: 'labels',
    params: { kind, name: meant.name, actual: labels.length > 0 ? enumerate(labels) : { en: 'no labels', ja: 'なし' } },
  };
}
