import { fix, mend } from '../fixing';
import { akin } from '../knowledge/companions';
import { serviceSelectorOf } from '../knowledge/governing';
import { isolates } from '../knowledge/networkPolicies';
import { type ContainerPort, declaredPorts, mayServe, targetOf } from '../knowledge/ports';
import { enumerate } from '../message';
import { object as asObject, get, type JsonObject, list, number, podTemplateOf, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * Ports of an ingress rule are those of the selected pods, after a Service has turned its own into theirs; a name is looked
 * up among their container ports (NetworkPolicyPort).
 */
export const networkPolicyPortUnserved = inspectionRule({
  id: 'network-policy-port-unserved',
  category: 'broken',
  kinds: ['NetworkPolicy'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Deployment', 'Service'],
  messages: {
    default: {
      en: 'The rule opens port {port} of {name}, which is the port of Service {service}; the pods listen on {target}, and that stays closed.',
      ja: '{name} のポート {port} を許可していますが、これは Service {service} のポートです。Pod が待ち受ける {target} は閉じたままです。',
    },
    name: {
      en: 'No container of {name} has a port named {port} (there is {known}): the rule opens nothing.',
      ja: '{name} のどのコンテナにも {port} という名前のポートがありません（あるのは {known}）。このルールでは何も許可されません。',
    },
    unserved: {
      en: 'No container of {name} listens on {port} (there is {known}): the rule opens nothing, and what they serve stays closed.',
      ja: '{name} のどのコンテナも {port} で待ち受けていません（あるのは {known}）。提供しているポートは閉じたままです。',
    },
    protocol: {
      en: 'The rule opens port {port} of {name} for {protocol}, and it is {actual}: the traffic stays cut off.',
      ja: '{name} のポート {port} を {protocol} で許可していますが、実際は {actual} です。通信は遮断されたままです。',
    },
  },
  *check(context) {
    const { object: policy, judgement, neighbours } = context;
    const json = asObject(judgement.effective) ?? {};
    const selector = asObject(get(json, 'spec', 'podSelector'));
    if (!selector || Object.keys(selector).length === 0 || !isolates(json, 'Ingress')) return;
    const rules = list(get(json, 'spec', 'ingress'));
    if (!rules.some((rule) => list(get(rule, 'ports')).length > 0)) return;
    const selected = akin(neighbours.selectedBy(selector, policy), policy);
    const set = selected.find(({ object: { kind } }) => kind !== 'Deployment');
    const specs = selected.flatMap(({ json: each, object: { kind } }): JsonObject[] => {
      const template = podTemplateOf(each, kind);
      return template ? [template.spec] : [];
    });
    if (!set || specs.some((spec) => spec['hostNetwork'] === true)) return;
    const declared = specs.flatMap((spec) => declaredPorts(spec, []));
    if (declared.length === 0) return;
    const name = set.object.name;
    const labels = podTemplateOf(set.json, set.object.kind)?.labels ?? {};
    const known = enumerate([
      ...new Set(declared.map((each) => (each.name === '' ? String(each.number) : `${each.name} (${each.number})`))),
    ]);
    const opened = openedBy(rules);
    for (const [index, rule] of rules.entries())
      for (const [i, item] of list(get(rule, 'ports')).entries()) {
        const value = get(item, 'port');
        if (value === undefined || get(item, 'endPort') !== undefined) continue;
        const protocol = text(get(item, 'protocol')) ?? 'TCP';
        const same = declared.filter((each) => each.number === value || each.name === value);
        if (same.some((each) => each.protocol === protocol)) continue;
        const path = ['spec', 'ingress', index, 'ports', i, 'port'] as const;
        const base = { path, at: 'value' } as const;
        if (same.length > 0) {
          const actual = same[0]?.protocol ?? '';
          if (opened.has(`${same[0]?.number} ${actual}`) || opened.has(`${same[0]?.name} ${actual}`)) continue;
          const at = get(item, 'protocol') === undefined ? path : ([...path.slice(0, -1), 'protocol'] as const);
          yield { ...base, path: at, message: 'protocol', params: { name, port: String(value), protocol, actual } };
          continue;
        }
        if (typeof value === 'string' && !/^\d+$/.test(value)) {
          yield { ...base, message: 'name', params: { name, port: value, known } };
          continue;
        }
        const port = Number(value);
        const mapped = mappedTo(context, labels, declared, port);
        if (mapped) {
          if (opened.has(`${mapped.port.number} ${protocol}`) || opened.has(`${mapped.port.name} ${protocol}`))
            continue;
          const target = mapped.port.number;
          yield {
            ...base,
            params: { name, port, service: mapped.service, target },
            fixes: () =>
              fix({ en: `Open ${target}`, ja: `${target} を許可する` }, 'preferred', mend(context).put(path, target)),
          };
        } else if (
          list(get(rule, 'ports')).length === 1 &&
          rules.length === 1 &&
          !specs.some((spec) => mayServe(spec, port))
        )
          yield { ...base, message: 'unserved', params: { name, port, known } };
      }
  },
});

/** Every port that some rule names, with its protocol. */
function openedBy(rules: readonly Parameters<typeof get>[0][]): ReadonlySet<string> {
  return new Set(
    rules.flatMap((rule) =>
      list(get(rule, 'ports')).map((item) => `${String(get(item, 'port'))} ${text(get(item, 'protocol')) ?? 'TCP'}`),
    ),
  );
}

/** The Service in front of the pods that has this port, and where it sends it. */
function mappedTo(
  { neighbours, object }: RuleContext,
  labels: Readonly<Record<string, string>>,
  declared: readonly ContainerPort[],
  port: number,
): { readonly service: string; readonly port: ContainerPort } | null {
  for (const { json, object: service } of neighbours.selecting('Service', labels, object)) {
    if (Object.keys(serviceSelectorOf(json)).length === 0) continue;
    for (const item of list(get(json, 'spec', 'ports'))) {
      const servicePort = asObject(item);
      if (!servicePort || number(servicePort['port']) !== port) continue;
      const target = targetOf(servicePort);
      const found = declared.find((each) => each.number === target || (each.name !== '' && each.name === target));
      if (found && found.number !== port) return { service: service.name, port: found };
    }
  }
  return null;
}
