import { akin } from '../knowledge/companions';
import { imageOf } from '../knowledge/images';
import { declaredPorts } from '../knowledge/ports';
import { get, list, object, podTemplateOf, stringMap } from '../read';
import { inspectionRule } from '../rule';

const NAME_SERVER =
  /^(?:coredns|k8s-dns-\w[\w-]*|kube-dns|unbound|bind9?|dnsmasq|pdns-(?:auth|recursor)-\d+|pihole|knot|nsd)$/;

/**
 * Resolvers ask over UDP first and again over TCP when an answer is too long (RFC 7766): a name server needs both. A port
 * of a Service without `protocol` is TCP.
 */
export const dnsServiceOneProtocol = inspectionRule({
  id: 'dns-service-one-protocol',
  category: 'risk',
  kinds: ['Service'],
  neighbours: ['StatefulSet', 'DaemonSet', 'Service'],
  messages: {
    default: {
      en: 'The Service offers port 53 over TCP alone, and resolvers ask over UDP first: the name server of {workload} is not found.',
      ja: 'この Service は 53 番ポートを TCP でしか提供していませんが、リゾルバーはまず UDP で問い合わせます。{workload} のネームサーバーに届きません。',
    },
    tcp: {
      en: 'The Service offers port 53 over UDP alone: answers of {workload} that do not fit a packet are asked for again over TCP, and fail.',
      ja: 'この Service は 53 番ポートを UDP でしか提供していません。{workload} の応答が 1 パケットに収まらないと TCP で問い合わせ直され、失敗します。',
    },
  },
  *check(context) {
    const { object: service, neighbours, judgement } = context;
    const ports = dnsPorts(judgement.effective);
    const [first] = ports;
    if (!first || ports.some(({ protocol }) => protocol !== first.protocol)) return;
    const selector = stringMap(get(judgement.effective, 'spec', 'selector'));
    if (Object.keys(selector).length === 0) return;
    const [set] = akin(
      neighbours.selectedBy({ matchLabels: selector }, service, ['StatefulSet', 'DaemonSet']),
      service,
    );
    const template = set && podTemplateOf(set.json, set.object.kind);
    if (!template) return;
    const served = declaredPorts(template.spec, []);
    const missing = first.protocol === 'TCP' ? 'UDP' : 'TCP';
    const target =
      typeof first.target === 'number' ? first.target : served.find((each) => each.name === first.target)?.number;
    const isNameServer = list(template.spec['containers']).some((each) =>
      NAME_SERVER.test(imageOf(object(each) ?? {})?.base ?? ''),
    );
    if (
      !isNameServer &&
      !served.some((each) => each.protocol === missing && (each.number === target || each.number === 53))
    )
      return;
    // one Service for each protocol, as some load balancers want it
    const others = neighbours
      .selecting('Service', template.labels, service)
      .filter(({ object: other }) => other.root !== service.root);
    if (others.some(({ json }) => dnsPorts(json).some(({ protocol }) => protocol === missing))) return;
    yield {
      path: ['spec', 'ports', first.index],
      at: 'value',
      message: missing === 'UDP' ? 'default' : 'tcp',
      params: { workload: set.object.name },
    };
  },
});

function dnsPorts(service: Parameters<typeof get>[0]) {
  return list(get(service, 'spec', 'ports')).flatMap((item, index) => {
    const port = object(item);
    if (port?.['port'] !== 53) return [];
    const protocol = port['protocol'] ?? 'TCP';
    return [{ index, protocol, target: port['targetPort'] ?? 53 }];
  });
}
