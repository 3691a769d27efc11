import { fix, mend } from '../fixing';
import { fittingNodes, labelsOf } from '../knowledge/clusterNodes';
import { allowedValuesOf, NODE_SELECTOR, OS, POD, placementOf } from '../knowledge/placement';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * An image holds programs of one operating system. In a cluster with nodes of both, a template that selects neither is
 * sent to all of them, and the pods on the wrong ones never start. A selector by any label that one kind of node lacks, or
 * a taint on the Windows nodes, keeps them off as well. Source: kubernetes.io/docs/concepts/windows/user-guide.
 */
export const windowsNodesNotExcluded = inspectionRule({
  id: 'windows-nodes-not-excluded',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The pods may run on node {windows}, which is Windows, as well as on {linux}, which is Linux: an image starts on one of the two only.',
      ja: 'Pod は Windows のノード {windows} にも Linux のノード {linux} にも配置されます。イメージはどちらか一方でしか起動しません。',
    },
  },
  *check(context) {
    const nodes = fittingNodes(context);
    if (!nodes || nodes.length < 2) return;
    const placement = placementOf(context.judgement.effective);
    if (allowedValuesOf(placement, OS) !== undefined || placement.nodeName !== '') return;
    const declared = text(get(placement.spec, 'os', 'name'));
    if (declared === 'windows') return;
    const windows = nodes.find((node) => labelsOf(node)[OS] === 'windows');
    const linux = nodes.find((node) => labelsOf(node)[OS] === 'linux');
    if (!windows || !linux) return;
    yield {
      path: placement.nodeSelector.length > 0 ? NODE_SELECTOR : POD,
      at: 'key',
      params: { windows: windows.name, linux: linux.name },
      fixes: () =>
        fix(
          { en: 'Select Linux nodes', ja: 'Linux ノードを選ぶ' },
          declared === 'linux' ? 'preferred' : 'alternative',
          mend(context).put([...NODE_SELECTOR, OS], 'linux'),
        ),
    };
  },
});
