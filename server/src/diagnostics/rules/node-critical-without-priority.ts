import { fix, mend } from '../fixing';
import { imageOf } from '../knowledge/images';
import { containers, get, type JsonObject, list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const SPEC = ['spec', 'template', 'spec'] as const;
/** Network plugins, proxies and name servers of the node: without them no pod of the node has a network. */
const NETWORK =
  /^(?:calico|node$|cilium$|flannel|weave-kube|weave-npc|kube-router$|kube-proxy|antrea-agent|antrea-ubuntu|multus-cni|multus|amazon-k8s-cni|azure-cns|k8s-dns-node-cache|ovn-kube|ovnkube|kube-ovn|whereabouts|sriov-cni)/;
const NODE_DIRECTORIES =
  /^\/(?:etc\/cni|opt\/cni|var\/lib\/kubelet\/(?:device-plugins|plugins_registry|pod-resources))(?:\/|$)/;

/**
 * Pods of priority 0 are preempted for others and are the first to be evicted when a node runs short; node agents belong
 * to `system-node-critical` (kubernetes.io, "Guaranteed Scheduling For Critical Add-On Pods").
 */
export const nodeCriticalWithoutPriority = inspectionRule({
  id: 'node-critical-without-priority',
  category: 'risk',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'This daemon serves the whole node ({why}), but its pods have priority 0: ordinary pods can take its place or push it off a full node.',
      ja: 'ノード全体に関わるデーモン（{why}）ですが、Pod の優先度が 0 です。通常の Pod に場所を取られたり、混んだノードから追い出されたりします。',
    },
  },
  *check(context) {
    const spec = get(context.judgement.effective, ...SPEC);
    if (text(get(spec, 'priorityClassName')) || get(spec, 'priority') !== undefined) return;
    const why = reasonOf(context, spec as JsonObject);
    if (!why) return;
    yield {
      path: SPEC,
      at: 'key',
      params: { why },
      fixes: () =>
        fix(
          {
            en: 'Set priorityClassName: system-node-critical',
            ja: 'priorityClassName: system-node-critical を設定する',
          },
          'alternative',
          mend(context).put([...SPEC, 'priorityClassName'], 'system-node-critical'),
        ),
    };
  },
});

function reasonOf(context: RuleContext, spec: JsonObject | undefined) {
  const onHost = get(spec, 'hostNetwork') === true;
  const paths = list(get(spec, 'volumes')).flatMap((volume) => text(get(volume, 'hostPath', 'path')) ?? []);
  if (paths.some((path) => /^\/(?:etc|opt)\/cni(?:\/|$)/.test(path)))
    return { en: 'a network plugin', ja: 'ネットワークプラグイン' };
  if (paths.some((path) => NODE_DIRECTORIES.test(path)))
    return { en: 'it registers with the kubelet', ja: 'kubelet に登録するプラグイン' };
  if (!onHost) return undefined;
  const network = containers(context.judgement.effective).some(
    ({ container, init }) => !init && NETWORK.test(imageOf(container)?.base ?? ''),
  );
  if (network) return { en: 'the network of the node', ja: 'ノードのネットワーク' };
  if (context.object.namespace === 'kube-system')
    return {
      en: 'a node agent of kube-system on the host network',
      ja: 'kube-system のホストネットワーク上のノードエージェント',
    };
  return undefined;
}
