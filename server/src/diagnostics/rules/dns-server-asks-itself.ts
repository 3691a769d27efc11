import { imageOf } from '../knowledge/images';
import { filesOf, withoutComments } from '../knowledge/mountedFiles';
import { podStorage } from '../knowledge/storage';
import { get, nodeOf, text } from '../read';
import { inspectionRule } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;

/**
 * The cluster's own DNS server that forwards to /etc/resolv.conf must have the node's one: with dnsPolicy ClusterFirst (the
 * default) it names the cluster's DNS Service, and queries go round (CoreDNS's `loop` stops the server then; kubeadm and the
 * deployments of CoreDNS set `dnsPolicy: Default`).
 */
export const dnsServerAsksItself = inspectionRule({
  id: 'dns-server-asks-itself',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: 'With dnsPolicy {policy} /etc/resolv.conf names the cluster’s DNS, which is this server: what it forwards comes back to it, and CoreDNS stops. Use dnsPolicy Default.',
      ja: 'dnsPolicy が {policy} だと /etc/resolv.conf はクラスターの DNS、つまりこのサーバー自身を指します。転送した問い合わせが戻り、CoreDNS は停止します。dnsPolicy を Default にしてください。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const spec = get(effective, ...SPEC);
    const policy = text(get(spec, 'dnsPolicy')) ?? 'ClusterFirst';
    const onHost = get(spec, 'hostNetwork') === true;
    if (policy !== 'ClusterFirstWithHostNet' && (policy !== 'ClusterFirst' || onHost)) return;
    // another server may well ask the cluster's
    const label = get(effective, 'spec', 'template', 'metadata', 'labels', 'k8s-app');
    if (label !== 'kube-dns' && !/^(?:coredns|kube-dns)$/.test(context.object.name)) return;
    for (const container of podStorage(effective).containers) {
      if (container.init || imageOf(container.json)?.base !== 'coredns') continue;
      const files = filesOf(context, container).map(({ content }) => withoutComments(content));
      // the server that answers for the cluster's names is the one that resolv.conf names
      const asks = files.some(
        (file) =>
          /^[ \t]*kubernetes\s+(?:\S+\s+)*cluster\.local/m.test(file) &&
          /^[ \t]*forward\s+\.\s+\/etc\/resolv\.conf\b/m.test(file),
      );
      if (!asks) continue;
      const place = [...SPEC, 'dnsPolicy'];
      yield { path: nodeOf(context.object.root, place) ? place : [...SPEC], at: 'value', params: { policy } };
      return;
    }
  },
});
