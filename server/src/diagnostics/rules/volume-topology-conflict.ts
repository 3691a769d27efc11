import type { Path } from '../../manifest/index';
import { fittingNodes, holds, tellsLabels } from '../knowledge/clusterNodes';
import { contradiction } from '../knowledge/contradictions';
import {
  allowedValues,
  alternatives,
  HOSTNAME,
  type NodeRequirement,
  type NodeTerm,
  namespaceOf,
  type Placement,
  POD,
  placementOf,
  placementOfPod,
  REGION,
  surelySelectsItself,
  ZONE,
} from '../knowledge/placement';
import { podStorage } from '../knowledge/storage';
import { get, list, object, text } from '../read';
import { type Finding, inspectionRule, type Resource, type RuleContext } from '../rule';

/**
 * A volume can be used on the nodes of its nodeAffinity only, and a class with allowedTopologies makes volumes nowhere
 * else. Where node selector and affinity of the pods exclude all of these nodes, no pod can have its volume.
 * Upstream: scheduler plugin VolumeBinding (`volume node affinity conflict`), external-provisioner, 1.32 to 1.37.
 */
export const volumeTopologyConflict = inspectionRule({
  id: 'volume-topology-conflict',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['StorageClass', 'PersistentVolume', 'Node'],
  messages: {
    default: {
      en: 'Volumes of the class {source} exist only where {theirs}, and the pods must run where {ours}: no pod gets its volume.',
      ja: 'クラス {source} のボリュームは {theirs} の場所にしかなく、Pod は {ours} の場所でしか動けません。どの Pod もボリュームを得られません。',
    },
    volumes: {
      en: 'The volumes that fit, such as {source}, exist only where {theirs}, and the pods must run where {ours}: no pod gets its volume.',
      ja: '使えるボリューム（{source} など）は {theirs} の場所にしかなく、Pod は {ours} の場所でしか動けません。どの Pod もボリュームを得られません。',
    },
    unreachable: {
      en: 'Of the {volumes} volumes that fit, only {usable} lie on known nodes where these pods may run: of {replicas} replicas the others stay Pending.',
      ja: '使える {volumes} 個のボリュームのうち、この Pod が動ける既知のノードにあるのは {usable} 個だけです。{replicas} 個のうち残りは Pending のままです。',
    },
    apart: {
      en: 'The {volumes} volumes that fit lie on {nodes} nodes, and the anti-affinity allows one replica per node: of {replicas} replicas only {nodes} run.',
      ja: '使える {volumes} 個のボリュームは {nodes} 個のノードにありますが、anti-affinity ではノードごとにレプリカは 1 個だけです。{replicas} 個のうち {nodes} 個しか動きません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const placement = placementOf(effective);
    for (const { json } of podStorage(effective).claimTemplates) {
      const className = text(json['storageClassName']);
      if (className === undefined || className === '') continue;
      const [storageClass] = context.neighbours.namedAnywhere('StorageClass', className);
      const finding =
        ofClass(className, storageClass, placement) ?? ofVolumes(className, storageClass, placement, context);
      if (!finding) continue;
      yield finding;
      return;
    }
  },
});

function ofClass(className: string, storageClass: Resource | undefined, placement: Placement): Finding | undefined {
  const topologies = list(storageClass?.json['allowedTopologies']).map((term): NodeTerm => {
    const requirements = list(get(term, 'matchLabelExpressions')).flatMap((item): NodeRequirement[] => {
      const key = text(get(item, 'key'));
      const values = list(get(item, 'values')).flatMap((value) => text(value) ?? []);
      return key === undefined ? [] : [{ key: commonName(key), operator: 'In', values, path: [], on: 'label' }];
    });
    return { requirements, path: [] };
  });
  const conflict = conflictOf(topologies, placement);
  return conflict && { ...conflict, params: { ...conflict.params, source: className } };
}

function ofVolumes(
  className: string,
  storageClass: Resource | undefined,
  placement: Placement,
  context: RuleContext,
): Finding | undefined {
  // where volumes are made as they are needed, those that are written are not all there are
  if (!storageClass || text(storageClass.json['provisioner']) !== 'kubernetes.io/no-provisioner') return undefined;
  const volumes = context.neighbours
    .ofKind('PersistentVolume')
    .filter(({ json }) => text(get(json, 'spec', 'storageClassName')) === className);
  const [first] = volumes;
  if (!first) return undefined;
  const terms = volumes.map(({ json }) => termsOf(json));
  if (terms.some((each) => each.length === 0)) return undefined;
  const conflict = conflictOf(terms.flat(), placement);
  if (conflict) return { ...conflict, message: 'volumes', params: { ...conflict.params, source: first.object.name } };
  const { replicas } = placement;
  const nodes = fittingNodes(context);
  if (nodes && tellsLabels(context.nodes) && volumes.length >= replicas) {
    const usable = terms.filter((each) =>
      nodes.some((node) => each.some(({ requirements }) => requirements.every((one) => holds(one, node)))),
    ).length;
    if (usable < replicas) {
      return {
        path: placeOfClass(context),
        at: 'value',
        message: 'unreachable',
        params: { volumes: volumes.length, usable, replicas },
      };
    }
  }
  const apart = placement.podTerms.find(
    (term) =>
      term.kind === 'podAntiAffinity' &&
      term.required &&
      term.topologyKey === HOSTNAME &&
      surelySelectsItself(term, placement, namespaceOf(context.object)),
  );
  if (!apart || volumes.length < replicas) return undefined;
  const homes = new Set<string>();
  for (const each of terms) {
    const values = allowedValues({ nodeSelector: [], terms: each }, HOSTNAME);
    if (!values) return undefined;
    for (const value of values) homes.add(value);
  }
  if (homes.size >= replicas) return undefined;
  return {
    path: apart.path,
    at: 'key',
    message: 'apart',
    params: { volumes: volumes.length, nodes: homes.size, replicas },
  };
}

/** The claim template's class, where it is the only one. */
function placeOfClass(context: RuleContext): Path {
  const templates = podStorage(context.judgement.effective).claimTemplates;
  const found = templates.find(({ json }) => text(json['storageClassName']) !== undefined);
  return found ? [...found.path, 'spec', 'storageClassName'] : ['spec', 'volumeClaimTemplates'];
}

/** `spec.nodeAffinity.required` of a volume, as alternatives */
function termsOf(volume: Resource['json']): readonly NodeTerm[] {
  const required = object(get(volume, 'spec', 'nodeAffinity', 'required'));
  if (!required) return [];
  const asPod = { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } };
  return (placementOfPod(asPod, []).terms ?? []).map(({ path, requirements }) => ({
    path,
    requirements: requirements.map((each) => ({ ...each, key: commonName(each.key) })),
  }));
}

/** Do all alternatives of the one exclude all of the other? Then the first pair that does. */
function conflictOf(theirs: readonly NodeTerm[], placement: Placement): Finding | undefined {
  let found: { readonly own: NodeRequirement; readonly other: NodeRequirement } | undefined;
  if (theirs.length === 0) return undefined;
  for (const ours of alternatives(placement)) {
    // what excludes itself is the matter of node-affinity-impossible
    if (contradiction(ours.requirements)) return undefined;
    for (const { requirements } of theirs) {
      const clash = contradiction([...ours.requirements, ...requirements]);
      if (!clash?.first) return undefined;
      const { first, second } = clash;
      if (requirements.includes(first) === requirements.includes(second)) return undefined;
      found ??= requirements.includes(first) ? { own: second, other: first } : { own: first, other: second };
    }
  }
  if (!found) return undefined;
  const path: Path = found.own.path.length > 0 ? found.own.path : POD;
  return { path, at: 'value', params: { theirs: spell(found.other), ours: spell(found.own) } };
}

/** Drivers name zones and regions after themselves (topology.ebs.csi.aws.com/zone). */
function commonName(key: string): string {
  if (/^topology\.[a-z0-9.-]+\/zone$/.test(key)) return ZONE;
  return /^topology\.[a-z0-9.-]+\/region$/.test(key) ? REGION : key;
}

function spell({ key, operator, values }: NodeRequirement): string {
  if (operator === 'In') return `${key}=${values.join('|')}`;
  return values.length === 0 ? `${key} ${operator}` : `${key} ${operator} [${values.join(', ')}]`;
}
