import { nodeFit } from '../knowledge/clusterNodes';
import { ARCH, OS, type Placement, POD, placementOf, presentName } from '../knowledge/placement';
import { podRequests } from '../knowledge/requests';
import { inspectionRule } from '../rule';

/**
 * A DaemonSet makes a pod for every node that its selector and tolerations admit and does not look at resources
 * (`nodeShouldRunDaemonPod`, 1.32 to 1.37): where a node has less than the pod requests, the pod stays Pending and counts as
 * unavailable at every update.
 */
export const dsRequestBeyondSomeNode = inspectionRule({
  id: 'ds-request-beyond-some-node',
  category: 'risk',
  kinds: ['DaemonSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'Node {node} has less {resource} than the pod asks for: the pod that belongs there stays Pending and counts as unavailable at every update.',
      ja: 'ノード {node} の {resource} は Pod の要求より少ないため、そこの Pod は Pending のままとなり、更新のたびに利用不可として数えられます。',
    },
    device: {
      en: 'The daemon asks for {resource} and selects no nodes: on every node without it the pod stays Pending and counts as unavailable.',
      ja: 'デーモンは {resource} を要求していますが、ノードを選んでいません。それがないノードでは Pod が Pending のままとなり、利用不可として数えられます。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const requests = podRequests(placement.spec, POD);
    const fit = nodeFit(context);
    if (fit) {
      if (fit.fitting.length === 0) return;
      const short = fit.misfits.find((misfit) => misfit.because === 'resource');
      if (short?.because !== 'resource') return;
      const { node, resource } = short;
      yield { path: requests.get(resource)?.path ?? POD, at: 'value', params: { node: node.name, resource } };
      return;
    }
    if (selectsNodes(placement)) return;
    for (const [resource, { path, nano }] of requests) {
      if (nano === 0n || !(resource.includes('/') || resource.startsWith('hugepages-'))) continue;
      yield { path, at: 'value', message: 'device', params: { resource } };
      return;
    }
  },
});

/** Does anything but the platform restrict the nodes? */
function selectsNodes({ nodeName, nodeSelector, terms }: Placement): boolean {
  const all = [...nodeSelector, ...(terms ?? []).flatMap(({ requirements }) => requirements)];
  return nodeName !== '' || all.some(({ key }) => presentName(key) !== OS && presentName(key) !== ARCH);
}
