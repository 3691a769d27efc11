import { daemonTolerations, tolerates } from '../../../../simulator/src/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { type Placement, POD, placementOf, TOLERATIONS } from '../knowledge/placement';
import { NOT_READY, UNINITIALIZED } from '../knowledge/taints';
import { containers, get, type JsonObject, list, nodeOf, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** where the container runtime looks for the network configuration */
const CONFIGURATION = /\/cni\/net\.d\/?$|^\/etc\/cni\/?$/;
/** plugins that are chained behind, or delegate to, the one that makes the node ready */
const CHAINED = /istio|linkerd|multus|whereabouts|chain|kuma|consul|sriov|danm|genie|ambient|meshnet|mesh-cni/i;
const CLOUD_CONTROLLER = /(?:^|[/-])cloud-(?:controller|node)-manager/;

/**
 * A new node carries node.kubernetes.io/not-ready:NoSchedule until its network plugin works, and, with an external cloud
 * provider, node.cloudprovider.kubernetes.io/uninitialized:NoSchedule until the cloud controller has looked at it. The
 * DaemonSet controller adds neither toleration (`AddOrUpdateDaemonPodTolerations` covers not-ready:NoExecute alone; 1.32 to
 * 1.37), so what makes nodes ready must carry it itself.
 */
export const dsWaitsForReadyNode = inspectionRule({
  id: 'ds-waits-for-ready-node',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'A node becomes ready only with its network plugin, and this plugin does not tolerate {taint}, which a new node carries: it never starts there.',
      ja: 'ノードはネットワークプラグインが動いて初めて Ready になります。このプラグインは新しいノードが持つ {taint} を許容しないため、そこではいつまでも起動しません。',
    },
    podNetwork: {
      en: 'A network plugin without hostNetwork needs the pod network that it sets up itself: its own pods never start on a new node.',
      ja: 'hostNetwork のないネットワークプラグインは、自分が用意する Pod ネットワークを必要とします。新しいノードでは自身の Pod が起動しません。',
    },
    cloud: {
      en: 'A new node carries {taint} until the cloud controller has initialised it, and this cloud controller does not tolerate the taint: on a new cluster nobody takes it away.',
      ja: '新しいノードは cloud controller が初期化するまで {taint} を持ちます。この cloud controller は taint を許容しないため、新しいクラスターでは誰も taint を外せません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const placement = placementOf(effective);
    const plugin = isNetworkPlugin(effective, placement.spec, context.object.name);
    const cloud = !plugin && containers(effective).some(({ container }) => runsCloudController(container));
    if (!plugin && !cloud) return;
    const [key, value] = plugin ? [NOT_READY, ''] : [UNINITIALIZED, 'true'];
    if (!bears(placement, key, value)) {
      yield {
        path: placement.tolerations.length > 0 ? TOLERATIONS : POD,
        at: 'key',
        ...(plugin ? {} : { message: 'cloud' }),
        params: { taint: `${key}:NoSchedule` },
        fixes: () =>
          fix(
            { en: `Tolerate ${key}`, ja: `${key} を許容する` },
            'preferred',
            mend(context).add(TOLERATIONS, { key, operator: 'Exists', effect: 'NoSchedule' }),
          ),
      };
    }
    if (plugin && placement.spec['hostNetwork'] !== true) {
      yield { path: placeOfHostNetwork(context), at: 'value', message: 'podNetwork' };
    }
  },
});

function bears(placement: Placement, key: string, value: string): boolean {
  const hostNetwork = placement.spec['hostNetwork'] === true;
  const tolerations = daemonTolerations({ tolerations: placement.tolerations, hostNetwork });
  return tolerations.some((each) => tolerates(each, { key, value, effect: 'NoSchedule' }, false));
}

function placeOfHostNetwork(context: RuleContext): Path {
  const path = [...POD, 'hostNetwork'];
  return nodeOf(context.object.root, path) ? path : POD;
}

/** Does the pod write the configuration that the container runtime's network comes from? */
function isNetworkPlugin(effective: RuleContext['judgement']['effective'], spec: JsonObject, name: string): boolean {
  const directories = list(spec['volumes']).flatMap((volume) => {
    const path = text(get(volume, 'hostPath', 'path'));
    return path !== undefined && CONFIGURATION.test(path) ? (text(get(volume, 'name')) ?? []) : [];
  });
  if (directories.length === 0 || CHAINED.test(name)) return false;
  let writes = false;
  for (const { container } of containers(effective)) {
    if (CHAINED.test(`${text(container['name']) ?? ''} ${text(container['image']) ?? ''}`)) return false;
    for (const mount of list(container['volumeMounts'])) {
      const volume = text(get(mount, 'name')) ?? '';
      if (directories.includes(volume) && get(mount, 'readOnly') !== true) writes = true;
    }
  }
  return writes;
}

function runsCloudController(container: JsonObject): boolean {
  const [command] = [...list(container['command']), ...list(container['args'])];
  return [text(container['image']), text(command)].some((word) => word !== undefined && CLOUD_CONTROLLER.test(word));
}
