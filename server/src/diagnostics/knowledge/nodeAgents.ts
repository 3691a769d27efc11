/** Daemons that a node depends on: its network, its volumes, its devices. */
import type { ApiObject, Json } from '../../apiServer/index';
import { containers, get, list, text } from '../read';
import type { Localized } from '../rule';
import { imageOf } from './images';

/** Network plugins, proxies and name servers of the node: without them no pod of the node has a network. */
const NETWORK =
  /^(?:calico|node$|cilium$|flannel|weave-kube|weave-npc|kube-router$|kube-proxy|antrea-agent|antrea-ubuntu|multus-cni|multus|amazon-k8s-cni|azure-cns|k8s-dns-node-cache|ovn-kube|ovnkube|kube-ovn|whereabouts|sriov-cni)/;
const NODE_DIRECTORIES =
  /^\/(?:etc\/cni|opt\/cni|var\/lib\/kubelet\/(?:device-plugins|plugins_registry|pod-resources))(?:\/|$)/;

/** Why a node depends on a daemon; undefined for one that it can do without, as far as the manifest shows. */
export function nodeAgentRole(daemon: Pick<ApiObject, 'namespace'>, effective: Json): Localized | undefined {
  const spec = get(effective, 'spec', 'template', 'spec');
  const onHost = get(spec, 'hostNetwork') === true;
  const paths = list(get(spec, 'volumes')).flatMap((volume) => text(get(volume, 'hostPath', 'path')) ?? []);
  if (paths.some((path) => /^\/(?:etc|opt)\/cni(?:\/|$)/.test(path)))
    return { en: 'a network plugin', ja: 'ネットワークプラグイン' };
  if (paths.some((path) => NODE_DIRECTORIES.test(path)))
    return { en: 'it registers with the kubelet', ja: 'kubelet に登録するプラグイン' };
  if (!onHost) return undefined;
  const network = containers(effective).some(
    ({ container, init }) => !init && NETWORK.test(imageOf(container)?.base ?? ''),
  );
  if (network) return { en: 'the network of the node', ja: 'ノードのネットワーク' };
  if (daemon.namespace === 'kube-system')
    return {
      en: 'a node agent of kube-system on the host network',
      ja: 'kube-system のホストネットワーク上のノードエージェント',
    };
  return undefined;
}
