import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { fittingNodes } from '../knowledge/clusterNodes';
import {
  alternatives,
  HOSTNAME,
  namespaceOf,
  type Placement,
  POD,
  pinnedNodes,
  placementOf,
  selectsItself,
} from '../knowledge/placement';
import { inspectionRule } from '../rule';

/**
 * Replicas of a set that all must run on one node go down with it together; nodeName also goes around the scheduler, so
 * that the kubelet refuses what does not fit (`canAdmitPod`, 1.32 to 1.37). Replicas that are required to keep apart are
 * the matter of anti-affinity-impossible.
 */
export const stsPinnedToOneNode = inspectionRule({
  id: 'sts-pinned-to-one-node',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'All {replicas} replicas must run on the node {node}: a failure or a drain of that node takes all of them at once.',
      ja: '{replicas} 個のレプリカがすべてノード {node} に固定されています。このノードの障害や drain で、すべてが同時に止まります。',
    },
    nodeName: {
      en: 'nodeName goes around the scheduler: every replica is bound to {node} without a look at its resources, taints or volumes, and none starts elsewhere when the node fails.',
      ja: 'nodeName はスケジューラーを通りません。すべてのレプリカがリソース、taint、ボリュームの確認なしに {node} に割り当てられ、ノードが故障してもほかでは起動しません。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const { nodeName, replicas, podTerms } = placement;
    if (nodeName !== '') {
      const path = [...POD, 'nodeName'];
      yield {
        path,
        at: 'value',
        message: 'nodeName',
        params: { node: nodeName },
        fixes: () =>
          fix(
            { en: 'Leave the node to the scheduler', ja: 'ノードをスケジューラーに任せる' },
            'alternative',
            mend(context).remove(path),
          ),
      };
      return;
    }
    if (replicas < 2) return;
    const [node, ...others] = pinnedNodes(placement) ?? [];
    if (node === undefined || others.length > 0) return;
    const apart = podTerms.some(
      (term) =>
        term.kind === 'podAntiAffinity' && term.required && selectsItself(term, placement, namespaceOf(context.object)),
    );
    // a node that is not there is the matter of no-node-fits
    if (apart || fittingNodes(context)?.length === 0) return;
    yield { path: placeOfPin(placement), at: 'value', params: { replicas, node } };
  },
});

/** Where the one node is named. */
function placeOfPin(placement: Placement): Path {
  for (const { requirements } of alternatives(placement)) {
    const pin = requirements.find(({ key, on, operator }) => operator === 'In' && (on === 'field' || key === HOSTNAME));
    if (pin) return pin.path;
  }
  return POD;
}
