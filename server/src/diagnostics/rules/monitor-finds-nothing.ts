import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { SETS } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { declaredPorts } from '../knowledge/ports';
import { enumerate } from '../message';
import { object as asObject, get, list, podTemplateOf, stringMap, text } from '../read';
import { closest, writtenNamespace } from '../resources';
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
  },
  *check(context) {
    const { object, judgement } = context;
    const json = asObject(judgement.effective) ?? {};
    const selector = asObject(get(json, 'spec', 'selector'));
    if (!selector || Object.keys(selector).length === 0 || get(json, 'spec', 'namespaceSelector') !== undefined) return;
    const field = object.kind === 'ServiceMonitor' ? 'endpoints' : 'podMetricsEndpoints';
    const candidates = object.kind === 'ServiceMonitor' ? services(context) : pods(context);
    const found = candidates.filter(({ labels }) => unmet(selector, labels).length === 0);
    const kind = object.kind === 'ServiceMonitor' ? 'Service' : 'Pod';
    if (found.length === 0) {
      const meant = candidates.find(({ name, labels }) => name === object.name && unmet(selector, labels).length > 0);
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

interface Candidate {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** names of its ports */
  readonly ports: readonly string[];
  /** is it one of a StatefulSet or DaemonSet? */
  readonly about: boolean;
}

function nearby(context: RuleContext, kind: string): readonly Resource[] {
  const own = writtenNamespace(context.object);
  return context.neighbours
    .ofKind(kind, context.object)
    .filter(({ near, namespace }) => near !== 'workspace' && (own === null || namespace === null || namespace === own));
}

function services(context: RuleContext): readonly Candidate[] {
  return closest(nearby(context, 'Service')).map(({ json, object }) => {
    const labels = serviceSelectorOf(json);
    const behind =
      Object.keys(labels).length > 0 ? context.neighbours.selectedBy({ matchLabels: labels }, object, SETS) : [];
    return {
      name: object.name,
      labels: stringMap(get(json, 'metadata', 'labels')),
      ports: list(get(json, 'spec', 'ports')).flatMap((port) => text(get(port, 'name')) ?? []),
      about: behind.length > 0,
    };
  });
}

function pods(context: RuleContext): readonly Candidate[] {
  return SETS.flatMap((kind) => nearby(context, kind)).flatMap(({ json, object }): Candidate[] => {
    const template = podTemplateOf(json, object.kind);
    if (!template) return [];
    const ports = declaredPorts(template.spec, []).flatMap(({ name }) => (name === '' ? [] : [name]));
    return [{ name: object.name, labels: template.labels, ports, about: true }];
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
