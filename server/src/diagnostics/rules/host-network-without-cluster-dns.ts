import { fix, mend } from '../fixing';
import { argvOf } from '../knowledge/shell';
import { containers, get, list, nodeOf, object, text } from '../read';
import { closest } from '../resources';
import { inspectionRule, type RuleContext } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;
const NAME = /(?<![\w.-])((?:[a-z0-9-]+\.)+svc(?:\.[a-z0-9.-]+)?)(?![\w-])/;
/** Resolvers of Google, Cloudflare, Quad9 and OpenDNS. */
const PUBLIC =
  /^(?:8\.8\.(?:8\.8|4\.4)|1\.[01]\.[01]\.1|9\.9\.9\.\d+|149\.112\.112\.112|208\.67\.22[02]\.22[02]|2001:4860:4860::8[84]{3}|2606:4700:4700::1[01]{3})$/;
/** Options whose names are compared, not resolved. */
const COMPARED = /(?:server-?name|dns-?names?|common-?name|audience|issuer|domain|\bsans?\b|hosts?=\*|no_?proxy)/i;

/**
 * A pod on the host network with dnsPolicy ClusterFirst gets the node's resolv.conf, as with Default (`getPodDNSType` in
 * pkg/kubelet/network/dns, all releases): names of the cluster are unknown there.
 */
export const hostNetworkWithoutClusterDns = inspectionRule({
  id: 'host-network-without-cluster-dns',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: 'On the host network, dnsPolicy ClusterFirst means the node’s resolver, which does not know {name}. Use ClusterFirstWithHostNet.',
      ja: 'ホストネットワークでは dnsPolicy が ClusterFirst でもノードのリゾルバーが使われ、{name} は解決できません。ClusterFirstWithHostNet を使ってください。',
    },
    policy: {
      en: 'dnsPolicy Default means the node’s resolver, which does not know {name}.',
      ja: 'dnsPolicy が Default だとノードのリゾルバーが使われ、{name} は解決できません。',
    },
    none: {
      en: 'With dnsPolicy None the pod asks {server} alone, a public resolver that does not know {name}.',
      ja: 'dnsPolicy が None なので、Pod は公開リゾルバーの {server} だけに問い合わせ、{name} は解決できません。',
    },
  },
  *check(context) {
    const spec = get(context.judgement.effective, ...SPEC);
    const policy = text(get(spec, 'dnsPolicy')) ?? 'ClusterFirst';
    const onHost = get(spec, 'hostNetwork') === true;
    if (policy === 'None') {
      const servers = list(get(spec, 'dnsConfig', 'nameservers')).map((each) => text(each) ?? '');
      const name = servers.length > 0 && servers.every((each) => PUBLIC.test(each)) ? clusterName(context) : undefined;
      if (name === undefined) return;
      const path = [...SPEC, 'dnsConfig', 'nameservers'];
      yield { path, at: 'key', message: 'none', params: { server: servers[0] ?? '', name } };
      return;
    }
    if (policy !== 'Default' && !(onHost && policy === 'ClusterFirst')) return;
    // whoever gives the pod other servers knows what he does
    if (get(spec, 'dnsConfig', 'nameservers') !== undefined) return;
    const name = clusterName(context);
    if (name === undefined) return;
    const target = onHost ? 'ClusterFirstWithHostNet' : 'ClusterFirst';
    const place = [...SPEC, 'dnsPolicy'];
    yield {
      path: policy === 'Default' || nodeOf(context.object.root, place) ? place : [...SPEC, 'hostNetwork'],
      at: 'value',
      message: policy === 'Default' ? 'policy' : 'default',
      params: { name },
      fixes: () =>
        fix(
          { en: `Set dnsPolicy: ${target}`, ja: `dnsPolicy: ${target} にする` },
          policy === 'Default' ? 'alternative' : 'preferred',
          mend(context).put(place, target),
        ),
    };
  },
});

/** The first name of a Service that the pod is told: on its command line, in its environment, or in a ConfigMap that it mounts. */
function clusterName(context: RuleContext): string | undefined {
  const { effective } = context.judgement;
  for (const { container } of containers(effective)) {
    const argv = argvOf(container);
    for (const [index, word] of argv.entries()) {
      if (COMPARED.test(word) || (/^-/.test(argv[index - 1] ?? '') && COMPARED.test(argv[index - 1] ?? ''))) continue;
      const name = NAME.exec(word)?.[1];
      if (name !== undefined) return name;
    }
    for (const variable of list(container['env'])) {
      const value = text(get(variable, 'value')) ?? '';
      const name = COMPARED.test(text(get(variable, 'name')) ?? '') ? undefined : NAME.exec(value)?.[1];
      if (name !== undefined) return name;
    }
  }
  for (const volume of list(get(effective, ...SPEC, 'volumes'))) {
    const config = text(get(volume, 'configMap', 'name'));
    if (config === undefined) continue;
    for (const { json } of closest(context.neighbours.named('ConfigMap', config, context.object))) {
      for (const value of Object.values(object(json['data']) ?? {})) {
        for (const line of (text(value) ?? '').split('\n')) {
          const name = COMPARED.test(line) || /^\s*#/.test(line) ? undefined : NAME.exec(line)?.[1];
          if (name !== undefined) return name;
        }
      }
    }
  }
  return undefined;
}
