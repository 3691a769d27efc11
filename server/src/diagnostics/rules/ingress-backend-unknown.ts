import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { SETS, stem } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { enumerate } from '../message';
import { object as asObject, get, type JsonObject, list, number, text } from '../read';
import { closest } from '../resources';
import { inspectionRule, type RuleContext } from '../rule';

/** An Ingress finds its backend by the name and the port of a Service in its own namespace; ingress controllers answer 503 for others. */
export const ingressBackendUnknown = inspectionRule({
  id: 'ingress-backend-unknown',
  category: 'broken',
  kinds: ['Ingress'],
  neighbours: ['Service', 'StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'Service {service} has no port {port} (there is {known}): requests for it fail.',
      ja: 'Service {service} にポート {port} がありません（あるのは {known}）。このパスへのリクエストは失敗します。',
    },
    elsewhere: {
      en: 'An Ingress reaches the Services of its own namespace alone, and Service {service} is in {known}: requests for it fail.',
      ja: 'Ingress が届くのは自分の名前空間の Service だけですが、Service {service} は {known} にあります。このパスへのリクエストは失敗します。',
    },
    service: {
      en: 'There is no Service {service} here (there is {known}): requests for it fail.',
      ja: 'Service {service} がここにありません（あるのは {known}）。このパスへのリクエストは失敗します。',
    },
  },
  *check(context) {
    const { judgement, neighbours, object: ingress } = context;
    for (const { backend, path } of backendsOf(judgement.effective)) {
      const service = text(get(backend, 'service', 'name'));
      if (service === undefined) continue;
      const found = closest(neighbours.named('Service', service, ingress));
      const at = [...path, 'service'];
      if (found.length === 0) {
        const other = closest(neighbours.namedAnywhere('Service', service))[0];
        if (other && other.namespace !== null && other.near !== 'workspace') {
          if (servesSet({ ...context, object: other.object }, other.json))
            yield {
              path: [...at, 'name'],
              at: 'value',
              message: 'elsewhere',
              params: { service, known: other.namespace },
            };
          continue;
        }
        const near = nearestName(
          service,
          neighbours
            .names('Service', ingress)
            .filter((name) => stem(name) === stem(service) || nearestName(service, [name]) !== null),
        );
        const meant = near === null ? undefined : neighbours.named('Service', near, ingress)[0];
        if (near === null || !meant || meant.near === 'workspace' || !servesSet(context, meant.json)) continue;
        yield {
          path: [...at, 'name'],
          at: 'value',
          message: 'service',
          params: { service, known: near },
          fixes: () =>
            fix({ en: `Use ${near}`, ja: `${near} を使う` }, 'preferred', mend(context).put([...at, 'name'], near)),
        };
        continue;
      }
      if (!found.some(({ json }) => servesSet(context, json))) continue;
      const ports = found.flatMap(({ json }) => list(get(json, 'spec', 'ports')));
      const name = text(get(backend, 'service', 'port', 'name'));
      const value = number(get(backend, 'service', 'port', 'number'));
      if (name === undefined && value === undefined) continue;
      if (
        ports.some((port) =>
          name === undefined ? number(get(port, 'port')) === value : text(get(port, 'name')) === name,
        )
      )
        continue;
      const known = ports.map((port) =>
        [text(get(port, 'name')), number(get(port, 'port'))].filter((each) => each !== undefined).join(' '),
      );
      const only = ports.length === 1 ? ports[0] : undefined;
      const field = [...at, 'port', name === undefined ? 'number' : 'name'];
      const right = name === undefined ? number(get(only, 'port')) : text(get(only, 'name'));
      yield {
        path: field,
        at: 'value',
        params: {
          service,
          port: String(name ?? value),
          known: known.length > 0 ? enumerate(known) : { en: 'none', ja: 'なし' },
        },
        fixes: () =>
          right === undefined
            ? []
            : fix({ en: `Use ${right}`, ja: `${right} にする` }, 'preferred', mend(context).put(field, right)),
      };
    }
  },
});

function servesSet({ neighbours, object }: RuleContext, service: JsonObject): boolean {
  const labels = serviceSelectorOf(service);
  return Object.keys(labels).length > 0 && neighbours.selectedBy({ matchLabels: labels }, object, SETS).length > 0;
}

interface Backend {
  readonly backend: JsonObject;
  readonly path: readonly (string | number)[];
}

function backendsOf(ingress: Parameters<typeof get>[0]): readonly Backend[] {
  const found: Backend[] = [];
  const note = (json: Parameters<typeof asObject>[0], path: Backend['path']): void => {
    const backend = asObject(json);
    if (backend) found.push({ backend, path });
  };
  note(get(ingress, 'spec', 'defaultBackend'), ['spec', 'defaultBackend']);
  for (const [i, rule] of list(get(ingress, 'spec', 'rules')).entries())
    for (const [j, path] of list(get(rule, 'http', 'paths')).entries())
      note(get(path, 'backend'), ['spec', 'rules', i, 'http', 'paths', j, 'backend']);
  return found;
}
