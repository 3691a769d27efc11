import { fix, mend } from '../fixing';
import { SETS } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { enumerate } from '../message';
import { get, list, number, text } from '../read';
import { closest } from '../resources';
import { inspectionRule } from '../rule';

/** The API server calls a webhook at `<name>.<namespace>.svc` on port 443 unless the reference says another (ServiceReference). */
export const webhookBackendUnknown = inspectionRule({
  id: 'webhook-backend-unknown',
  category: 'broken',
  kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  neighbours: ['Service', ...SETS],
  messages: {
    default: {
      en: 'Service {service} has no port {port} (there is {known}): the API server cannot call this webhook, and what it guards is refused or passed unchecked.',
      ja: 'Service {service} にポート {port} がありません（あるのは {known}）。API サーバーはこの Webhook を呼び出せず、対象の操作は拒否されるか、検査されずに通ります。',
    },
    namespace: {
      en: 'Service {service} is in namespace {known}, not in {namespace}: the API server cannot call this webhook.',
      ja: 'Service {service} があるのは {namespace} ではなく {known} です。API サーバーはこの Webhook を呼び出せません。',
    },
  },
  *check(context) {
    const { judgement, neighbours, object } = context;
    for (const [index, webhook] of list(get(judgement.effective, 'webhooks')).entries()) {
      const reference = get(webhook, 'clientConfig', 'service');
      const service = text(get(reference, 'name'));
      const namespace = text(get(reference, 'namespace'));
      if (service === undefined || namespace === undefined) continue;
      const found = closest(neighbours.namedAnywhere('Service', service)).filter(({ near }) => near !== 'workspace');
      const about = found.some(({ json, object: each }) => {
        const labels = serviceSelectorOf(json);
        return Object.keys(labels).length > 0 && neighbours.selectedBy({ matchLabels: labels }, each, SETS).length > 0;
      });
      const [first] = found;
      if (!first || !about) continue;
      const path = ['webhooks', index, 'clientConfig', 'service'];
      const there = found.filter((each) => each.namespace === null || each.namespace === namespace);
      if (there.length === 0) {
        const known = first.namespace ?? object.namespace;
        yield {
          path: [...path, 'namespace'],
          at: 'value',
          message: 'namespace',
          params: { service, namespace, known },
          fixes: () =>
            fix(
              { en: `Use ${known}`, ja: `${known} にする` },
              'preferred',
              mend(context).put([...path, 'namespace'], known),
            ),
        };
        continue;
      }
      const port = number(get(reference, 'port')) ?? 443;
      const ports = there.flatMap(({ json }) =>
        list(get(json, 'spec', 'ports')).flatMap((each) => number(get(each, 'port')) ?? []),
      );
      if (ports.length === 0 || ports.includes(port)) continue;
      const [only, ...more] = ports;
      yield {
        path: get(reference, 'port') === undefined ? path : [...path, 'port'],
        at: 'value',
        params: { service, port, known: enumerate(ports.map(String)) },
        fixes: () =>
          only !== undefined && more.length === 0
            ? fix(
                { en: `Call port ${only}`, ja: `ポート ${only} を呼び出す` },
                'preferred',
                mend(context).put([...path, 'port'], only),
              )
            : [],
      };
    }
  },
});
