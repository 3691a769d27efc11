import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { isOneApplication } from '../knowledge/companions';
import { isHeadless } from '../knowledge/governing';
import { podNamesIn } from '../knowledge/podNames';
import { enumerate } from '../message';
import { get, list, nodeOf, number, object, podTemplateOf, stringMap, text } from '../read';
import { closest } from '../resources';
import { inspectionRule, type RuleContext } from '../rule';

const SERVICE_NAME = ['spec', 'serviceName'] as const;

/**
 * The names of the pods (web-0.nginx) are published by the headless Service that serviceName names, in the namespace of
 * the set; neither the API server nor the controller checks that it exists. Speaks where the files at hand show that
 * another one was meant: one that selects the pods, one of nearly that name, or one of another namespace.
 */
export const stsServiceMissing = inspectionRule({
  id: 'sts-service-missing',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['Service', 'StatefulSet', 'DaemonSet', 'Deployment'],
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
    if (service === undefined || service === '' || service.includes('.')) return;
    const { name, namespace } = context.object;
    const { neighbours } = context;
    if (neighbours.named('Service', service, context.object).length > 0) return;
    const elsewhere = neighbours.namedAnywhere('Service', service).find(({ near }) => near !== 'workspace');
    const meant = elsewhere || !namesMatter(context) ? [] : meantServices(context, service);
    if (!elsewhere && meant.length === 0) return;
    const start = number(get(context.judgement.effective, 'spec', 'ordinals', 'start')) ?? 0;
    yield {
      path: SERVICE_NAME,
      at: 'value',
      message: elsewhere ? 'elsewhere' : 'default',
      params: {
        service,
        known: enumerate(meant),
        pod: `${name}-${start}`,
        namespace,
        other: elsewhere?.object.namespace ?? '',
      },
      fixes: () => repairs(context, service, meant),
    };
  },
});

/** Services that may have been meant, the likeliest first. */
function meantServices(context: RuleContext, service: string): readonly string[] {
  const { neighbours, object: set } = context;
  const labels = podTemplateOf(context.judgement.effective, 'StatefulSet')?.labels ?? {};
  const behind = closest(neighbours.selecting('Service', labels, set)).filter(({ near }) => near !== 'workspace');
  if (behind[0] && (behind[0].near === 'file' || isOneApplication(neighbours))) {
    const headless = behind.filter(({ json }) => isHeadless(json));
    return (headless.length > 0 ? headless : behind).map((each) => each.object.name).sort();
  }
  const near = nearestName(service, neighbours.names('Service', set));
  const found = near === null ? undefined : neighbours.named('Service', near, set)[0];
  if (near === null || !found || found.near === 'workspace') return [];
  return found.near === 'file' || isOneApplication(neighbours) ? [near] : [];
}

/** A single pod that nobody asks for by name gets on without one. */
function namesMatter({ judgement: { effective } }: RuleContext): boolean {
  const template = podTemplateOf(effective, 'StatefulSet');
  return (
    (number(get(effective, 'spec', 'replicas')) ?? 1) > 1 ||
    (template !== null && podNamesIn(template.spec, []).length > 0)
  );
}

/** Does the manifest name its namespace? */
function namesNamespace({ object: { root } }: RuleContext): boolean {
  return nodeOf(root, ['metadata', 'namespace']) !== undefined;
}

function repairs(context: RuleContext, service: string, meant: readonly string[]) {
  const [first, ...more] = meant;
  return [
    ...fix(
      { en: `Use the Service ${first}`, ja: `Service ${first} を使う` },
      first !== undefined && more.length === 0 && fits(context, first, service) ? 'preferred' : 'alternative',
      first === undefined ? [] : mend(context).put(SERVICE_NAME, first),
    ),
    ...fix(
      { en: `Add the headless Service ${service}`, ja: `ヘッドレス Service ${service} を追加する` },
      'alternative',
      mend(context).addDocument(headlessService(context, service)),
    ),
  ];
}

/** Is it the one right repair: a headless Service, or the name that was misspelt? */
function fits({ neighbours, object }: RuleContext, meant: string, written: string): boolean {
  if (nearestName(written, [meant]) !== null) return true;
  return neighbours.named('Service', meant, object).every(({ json }) => isHeadless(json));
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
    metadata: { name: service, ...(namesNamespace(context) ? { namespace } : {}) },
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
