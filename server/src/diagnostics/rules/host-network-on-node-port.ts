import { imageOf } from '../knowledge/images';
import { containers, get, list, number, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

interface Owner {
  readonly name: string;
  /** the program itself, or one that stands in for it */
  readonly self: RegExp;
  readonly controlPlane?: true;
}

/** TCP ports that a node's own programs hold (kubernetes.io, "Ports and Protocols"). */
const OWNERS: ReadonlyMap<number, Owner> = new Map([
  [10250, { name: 'kubelet', self: /kubelet|k3s|rke2/ }],
  [10248, { name: 'kubelet', self: /kubelet|k3s|rke2/ }],
  [10249, { name: 'kube-proxy', self: /proxy|cilium|router|calico|antrea|kube-ovn|k3s/ }],
  [10256, { name: 'kube-proxy', self: /proxy|cilium|router|calico|antrea|kube-ovn|k3s/ }],
  [
    6443,
    { name: 'kube-apiserver', self: /apiserver|k3s|rke2|haproxy|keepalived|kube-vip|nginx|envoy/, controlPlane: true },
  ],
  [2379, { name: 'etcd', self: /etcd|k3s|rke2/, controlPlane: true }],
  [2380, { name: 'etcd', self: /etcd|k3s|rke2/, controlPlane: true }],
  [10257, { name: 'kube-controller-manager', self: /controller-manager|k3s|rke2/, controlPlane: true }],
  [10259, { name: 'kube-scheduler', self: /scheduler|k3s|rke2/, controlPlane: true }],
]);
const CONTROL_PLANE = /^node-role\.kubernetes\.io\/(?:control-plane|master)$/;

/** One address of a node belongs to one process: a pod on the host network shares the node's ports. */
export const hostNetworkOnNodePort = inspectionRule({
  id: 'host-network-on-node-port',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Port {port} of the node belongs to {owner}: on the host network this container cannot bind it.',
      ja: 'ノードのポート {port} は {owner} のものです。ホストネットワークのこのコンテナは待ち受けられません。',
    },
    hostPort: {
      en: 'Port {port} of the node belongs to {owner}: a hostPort there takes its connections away or never gets any.',
      ja: 'ノードのポート {port} は {owner} のものです。ここに hostPort を置くと、その通信を奪うか、まったく届かないかのどちらかになります。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const onHost = get(effective, 'spec', 'template', 'spec', 'hostNetwork') === true;
    for (const { container, path } of containers(effective)) {
      for (const [index, port] of list(container['ports']).entries()) {
        const taken = number(get(port, onHost ? 'containerPort' : 'hostPort'));
        const owner = taken === undefined ? undefined : OWNERS.get(taken);
        if (taken === undefined || !owner || (text(get(port, 'protocol')) ?? 'TCP') !== 'TCP') continue;
        if (text(get(port, 'hostIP'))) continue;
        if (owner.controlPlane && !choosesControlPlane(context)) continue;
        if (
          owner.self.test(imageOf(container)?.base ?? text(container['image']) ?? '') ||
          owner.self.test(context.object.name)
        )
          continue;
        yield {
          path: [...path, 'ports', index, onHost ? 'containerPort' : 'hostPort'],
          at: 'value',
          message: onHost ? 'default' : 'hostPort',
          params: { port: taken, owner: owner.name },
        };
      }
    }
  },
});

function choosesControlPlane({ judgement }: RuleContext): boolean {
  const selector = get(judgement.effective, 'spec', 'template', 'spec', 'nodeSelector');
  return (
    typeof selector === 'object' && selector !== null && Object.keys(selector).some((key) => CONTROL_PLANE.test(key))
  );
}
