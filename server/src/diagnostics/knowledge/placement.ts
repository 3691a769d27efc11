/** Where the pods of a workload may run, as the manifest says it: node selector and affinity, tolerations, pod affinity, spread. */
import type { ApiObject, Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { get, type JsonObject, list, nodeOf, number, object, stringMap, text } from '../read';
import { unmet } from '../selectors';

export const POD: Path = ['spec', 'template', 'spec'];
export const NODE_SELECTOR: Path = [...POD, 'nodeSelector'];
export const TOLERATIONS: Path = [...POD, 'tolerations'];
export const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
export const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

export type NodeOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

/** One condition on a node: an entry of the node selector or an expression of a term. */
export interface NodeRequirement {
  readonly key: string;
  readonly operator: NodeOperator;
  readonly values: readonly string[];
  /** the entry of the node selector, or the expression */
  readonly path: Path;
  /** of the node's labels, or of the node itself (`metadata.name`) */
  readonly on: 'label' | 'field';
}

/** A term: all of its requirements must hold. */
export interface NodeTerm {
  readonly requirements: readonly NodeRequirement[];
  readonly path: Path;
}

export interface PodTerm {
  readonly kind: 'podAffinity' | 'podAntiAffinity';
  readonly required: boolean;
  /** where `labelSelector` and `topologyKey` stand */
  readonly path: Path;
  readonly json: JsonObject;
  /** undefined: selects no pod */
  readonly selector: JsonObject | undefined;
  readonly topologyKey: string;
}

export interface SpreadConstraint {
  readonly path: Path;
  readonly json: JsonObject;
  readonly selector: JsonObject | undefined;
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly required: boolean;
}

/** A toleration with its defaults: an empty key, value or effect is one that is not written. */
export interface WrittenToleration {
  readonly key: string;
  readonly operator: 'Exists' | 'Equal' | 'Lt' | 'Gt';
  readonly value: string;
  readonly effect: string;
  readonly tolerationSeconds?: number;
  readonly path: Path;
}

export interface Placement {
  /** of the pod template */
  readonly spec: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly nodeName: string;
  readonly nodeSelector: readonly NodeRequirement[];
  /** required node affinity: one of them must hold; null where nothing is required */
  readonly terms: readonly NodeTerm[] | null;
  readonly preferredTerms: readonly NodeTerm[];
  readonly podTerms: readonly PodTerm[];
  readonly spread: readonly SpreadConstraint[];
  readonly tolerations: readonly WrittenToleration[];
  /** of a StatefulSet */
  readonly replicas: number;
}

const known = new WeakMap<object, Placement>();

/** Placement of a StatefulSet or DaemonSet with defaults filled in; read once for each judged object. */
export function placementOf(effective: Json): Placement {
  if (effective === null || typeof effective !== 'object') return read(effective);
  const before = known.get(effective);
  if (before) return before;
  const placement = read(effective);
  known.set(effective, placement);
  return placement;
}

function read(effective: Json): Placement {
  const spec = object(get(effective, ...POD)) ?? {};
  return {
    ...placementOfPod(spec, POD),
    labels: stringMap(get(effective, 'spec', 'template', 'metadata', 'labels')),
    replicas: number(get(effective, 'spec', 'replicas')) ?? 1,
  };
}

/** The same of a pod's spec alone, of any kind of workload. */
export function placementOfPod(spec: JsonObject, at: Path): Omit<Placement, 'labels' | 'replicas'> {
  const affinity = object(spec['affinity']);
  const node = object(affinity?.['nodeAffinity']);
  const nodeAt = [...at, 'affinity', 'nodeAffinity'];
  const required = object(node?.[REQUIRED]);
  return {
    spec,
    nodeName: text(spec['nodeName']) ?? '',
    nodeSelector: Object.entries(stringMap(spec['nodeSelector'])).map(([key, value]) => ({
      key,
      operator: 'In',
      values: [value],
      path: [...at, 'nodeSelector', key],
      on: 'label',
    })),
    terms: required
      ? list(required['nodeSelectorTerms']).map((term, i) =>
          nodeTerm(term, [...nodeAt, REQUIRED, 'nodeSelectorTerms', i]),
        )
      : null,
    preferredTerms: list(node?.[PREFERRED]).map((term, i) =>
      nodeTerm(get(term, 'preference'), [...nodeAt, PREFERRED, i, 'preference']),
    ),
    podTerms: affinity ? [...podTerms(affinity, 'podAffinity', at), ...podTerms(affinity, 'podAntiAffinity', at)] : [],
    spread: list(spec['topologySpreadConstraints']).flatMap((item, index) => {
      const json = object(item);
      if (!json) return [];
      return {
        path: [...at, 'topologySpreadConstraints', index],
        json,
        selector: object(json['labelSelector']),
        topologyKey: text(json['topologyKey']) ?? '',
        maxSkew: number(json['maxSkew']) ?? 1,
        required: json['whenUnsatisfiable'] !== 'ScheduleAnyway',
      };
    }),
    tolerations: list(spec['tolerations']).flatMap((item, index) => {
      const json = object(item);
      if (!json) return [];
      const seconds = json['tolerationSeconds'];
      return {
        key: text(json['key']) ?? '',
        operator: TOLERATION_OPERATORS.find((each) => each === json['operator']) ?? 'Equal',
        value: text(json['value']) ?? '',
        effect: text(json['effect']) ?? '',
        ...(typeof seconds === 'number' ? { tolerationSeconds: seconds } : {}),
        path: [...at, 'tolerations', index],
      };
    }),
  };
}

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'] as const;
const TOLERATION_OPERATORS = ['Exists', 'Equal', 'Lt', 'Gt'] as const;

function nodeTerm(json: Json | undefined, path: Path): NodeTerm {
  const requirements = (field: 'matchExpressions' | 'matchFields', on: NodeRequirement['on']) =>
    list(get(json, field)).flatMap((item, index): NodeRequirement[] => {
      const operator = OPERATORS.find((each) => each === get(item, 'operator'));
      const key = text(get(item, 'key'));
      if (operator === undefined || key === undefined) return [];
      const values = list(get(item, 'values')).flatMap((value) => text(value) ?? []);
      return [{ key, operator, values, path: [...path, field, index], on }];
    });
  return {
    path,
    requirements: [...requirements('matchExpressions', 'label'), ...requirements('matchFields', 'field')],
  };
}

function podTerms(affinity: JsonObject, kind: PodTerm['kind'], at: Path): readonly PodTerm[] {
  const block = object(affinity[kind]);
  if (!block) return [];
  const term = (json: Json | undefined, required: boolean, path: Path): PodTerm[] => {
    const found = object(json);
    if (!found) return [];
    const selector = object(found['labelSelector']);
    return [{ kind, required, path, json: found, selector, topologyKey: text(found['topologyKey']) ?? '' }];
  };
  const here = [...at, 'affinity', kind];
  return [
    ...list(block[REQUIRED]).flatMap((item, i) => term(item, true, [...here, REQUIRED, i])),
    ...list(block[PREFERRED]).flatMap((item, i) =>
      term(get(item, 'podAffinityTerm'), false, [...here, PREFERRED, i, 'podAffinityTerm']),
    ),
  ];
}

/** The namespace that the object writes; null where it writes none, and may be applied to any. */
export function namespaceOf({ root, namespace }: ApiObject): string | null {
  return nodeOf(root, ['metadata', 'namespace']) ? namespace : null;
}

/** Does a selector of a term or constraint select pods with these labels? One that is not there selects none. */
export function selects(selector: JsonObject | undefined, labels: Readonly<Record<string, string>>): boolean {
  return selector !== undefined && unmet(selector, labels).length === 0;
}

/** May a term look at pods of the namespace that its own pod runs in? (`namespaces` and `namespaceSelector` add up) */
export function looksIntoOwnNamespace(term: PodTerm, namespace: string | null): boolean {
  const names = list(term.json['namespaces']);
  if (namespace === null || names.includes(namespace) || object(term.json['namespaceSelector']) !== undefined)
    return true;
  return names.length === 0;
}

/** Does a term select pods of the very set that carries it? */
export function selectsItself(term: PodTerm, placement: Placement, namespace: string | null): boolean {
  return selects(term.selector, placement.labels) && looksIntoOwnNamespace(term, namespace);
}

/** All requirements that hold for every node that a pod may run on, alternative by alternative. */
export function alternatives(placement: Pick<Placement, 'nodeSelector' | 'terms'>): readonly NodeTerm[] {
  const { nodeSelector, terms } = placement;
  if (terms === null) return [{ requirements: nodeSelector, path: NODE_SELECTOR }];
  return terms.map((term) => ({ path: term.path, requirements: [...nodeSelector, ...term.requirements] }));
}

/**
 * The values that a node label can have on the nodes that the selector and the affinity leave; undefined where they do
 * not say. A term without requirements matches no node and adds none.
 */
export function allowedValues(
  placement: Pick<Placement, 'nodeSelector' | 'terms'>,
  label: string,
): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const { requirements } of alternatives(placement)) {
    const about = requirements.filter(({ key, on }) => on === 'label' && key === label);
    const listed = about.filter(({ operator }) => operator === 'In');
    if (listed.length === 0) return undefined;
    for (const value of listed[0]?.values ?? []) {
      const everywhere = listed.every(({ values }) => values.includes(value));
      const excluded = about.some(({ operator, values }) => operator === 'NotIn' && values.includes(value));
      if (everywhere && !excluded) found.add(value);
    }
  }
  return found;
}

/** The most nodes that a selector by host name, field or template leaves; undefined where any number may fit. */
export function pinnedNodes(placement: Placement): ReadonlySet<string> | undefined {
  if (placement.nodeName !== '') return new Set([placement.nodeName]);
  const byLabel = allowedValues(placement, HOSTNAME);
  if (byLabel) return byLabel;
  const found = new Set<string>();
  for (const { requirements } of alternatives(placement)) {
    const field = requirements.find(({ on, operator }) => on === 'field' && operator === 'In');
    if (!field) return undefined;
    for (const value of field.values) found.add(value);
  }
  return found;
}

export const HOSTNAME = 'kubernetes.io/hostname';
export const ZONE = 'topology.kubernetes.io/zone';
export const REGION = 'topology.kubernetes.io/region';
export const OS = 'kubernetes.io/os';
export const ARCH = 'kubernetes.io/arch';
const OLD_NAMES: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/os': OS,
  'beta.kubernetes.io/arch': ARCH,
  'failure-domain.beta.kubernetes.io/zone': ZONE,
  'failure-domain.beta.kubernetes.io/region': REGION,
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** The present name of a label that nodes carry under an old one too. */
export function presentName(label: string): string {
  return Object.hasOwn(OLD_NAMES, label) ? (OLD_NAMES[label] ?? label) : label;
}

/** {@link allowedValues} of a label under its present or its old name. */
export function allowedValuesOf(placement: Placement, label: string): ReadonlySet<string> | undefined {
  const old = Object.keys(OLD_NAMES).find((name) => OLD_NAMES[name] === label);
  return allowedValues(placement, label) ?? (old === undefined ? undefined : allowedValues(placement, old));
}

/** Topologies from small to large: a node lies in one zone, a zone in one region. */
const SIZES = [HOSTNAME, ZONE, REGION];

/**
 * The most domains of a topology that the pods can reach by what the manifest alone says: n nodes lie in at most n zones.
 * @returns undefined where nothing bounds them
 */
export function domainsAtMost(placement: Placement, topologyKey: string): number | undefined {
  const own = topologyKey === HOSTNAME ? pinnedNodes(placement) : allowedValuesOf(placement, topologyKey);
  let least = own?.size;
  const size = SIZES.indexOf(topologyKey);
  for (const smaller of size > 0 ? SIZES.slice(0, size) : []) {
    const count = smaller === HOSTNAME ? pinnedNodes(placement)?.size : allowedValuesOf(placement, smaller)?.size;
    if (count !== undefined && (least === undefined || count < least)) least = count;
  }
  return least;
}

/** Labels that differ from pod to pod: a term that matches them finds no second pod. */
const PER_POD = ['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index'];

/**
 * Is a term sure to hold between any two pods of the set, whatever their namespace's labels? With `matchLabelKeys` it holds
 * between pods of one revision, which is enough for a set that stands still.
 */
export function surelySelectsItself(term: PodTerm, placement: Placement, namespace: string | null): boolean {
  if (!selects(term.selector, placement.labels)) return false;
  if (list(term.json['mismatchLabelKeys']).length > 0) return false;
  if (list(term.json['matchLabelKeys']).some((key) => PER_POD.some((each) => each === key))) return false;
  const names = list(term.json['namespaces']);
  const byLabels = object(term.json['namespaceSelector']);
  if (names.length === 0 && byLabels === undefined) return true;
  return (
    (namespace !== null && names.includes(namespace)) || (byLabels !== undefined && Object.keys(byLabels).length === 0)
  );
}

/** Is one topology the other or coarser (a zone holds nodes)? Unknown keys are only like themselves. */
export function asCoarseAs(topologyKey: string, other: string): boolean {
  if (topologyKey === other) return true;
  const [size, its] = [SIZES.indexOf(presentName(topologyKey)), SIZES.indexOf(presentName(other))];
  return size >= 0 && its >= 0 && size >= its;
}
