import { fittingNodes, labelsOf, tellsLabels } from '../knowledge/clusterNodes';
import {
  asCoarseAs,
  domainsAtMost,
  HOSTNAME,
  namespaceOf,
  type Placement,
  type PodTerm,
  placementOf,
  placementOfPod,
  presentName,
  REGION,
  selects,
  surelySelectsItself,
  ZONE,
} from '../knowledge/placement';
import { get, list, number, podTemplateOf } from '../read';
import { closest } from '../resources';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

/**
 * Required anti-affinity of pods against their own kind admits one pod a domain of its topologyKey: more replicas than
 * domains never run. It counts what selector and affinity leave, and the nodes of the workspace. A DaemonSet wants a pod on
 * every node whatever its anti-affinity says, and its surge pod stands beside the old one.
 * Upstream: scheduler plugin InterPodAffinity (`satisfyPodAntiAffinity`), 1.32 to 1.37.
 */
export const antiAffinityImpossible = inspectionRule({
  id: 'anti-affinity-impossible',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['Node', 'StatefulSet', 'Deployment'],
  messages: {
    default: {
      en: 'The anti-affinity allows one replica per {domain}, and node selector and affinity leave {domains}: of {replicas} replicas only {domains} ever run.',
      ja: 'この anti-affinity では {domain} ごとにレプリカは 1 個だけですが、nodeSelector と affinity で残るのは {domains} 個です。{replicas} 個のうち {domains} 個しか動きません。',
    },
    nodes: {
      en: 'The anti-affinity allows one replica per {domain}, and the known nodes that fit offer {domains}: of {replicas} replicas only {domains} ever run.',
      ja: 'この anti-affinity では {domain} ごとにレプリカは 1 個だけですが、条件に合う既知のノードでは {domains} 個です。{replicas} 個のうち {domains} 個しか動きません。',
    },
    shared: {
      en: 'The anti-affinity selects the pods of {other} too: together they need {needed} {domain}s of their own, and the known nodes that fit offer {domains}. Some stay Pending.',
      ja: 'この anti-affinity は {other} の Pod も選びます。合わせて {needed} 個の別々の {domain} が必要ですが、条件に合う既知のノードでは {domains} 個です。一部は Pending のままです。',
    },
    affinity: {
      en: 'The pods are required to share a {domain} by their affinity and forbidden to by this anti-affinity: the second one never runs.',
      ja: 'Pod は affinity で同じ {domain} に置くよう求められ、この anti-affinity でそれを禁じられています。2 個目は動きません。',
    },
    daemon: {
      en: 'A DaemonSet wants a pod on every node, and this anti-affinity allows one per {domain}: on the other nodes the pods stay Pending.',
      ja: 'DaemonSet はすべてのノードに Pod を置こうとしますが、この anti-affinity では {domain} ごとに 1 個だけです。ほかのノードの Pod は Pending のままです。',
    },
    surge: {
      en: 'With maxSurge the new pod starts beside the old one on the same node, and this anti-affinity forbids that: it stays Pending and the update never goes on.',
      ja: 'maxSurge では新しい Pod が同じノードで古い Pod と並んで起動しますが、この anti-affinity がそれを禁じています。Pending のままとなり、更新が進みません。',
    },
  },
  *check(context) {
    const placement = placementOf(context.judgement.effective);
    const namespace = namespaceOf(context.object);
    for (const term of placement.podTerms) {
      if (term.kind !== 'podAntiAffinity' || !term.required || term.topologyKey === '') continue;
      if (!surelySelectsItself(term, placement, namespace)) continue;
      const finding = context.object.kind === 'DaemonSet' ? ofDaemon(term, context) : ofSet(term, placement, context);
      if (!finding) continue;
      yield { path: term.path, at: 'key', ...finding };
      return;
    }
  },
});

type Told = Pick<Finding, 'message' | 'params'>;

function ofSet(term: PodTerm, placement: Placement, context: RuleContext): Told | undefined {
  const { replicas } = placement;
  const { topologyKey } = term;
  const domain = domainName(topologyKey);
  if (replicas < 2) return undefined;
  const together = placement.podTerms.some(
    (other) =>
      other.kind === 'podAffinity' &&
      other.required &&
      asCoarseAs(topologyKey, other.topologyKey) &&
      surelySelectsItself(other, placement, namespaceOf(context.object)),
  );
  if (together) return { message: 'affinity', params: { domain } };
  const most = domainsAtMost(placement, topologyKey);
  if (most !== undefined && most > 0 && replicas > most) return { params: { domain, domains: most, replicas } };
  const nodes = fittingNodes(context) ?? [];
  if (nodes.length === 0 || (topologyKey !== HOSTNAME && !tellsLabels(nodes))) return undefined;
  const values = nodes.map((node) => labelsOf(node)[topologyKey]);
  // a node without the label is in nobody's domain
  if (values.includes(undefined)) return undefined;
  const domains = new Set(values).size;
  if (replicas > domains) return { message: 'nodes', params: { domain, domains, replicas } };
  return sharedWithOthers(term, domains, placement, context);
}

/** Other workloads that the term keeps away as well need domains too: at least one, or one a replica. */
function sharedWithOthers(
  term: PodTerm,
  domains: number,
  { replicas }: Placement,
  context: RuleContext,
): Told | undefined {
  const { object: own, neighbours } = context;
  if (!term.selector) return undefined;
  const others = closest(
    neighbours
      .selectedBy(term.selector, own, ['StatefulSet', 'Deployment'])
      .filter(({ object: { kind, name } }) => kind !== own.kind || name !== own.name),
  );
  let needed = replicas;
  for (const {
    json,
    object: { kind },
  } of others) {
    const count = number(get(json, 'spec', 'replicas')) ?? 1;
    const template = podTemplateOf(json, kind);
    const apart =
      template !== null &&
      placementOfPod(template.spec, []).podTerms.some(
        (each) =>
          each.kind === 'podAntiAffinity' &&
          each.required &&
          each.topologyKey === term.topologyKey &&
          selects(each.selector, template.labels),
      );
    needed += apart ? count : Math.min(1, count);
  }
  const [other] = others;
  if (!other || needed <= domains) return undefined;
  return {
    message: 'shared',
    params: { other: other.object.name, needed, domain: domainName(term.topologyKey), domains },
  };
}

function ofDaemon(term: PodTerm, context: RuleContext): Told | undefined {
  const { topologyKey } = term;
  if (topologyKey === HOSTNAME) {
    const surge = get(context.judgement.effective, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge');
    const byRevision = list(term.json['matchLabelKeys']).includes('controller-revision-hash');
    return surge === undefined || surge === 0 || surge === '0%' || byRevision ? undefined : { message: 'surge' };
  }
  const present = presentName(topologyKey);
  const nodes = fittingNodes(context);
  if (nodes) {
    const values = nodes.flatMap((node) => labelsOf(node)[topologyKey] ?? []);
    return new Set(values).size < values.length
      ? { message: 'daemon', params: { domain: domainName(topologyKey) } }
      : undefined;
  }
  if (present !== ZONE && present !== REGION) return undefined;
  return { message: 'daemon', params: { domain: domainName(topologyKey) } };
}

function domainName(topologyKey: string) {
  switch (presentName(topologyKey)) {
    case HOSTNAME:
      return { en: 'node', ja: 'ノード' };
    case ZONE:
      return { en: 'zone', ja: 'ゾーン' };
    case REGION:
      return { en: 'region', ja: 'リージョン' };
    default:
      return topologyKey;
  }
}
