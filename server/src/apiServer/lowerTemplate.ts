/** What controllers, scheduler and kubelet look at in a pod template. */
import type {
  LabelSelector,
  LabelSelectorRequirement,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityTerm,
  PodTemplate,
  SpreadConstraint,
  Toleration,
} from '../../../simulator/src/index';
import type { Json } from './judgement';
import { count, type JsonObject, listIn, objectIn, objectsIn, textIn, textsIn } from './readJson';
import { parseQuantity } from './validation/quantity';

/** JSON with sorted keys: equal texts for equal values. */
function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const object = value as JsonObject;
  const entries = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}

const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const;
const LABEL_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;

function requirements<Operator extends string>(
  object: JsonObject,
  key: string,
  operators: readonly Operator[],
): readonly { readonly key: string; readonly operator: Operator; readonly values?: readonly string[] }[] {
  return objectsIn(object, key).flatMap((item) => {
    const operator = operators.find((known) => known === item['operator']);
    if (operator === undefined) return [];
    const values = listIn(item, 'values').filter((value): value is string => typeof value === 'string');
    return [{ key: textIn(item, 'key'), operator, ...(values.length === 0 ? {} : { values }) }];
  });
}

export function lowerSelector(selector: JsonObject): LabelSelector {
  const matchLabels = textsIn(selector, 'matchLabels');
  const matchExpressions: readonly LabelSelectorRequirement[] = requirements(
    selector,
    'matchExpressions',
    LABEL_OPERATORS,
  );
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
  };
}

function nodeTerms(podSpec: JsonObject): readonly NodeSelectorTerm[] | undefined {
  const affinity = objectIn(objectIn(podSpec, 'affinity'), 'nodeAffinity');
  const required = affinity['requiredDuringSchedulingIgnoredDuringExecution'];
  if (typeof required !== 'object' || required === null || Array.isArray(required)) return undefined;
  return objectsIn(required as JsonObject, 'nodeSelectorTerms').map((term) => {
    const matchExpressions: readonly NodeSelectorRequirement[] = requirements(term, 'matchExpressions', NODE_OPERATORS);
    const matchFields: readonly NodeSelectorRequirement[] = requirements(term, 'matchFields', NODE_OPERATORS);
    return {
      ...(matchExpressions.length === 0 ? {} : { matchExpressions }),
      ...(matchFields.length === 0 ? {} : { matchFields }),
    };
  });
}

function podTerms(podSpec: JsonObject, which: 'podAffinity' | 'podAntiAffinity'): readonly PodAffinityTerm[] {
  const affinity = objectIn(objectIn(podSpec, 'affinity'), which);
  return objectsIn(affinity, 'requiredDuringSchedulingIgnoredDuringExecution').map((term) => ({
    topologyKey: textIn(term, 'topologyKey'),
    ...('labelSelector' in term ? { labelSelector: lowerSelector(objectIn(term, 'labelSelector')) } : {}),
  }));
}

const REVISION_LABEL = 'controller-revision-hash';

function spreadConstraints(podSpec: JsonObject): readonly SpreadConstraint[] {
  return objectsIn(podSpec, 'topologySpreadConstraints')
    .filter((item) => item['whenUnsatisfiable'] === 'DoNotSchedule')
    .map((item) => {
      const keys = listIn(item, 'matchLabelKeys').filter((key): key is string => typeof key === 'string');
      return {
        maxSkew: count(item['maxSkew'], 1),
        topologyKey: textIn(item, 'topologyKey'),
        ...('labelSelector' in item ? { labelSelector: lowerSelector(objectIn(item, 'labelSelector')) } : {}),
        minDomains: count(item['minDomains'], 1),
        honorAffinity: item['nodeAffinityPolicy'] !== 'Ignore',
        honorTaints: item['nodeTaintsPolicy'] === 'Honor',
        matchLabelKeys: keys.filter((key) => key !== REVISION_LABEL),
        sameRevision: keys.includes(REVISION_LABEL),
      };
    });
}

const TOLERATION_OPERATORS = ['Exists', 'Equal', 'Lt', 'Gt'] as const;

function tolerations(podSpec: JsonObject): readonly Toleration[] {
  return objectsIn(podSpec, 'tolerations').map((item) => {
    const operator = TOLERATION_OPERATORS.find((known) => known === item['operator']);
    const seconds = item['tolerationSeconds'];
    return {
      ...(textIn(item, 'key') === '' ? {} : { key: textIn(item, 'key') }),
      ...(operator === undefined ? {} : { operator }),
      ...(textIn(item, 'value') === '' ? {} : { value: textIn(item, 'value') }),
      ...(textIn(item, 'effect') === '' ? {} : { effect: textIn(item, 'effect') }),
      ...(typeof seconds === 'number' ? { tolerationSeconds: seconds } : {}),
    };
  });
}

interface Amounts {
  readonly cpu: bigint;
  readonly memory: bigint;
}

const NONE: Amounts = { cpu: 0n, memory: 0n };

function plus(a: Amounts, b: Amounts): Amounts {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function greater(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Amount of a resource in billionths: the request, else the limit, which the server fills in on the pod. */
function amount(resources: JsonObject, resource: 'cpu' | 'memory'): bigint | null {
  for (const list of ['requests', 'limits']) {
    const quantity = parseQuantity(objectIn(resources, list)[resource]);
    if (quantity !== null) return quantity.nano > 0n ? quantity.nano : 0n;
  }
  return null;
}

function amounts(holder: JsonObject): Amounts {
  const resources = objectIn(holder, 'resources');
  return { cpu: amount(resources, 'cpu') ?? 0n, memory: amount(resources, 'memory') ?? 0n };
}

function isSidecar(container: JsonObject): boolean {
  return container['restartPolicy'] === 'Always';
}

/**
 * Requests of a pod: containers and sidecars together, or the largest moment of the init phase, whichever is more; a
 * pod-level request replaces the sum; overhead comes on top.
 * Upstream: `PodRequests` of component-helpers/resource, 1.32.
 */
function podRequests(podSpec: JsonObject): PodTemplate['requests'] {
  let running = objectsIn(podSpec, 'containers').map(amounts).reduce(plus, NONE);
  let sidecars = NONE;
  let starting = NONE;
  for (const container of objectsIn(podSpec, 'initContainers')) {
    const own = amounts(container);
    if (isSidecar(container)) {
      sidecars = plus(sidecars, own);
      running = plus(running, own);
      continue;
    }
    const now = plus(sidecars, own);
    starting = { cpu: greater(starting.cpu, now.cpu), memory: greater(starting.memory, now.memory) };
  }
  const podLevel = objectIn(podSpec, 'resources');
  const overhead = objectIn(podSpec, 'overhead');
  const total = (resource: 'cpu' | 'memory'): bigint => {
    const own = amount(podLevel, resource) ?? greater(running[resource], starting[resource]);
    return own + (parseQuantity(overhead[resource])?.nano ?? 0n);
  };
  const milli = 1_000_000n;
  const whole = 1_000_000_000n;
  return {
    cpuMillis: Number((total('cpu') + milli - 1n) / milli),
    memoryBytes: Number((total('memory') + whole - 1n) / whole),
  };
}

/** Host ports of containers and sidecars; with hostNetwork every port is one (filled in on the pod). */
function hostPorts(podSpec: JsonObject): PodTemplate['hostPorts'] {
  const onHost = podSpec['hostNetwork'] === true;
  const holders = [...objectsIn(podSpec, 'containers'), ...objectsIn(podSpec, 'initContainers').filter(isSidecar)];
  return holders.flatMap((container) =>
    objectsIn(container, 'ports').flatMap((item) => {
      const port = count(item['hostPort'], 0) || (onHost ? count(item['containerPort'], 0) : 0);
      const protocol = textIn(item, 'protocol') || 'TCP';
      return port === 0 ? [] : [{ port, protocol, hostIP: textIn(item, 'hostIP') || '0.0.0.0' }];
    }),
  );
}

/** Seconds that the probes of a container take at least, each succeeding at its first try. */
function probeDelay(container: JsonObject): number {
  const delay = (name: string): number => {
    const probe = objectIn(container, name);
    if (!(name in container)) return 0;
    const more = Math.max(0, count(probe['successThreshold'], 1) - 1);
    return count(probe['initialDelaySeconds'], 0) + more * count(probe['periodSeconds'], 10);
  };
  return delay('startupProbe') + delay('readinessProbe');
}

/**
 * @param template `spec.template` as the server stores it
 * @returns null where there is no container
 */
export function lowerTemplate(template: JsonObject): PodTemplate | null {
  const podSpec = objectIn(template, 'spec');
  const containers = objectsIn(podSpec, 'containers');
  if (containers.length === 0) return null;
  const nodeSelector = textsIn(podSpec, 'nodeSelector');
  const terms = nodeTerms(podSpec);
  const spread = spreadConstraints(podSpec);
  const [near, apart] = [podTerms(podSpec, 'podAffinity'), podTerms(podSpec, 'podAntiAffinity')];
  return {
    fingerprint: canonicalJson(template),
    labels: textsIn(objectIn(template, 'metadata'), 'labels'),
    tolerations: tolerations(podSpec),
    hostNetwork: podSpec['hostNetwork'] === true,
    hostPorts: hostPorts(podSpec),
    requests: podRequests(podSpec),
    terminationGracePeriodSeconds: count(podSpec['terminationGracePeriodSeconds'], 30),
    readinessInitialDelaySeconds: Math.max(0, ...containers.map(probeDelay)),
    hasReadinessProbe: containers.some((container) => 'readinessProbe' in container),
    images: containers.map((container) => textIn(container, 'image')),
    ...(textIn(podSpec, 'nodeName') === '' ? {} : { nodeName: textIn(podSpec, 'nodeName') }),
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(terms === undefined ? {} : { requiredNodeAffinity: terms }),
    ...(near.length === 0 ? {} : { requiredPodAffinity: near }),
    ...(apart.length === 0 ? {} : { requiredPodAntiAffinity: apart }),
    ...(spread.length === 0 ? {} : { topologySpread: spread }),
  };
}
