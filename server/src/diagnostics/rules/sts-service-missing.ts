import type { ApiObject } from '../../apiServer/index';
import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { enumerate } from '../message';
import { get, list, nodeOf, number, object, stringMap, text } from '../read';

import { inspectionRule, type RuleContext } from '../rule';

const SERVICE_NAME = ['spec', 'serviceName'] as const;

/**
 * The names of the pods (web-0.nginx) are published by the headless Service that serviceName names, in the namespace of
 * the set; neither the API server nor the controller checks that it exists. Silent where the files at hand hold no
 * Service of that namespace: it may then live anywhere.
 */
export const stsServiceMissing = inspectionRule({
  id: 'sts-service-missing',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['Service'],
  messages: {
    default: {
      en: 'There is no Service {service} beside this set (there is {known}): its pods get no DNS names such as {pod}.{service}.',
      ja: 'このセットのそばに Service {service} がありません（あるのは {known}）。{pod}.{service} のような DNS 名が Pod に付きません。',
    },
    elsewhere: {
      en: 'The Service {service} is in namespace {other}, and serviceName is looked up in {namespace}: the pods get no DNS names such as {pod}.{service}.',
      ja: 'Service {service} は名前空間 {other} にありますが、serviceName は {namespace} で探されます。{pod}.{service} のような DNS 名が Pod に付きません。',
    },
  },
  *check(context) {
    const service = text(get(context.judgement.effective, ...SERVICE_NAME));
    if (service === undefined || service === '') return;
    const { name, namespace } = context.object;
    const { neighbours } = context;
    if (neighbours.named('Service', service, context.object).length > 0) return;
    const elsewhere = neighbours.namedAnywhere('Service', service)[0];
    const known = [...neighbours.names('Service', context.object)].sort();
    if (!elsewhere && known.length === 0) return;
    const start = number(get(context.judgement.effective, 'spec', 'ordinals', 'start')) ?? 0;
    yield {
      path: SERVICE_NAME,
      at: 'value',
      message: elsewhere ? 'elsewhere' : 'default',
      params: {
        service,
        known: enumerate(known),
        pod: `${name}-${start}`,
        namespace,
        other: elsewhere?.object.namespace ?? '',
      },
      fixes: () => repairs(context, service, known),
    };
  },
});

/** Does the manifest name its namespace? */
function names(object: ApiObject): boolean {
  return nodeOf(object.root, ['metadata', 'namespace']) !== undefined;
}

function repairs(context: RuleContext, service: string, known: readonly string[]) {
  const meant = nearestName(service, known);
  return [
    ...fix(
      { en: `Use the Service ${meant}`, ja: `Service ${meant} を使う` },
      'preferred',
      meant === null ? [] : mend(context).put(SERVICE_NAME, meant),
    ),
    ...fix(
      { en: `Add the headless Service ${service}`, ja: `ヘッドレス Service ${service} を追加する` },
      'alternative',
      mend(context).addDocument(headlessService(context, service)),
    ),
  ];
}

/** The governing Service that the set needs: no cluster IP, the set's labels, the ports of its containers. */
function headlessService(context: RuleContext, service: string) {
  const { effective } = context.judgement;
  const { namespace } = context.object;
  const ports = list(get(effective, 'spec', 'template', 'spec', 'containers'))
    .flatMap((container) => list(get(container, 'ports')))
    .flatMap((port) => {
      const containerPort = number(get(port, 'containerPort'));
      const name = text(object(port)?.['name']);
      return containerPort === undefined ? [] : [{ ...(name ? { name } : {}), port: containerPort }];
    });
  const unnamed = ports.length > 1;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, ...(names(context.object) ? { namespace } : {}) },
    spec: {
      clusterIP: 'None',
      selector: stringMap(get(effective, 'spec', 'selector', 'matchLabels')),
      ports:
        ports.length > 0
          ? ports.map((port) => (unnamed && !port.name ? { name: `port-${port.port}`, ...port } : port))
          : [{ port: 80 }],
    },
  };
}
