import { allocatableOf, fittingNodes } from '../knowledge/clusterNodes';
import { HOSTNAME, POD, placementOf, surelySelectsItself } from '../knowledge/placement';
import { podRequests } from '../knowledge/requests';
import { type ClusterNode, inspectionRule } from '../rule';

/**
 * Each known node has room for so many pods of the set, were it empty; together they must have room for all replicas.
 * Upstream: scheduler filter NodeResourcesFit, 1.32 to 1.37. Other workloads only make it worse and are not counted.
 */
export const stsReplicasBeyondCapacity = inspectionRule({
  id: 'sts-replicas-beyond-capacity',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Node'],
  messages: {
    default: {
      en: 'The known nodes have room for {most} of these pods even when they are empty ({resource} runs out): of {replicas} replicas the others stay Pending.',
      ja: '既知のノードがすべて空でも、この Pod は {most} 個しか入りません（{resource} が不足します）。{replicas} 個のうち残りは Pending のままです。',
    },
  },
  *check(context) {
    const nodes = fittingNodes(context);
    if (!nodes || nodes.length === 0) return;
    const placement = placementOf(context.judgement.effective);
    const { replicas } = placement;
    if (replicas < 2) return;
    const apart = placement.podTerms.some(
      (term) =>
        term.kind === 'podAntiAffinity' &&
        term.required &&
        term.topologyKey === HOSTNAME &&
        surelySelectsItself(term, placement, context.object.namespace),
    );
    if (apart) return;
    const requests = podRequests(placement.spec, POD);
    let most = 0;
    let scarce = '';
    for (const node of nodes) {
      const room = roomOn(node, requests);
      if (!room) return;
      most += room.pods;
      if (scarce === '' || room.resource !== 'pods') scarce = room.resource;
      if (most >= replicas) return;
    }
    const path = requests.get(scarce)?.path ?? ['spec', 'replicas'];
    yield { path, at: 'value', params: { most, replicas, resource: scarce } };
  },
});

/** How many pods an empty node holds and what runs out first; undefined where nothing bounds them. */
function roomOn(
  node: ClusterNode,
  requests: ReturnType<typeof podRequests>,
): { readonly pods: number; readonly resource: string } | undefined {
  const slots = allocatableOf(node, 'pods');
  let least = slots === undefined ? undefined : { pods: Number(slots / 1_000_000_000n), resource: 'pods' };
  for (const [resource, { nano }] of requests) {
    const free = allocatableOf(node, resource);
    if (free === undefined || nano <= 0n) continue;
    const pods = Number(free / nano);
    if (!least || pods < least.pods) least = { pods, resource };
  }
  return least;
}
