import type { Json } from '../../apiServer/index';
import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { akin, POD_OWNERS, SETS } from '../knowledge/companions';
import { isHeadless, serviceSelectorOf } from '../knowledge/governing';
import { type ContainerPort, configMapsOf, declaredPorts, mayServe, targetOf } from '../knowledge/ports';
import { enumerate } from '../message';
import { get, type JsonObject, list, nodeOf, object, podTemplateOf, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/**
 * A targetPort that is a name is looked up among the containers' ports by name and protocol (podutil.FindPort): a pod
 * without such a port is no endpoint. One that is a number is taken as it is, whether anything listens there or not.
 */
export const serviceTargetPortUnknown = inspectionRule({
  id: 'service-target-port-unknown',
  category: 'broken',
  kinds: ['Service'],
  neighbours: [...POD_OWNERS, 'ConfigMap'],
  messages: {
    default: {
      en: 'No container of {kind} {workload} has a port named {name} (there is {known}): the Service has no endpoints on this port.',
      ja: '{kind} {workload} のどのコンテナにも {name} という名前のポートがありません（あるのは {known}）。このポートにはエンドポイントができません。',
    },
    protocol: {
      en: 'The port {name} of {kind} {workload} is {actual}, and the Service asks for {protocol}: it has no endpoints on this port.',
      ja: '{kind} {workload} のポート {name} は {actual} ですが、Service は {protocol} を指定しています。このポートにはエンドポイントができません。',
    },
    number: {
      en: 'Traffic goes to port {name} of the pods, where no container of {kind} {workload} listens (there is {known}).',
      ja: 'Pod のポート {name} に転送されますが、{kind} {workload} のどのコンテナもそこで待ち受けていません（あるのは {known}）。',
    },
    numberProtocol: {
      en: 'Traffic goes to port {name} of the pods over {protocol}, and {kind} {workload} serves it over {actual} alone.',
      ja: 'Pod のポート {name} に {protocol} で転送されますが、{kind} {workload} が待ち受けているのは {actual} だけです。',
    },
  },
  *check(context) {
    const service = context.judgement.effective;
    const labels = serviceSelectorOf(service);
    if (Object.keys(labels).length === 0) return;
    if (context.neighbours.selectedBy({ matchLabels: labels }, context.object, SETS).length === 0) return;
    const selected = akin(
      context.neighbours.selectedBy({ matchLabels: labels }, context.object, POD_OWNERS),
      context.object,
    );
    const behind = selected.find(({ object: { kind } }) => kind === 'StatefulSet' || kind === 'DaemonSet');
    if (!behind) return;
    const specs = selected.flatMap(({ json, object: { kind } }): JsonObject[] => {
      const template = podTemplateOf(json, kind);
      return template ? [template.spec] : [];
    });
    const declared = specs.flatMap((spec) => declaredPorts(spec, []));
    const headless = isHeadless(object(service) ?? {});
    for (const [index, item] of list(get(service, 'spec', 'ports')).entries()) {
      const port = object(item);
      const target = port ? targetOf(port) : undefined;
      if (!port || target === undefined) continue;
      const protocol = text(port['protocol']) ?? 'TCP';
      const same = declared.filter((each) => (typeof target === 'string' ? each.name : each.number) === target);
      if (same.some((each) => each.protocol === protocol)) continue;
      const { kind, name: workload } = behind.object;
      const params = { kind, workload, name: target, protocol, actual: enumerate(protocols(same)) };
      const at = ['spec', 'ports', index] as const;
      if (typeof target === 'string') {
        yield same.length > 0
          ? { ...protocolFinding(context, at, same), message: 'protocol', params }
          : nameFinding(context, at, declared, protocol, params);
        continue;
      }
      // a headless Service leaves the choice of the port to its clients
      if (headless || specs.some((spec) => mayServe(spec, target) || configures(context, spec, target))) continue;
      const known = enumerate(declared.map((each) => String(each.number)));
      if (same.length > 0) {
        if (!list(get(service, 'spec', 'ports')).some((each) => serves(each, same)))
          yield { ...protocolFinding(context, at, same), message: 'numberProtocol', params };
        continue;
      }
      const written = nodeOf(context.object.root, [...at, 'targetPort']) ? 'targetPort' : 'port';
      const only = declared.length === 1 ? declared[0] : undefined;
      yield {
        path: [...at, written],
        at: 'value',
        message: 'number',
        params: { ...params, known },
        fixes: () =>
          only
            ? fix(
                { en: `Send it to ${only.number}`, ja: `${only.number} に転送する` },
                'alternative',
                mend(context).put([...at, 'targetPort'], only.name === '' ? only.number : only.name),
              )
            : [],
      };
    }
  },
});

/** May a ConfigMap that the pods read say that port? One that is not here may say anything. */
function configures({ neighbours, object: service }: RuleContext, spec: JsonObject, port: number): boolean {
  return configMapsOf(spec).some((name) => {
    const found = neighbours.named('ConfigMap', name, service);
    const word = new RegExp(`(?<!\\d)${port}(?!\\d)`);
    return found.length === 0 || found.some(({ json }) => word.test(JSON.stringify(json['data'] ?? {})));
  });
}

function protocols(ports: readonly ContainerPort[]): readonly string[] {
  return [...new Set(ports.map(({ protocol }) => protocol))];
}

/** Is there a port of the Service that meets one of these in number and protocol? */
function serves(servicePort: Json, ports: readonly ContainerPort[]): boolean {
  const port = object(servicePort);
  if (!port) return false;
  const target = targetOf(port);
  const protocol = text(port['protocol']) ?? 'TCP';
  return ports.some((each) => each.protocol === protocol && (each.number === target || each.name === target));
}

function protocolFinding(
  context: RuleContext,
  at: readonly (string | number)[],
  same: readonly ContainerPort[],
): Finding {
  const [only, ...more] = protocols(same);
  const written = nodeOf(context.object.root, [...at, 'protocol']) !== undefined;
  return {
    path: [...at, written ? 'protocol' : 'targetPort'],
    at: 'value',
    fixes: () =>
      only !== undefined && more.length === 0
        ? fix({ en: `Use ${only}`, ja: `${only} にする` }, 'preferred', mend(context).put([...at, 'protocol'], only))
        : [],
  };
}

function nameFinding(
  context: RuleContext,
  at: readonly (string | number)[],
  declared: readonly ContainerPort[],
  protocol: string,
  params: NonNullable<Finding['params']>,
): Finding {
  const fitting = declared.filter((each) => each.protocol === protocol);
  const names = fitting.flatMap(({ name }) => (name === '' ? [] : [name]));
  const near = nearestName(String(params['name']), names);
  const only = fitting.length === 1 ? fitting[0] : undefined;
  const meant = near ?? (only && (only.name === '' ? only.number : only.name));
  const known = declared.map((each) => (each.name === '' ? String(each.number) : each.name));
  return {
    path: [...at, 'targetPort'],
    at: 'value',
    params: { ...params, known: known.length > 0 ? enumerate(known) : { en: 'none', ja: 'なし' } },
    fixes: () =>
      meant === undefined
        ? []
        : fix(
            { en: `Use ${meant}`, ja: `${meant} にする` },
            'preferred',
            mend(context).put([...at, 'targetPort'], meant),
          ),
  };
}
