import type { Json } from '../../apiServer/index';
import { allocatableOf, fittingNodes, runsDaemon } from '../knowledge/clusterNodes';
import { HOSTNAME, namespaceOf, POD, placementOf, surelySelectsItself } from '../knowledge/placement';
import { podRequests } from '../knowledge/requests';
import { get, type JsonObject, list, podTemplateOf } from '../read';
import { closest } from '../resources';
import { type ClusterNode, inspectionRule } from '../rule';

/**
 * Each known node has room for so many pods of the set once the daemons that stand beside the set's manifest run there;
 * together they must have room for all replicas. Upstream: scheduler filter NodeResourcesFit, 1.32 to 1.37. Other workloads
 * only make it worse and are not counted.
 */
export const stsReplicasBeyondCapacity = inspectionRule({
  id: 'sts-replicas-beyond-capacity',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['Node', 'DaemonSet'],
  messages: {
    default: {
      en: 'The known nodes have room for {most} of these pods even when they are empty ({resource} runs out): of {replicas} replicas the others stay Pending.',
      ja: '既知のノードがすべて空でも、この Pod は {most} 個しか入りません（{resource} が不足します）。{replicas} 個のうち残りは Pending のままです。',
    },
    daemons: {
      en: 'Beside the daemons that run on every node (such as {daemon}) the known nodes have room for {most} of these pods ({resource} runs out): of {replicas} replicas the others stay Pending.',
      ja: '各ノードで動くデーモン（{daemon} など）の分を除くと、既知のノードにこの Pod は {most} 個しか入りません（{resource} が不足します）。{replicas} 個のうち残りは Pending のままです。',
    },
  },
  *check(context) {
    const nodes = fittingNodes(context);
    if (!nodes || nodes.length === 0) return;
    const placement = placementOf(context.judgement.effective);
    const { replicas } = placement;
    const apart = placement.podTerms.some(
      (term) =>
        term.kind === 'podAntiAffinity' &&
        term.required &&
        term.topologyKey === HOSTNAME &&
        surelySelectsItself(term, placement, namespaceOf(context.object)),
    );
    // too few nodes for anti-affinity has a rule of its own
    if (apart && nodes.length < replicas) return;
    const requests = podRequests(placement.spec, POD);
    const daemons = closest(context.neighbours.facts('DaemonSet', placementFact)).map(
      ({ value, object: { name } }) => ({
        name,
        spec: value,
      }),
    );
    const room = (beside: readonly { readonly spec: JsonObject }[]) =>
      roomOn(
        nodes,
        requests,
        beside.map(({ spec }) => spec),
        apart ? 1 : Number.POSITIVE_INFINITY,
      );
    const full = room(daemons);
    if (!full || full.pods >= replicas) return;
    const empty = room([]);
    const crowded = empty !== undefined && empty.pods >= replicas;
    yield {
      path: requests.get(full.resource)?.path ?? ['spec', 'replicas'],
      at: 'value',
      ...(crowded ? { message: 'daemons' } : {}),
      params: { most: full.pods, replicas, resource: full.resource, daemon: daemons[0]?.name ?? '' },
    };
  },
});

/** Of a pod's spec what decides where it runs and how much it takes. */
function placementFact(json: JsonObject, kind: string): JsonObject | null {
  const spec = podTemplateOf(json, kind)?.spec;
  if (!spec) return null;
  const fields = ['nodeName', 'nodeSelector', 'affinity', 'tolerations', 'hostNetwork', 'resources', 'overhead'];
  const needs = (item: Json): Json => ({
    resources: get(item, 'resources') ?? null,
    restartPolicy: get(item, 'restartPolicy') ?? null,
  });
  return {
    ...Object.fromEntries(fields.flatMap((field) => (spec[field] === undefined ? [] : [[field, spec[field]]]))),
    containers: list(spec['containers']).map(needs),
    initContainers: list(spec['initContainers']).map(needs),
  };
}

interface Room {
  readonly pods: number;
  /** what runs out */
  readonly resource: string;
}

/** How many pods the nodes hold beside the daemons; undefined where one of them is not bounded. */
function roomOn(
  nodes: readonly ClusterNode[],
  requests: ReturnType<typeof podRequests>,
  daemons: readonly JsonObject[],
  mostEach: number,
): Room | undefined {
  let pods = 0;
  let scarce = '';
  for (const node of nodes) {
    const there = daemons.filter((spec) => runsDaemon(node, spec));
    const slots = allocatableOf(node, 'pods');
    let least: Room | undefined =
      slots === undefined ? undefined : { pods: Number(slots / NANO) - there.length, resource: 'pods' };
    for (const [resource, { nano }] of requests) {
      const free = allocatableOf(node, resource);
      if (free === undefined || nano <= 0n) continue;
      const taken = there.reduce((sum, spec) => sum + (podRequests(spec, []).get(resource)?.nano ?? 0n), 0n);
      const fit = free > taken ? Number((free - taken) / nano) : 0;
      if (!least || fit < least.pods) least = { pods: fit, resource };
    }
    if (!least) return undefined;
    pods += Math.max(0, Math.min(mostEach, least.pods));
    if (scarce === '' || least.resource !== 'pods') scarce = least.resource;
  }
  return { pods, resource: scarce };
}

const NANO = 1_000_000_000n;
