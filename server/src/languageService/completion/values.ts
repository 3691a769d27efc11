/** What can stand as a value: enums, booleans, and names that are defined elsewhere in the text. */

import type { Release } from '../../../../simulator/src/index';
import type { Json } from '../../apiServer/index';
import type { Language, Localized, Neighbours } from '../../diagnostics/index';
import { apiVersionOf, type Field, knownKinds, type ObjectType } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { allowedValues } from '../allowed';
import {
  claimTemplateNames,
  podSpecPath,
  read,
  readList,
  readMap,
  readNumber,
  readString,
  say,
} from '../hover/meanings/subject';
import { KNOWN_NODE_LABELS, KNOWN_TAINTS } from '../hover/wellKnown';
import { own } from '../lookUp';

export interface ValuePlace {
  readonly kind: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly name: string;
  readonly release: Release;
  readonly language: Language;
  /** the object as written, half-typed parts left out */
  readonly json: Json;
  readonly neighbours?: Pick<Neighbours, 'ofKind'>;
}

export interface ValueItem {
  readonly value: string;
  readonly detail?: Localized;
  /** a number, boolean or null: written without quotes even though it looks like one */
  readonly bare?: boolean;
}

const bare = (values: readonly (string | number)[], detail?: Localized): ValueItem[] =>
  values.map((value) => ({ value: String(value), bare: true, ...(detail ? { detail } : {}) }));
const texts = (values: Iterable<string>, detail?: Localized): ValueItem[] =>
  [...new Set(values)].filter((value) => value !== '').map((value) => ({ value, ...(detail ? { detail } : {}) }));

/** Path without list indexes. */
function generic(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

function named(place: ValuePlace, kind: string): ValueItem[] {
  const all = place.neighbours?.ofKind(kind) ?? [];
  const here = all.filter(({ object }) => object.namespace === place.namespace);
  return texts(
    here.map(({ object }) => object.name),
    say(kind, kind),
  );
}

/** Values of the object as a whole. */
const OWN: Readonly<Record<string, (place: ValuePlace) => ValueItem[]>> = {
  kind: (place) => {
    const kinds = [...knownKinds()].sort((a, b) => Number(isWorkload(b)) - Number(isWorkload(a)) || (a < b ? -1 : 1));
    return texts(place.apiVersion === '' ? kinds : kinds.filter((kind) => apiVersionOf(kind) === place.apiVersion));
  },
  apiVersion: (place) => {
    const own = apiVersionOf(place.kind);
    if (own !== null) return texts([own]);
    return texts(['apps/v1', 'v1', ...knownKinds().map((kind) => apiVersionOf(kind) ?? '')]);
  },
  'metadata.namespace': (place) => [
    ...texts(
      (place.neighbours?.ofKind('Namespace') ?? []).map(({ object }) => object.name),
      say('Namespace', 'Namespace'),
    ),
    ...texts(['default', 'kube-system']),
  ],
  'spec.serviceName': (place) => [
    ...named(place, 'Service'),
    ...(place.name === '' ? [] : texts([place.name], say('name of the set', 'StatefulSet の名前'))),
  ],
  'spec.updateStrategy.rollingUpdate.partition': (place) => {
    const replicas = readNumber(place.json, ['spec', 'replicas']) ?? 1;
    return [
      { value: '0', bare: true, detail: say('updates all pods', 'すべての Pod を更新') },
      ...(replicas > 1
        ? [{ value: String(replicas - 1), bare: true, detail: say('one pod first', 'まず 1 つだけ') }]
        : []),
    ];
  },
  'spec.updateStrategy.rollingUpdate.maxUnavailable': (place) =>
    place.kind === 'DaemonSet'
      ? [
          ...bare(['1']),
          ...texts(['10%', '25%']),
          { value: '0', bare: true, detail: say('with maxSurge', 'maxSurge を使うとき') },
        ]
      : [...bare(['1', '2']), ...texts(['25%', '50%'])],
  'spec.updateStrategy.rollingUpdate.maxSurge': () => [...bare(['1', '0']), ...texts(['10%', '25%'])],
  'spec.minReadySeconds': () => bare(['10', '5', '30']),
  'spec.replicas': () => bare(['3', '1', '5']),
  'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': () => texts(['Retain', 'Delete']),
  'spec.persistentVolumeClaimRetentionPolicy.whenScaled': () => texts(['Retain', 'Delete']),
  'spec.volumeClaimTemplates.spec.storageClassName': (place) =>
    texts(
      (place.neighbours?.ofKind('StorageClass') ?? []).map(({ object }) => object.name),
      say('StorageClass', 'StorageClass'),
    ),
  'spec.volumeClaimTemplates.spec.accessModes': () =>
    texts(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany']),
  'spec.volumeClaimTemplates.spec.resources.requests.storage': () => texts(['1Gi', '10Gi', '100Gi']),
  'spec.volumeClaimTemplates.metadata.name': (place) => {
    const known = new Set([...claimTemplateNames(place.json), ...volumeNames(place)]);
    return texts(
      mountNames(place).filter((name) => !known.has(name)),
      say('mounted, not defined yet', 'マウント済み、未定義'),
    );
  },
};

function isWorkload(kind: string): boolean {
  return kind === 'DaemonSet' || kind === 'StatefulSet';
}

function podSpec(place: ValuePlace): Json | undefined {
  const path = podSpecPath(place.kind);
  return path ? read(place.json, path) : undefined;
}

function volumeNames(place: ValuePlace): string[] {
  return readList(podSpec(place), ['volumes']).flatMap((volume) => readString(volume, ['name']) ?? []);
}

function mountNames(place: ValuePlace): string[] {
  return ['containers', 'initContainers'].flatMap((list) =>
    readList(podSpec(place), [list]).flatMap((container) =>
      readList(container, ['volumeMounts']).flatMap((mount) => readString(mount, ['name']) ?? []),
    ),
  );
}

const nodeLabelKeys = (): ValueItem[] =>
  Object.entries(KNOWN_NODE_LABELS)
    .filter(([key]) => !key.includes('beta'))
    .map(([value, detail]) => ({ value, detail }));

const TOPOLOGY = ['topology.kubernetes.io/zone', 'kubernetes.io/hostname', 'topology.kubernetes.io/region'] as const;
const topologyKeys = (): ValueItem[] =>
  TOPOLOGY.map((value) => ({ value, ...(KNOWN_NODE_LABELS[value] ? { detail: KNOWN_NODE_LABELS[value] } : {}) }));

/** Values inside the pod's spec, by path without list indexes. */
const POD: Readonly<Record<string, (place: ValuePlace, path: Path) => ValueItem[]>> = {
  serviceAccountName: (place) => named(place, 'ServiceAccount'),
  priorityClassName: (place) => [
    ...(place.neighbours?.ofKind('PriorityClass') ?? []).map(({ object }) => ({ value: object.name })),
    ...texts(['system-node-critical', 'system-cluster-critical']),
  ],
  'tolerations.key': (place) =>
    Object.entries(KNOWN_TAINTS)
      .filter(([, taint]) => taint.goneSince === undefined || place.release.minor < taint.goneSince)
      .map(([value, taint]) => ({ value, detail: taint.meaning })),
  'topologySpreadConstraints.topologyKey': topologyKeys,
  'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.topologyKey': topologyKeys,
  'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.topologyKey': topologyKeys,
  'affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution.topologyKey': topologyKeys,
  'affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.topologyKey': topologyKeys,
  'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.matchExpressions.key':
    nodeLabelKeys,
  'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.preference.matchExpressions.key':
    nodeLabelKeys,
  'nodeSelector.kubernetes.io/os': () => texts(['linux', 'windows']),
  'nodeSelector.kubernetes.io/arch': () => texts(['amd64', 'arm64']),
  'volumes.configMap.name': (place) => named(place, 'ConfigMap'),
  'volumes.secret.secretName': (place) => named(place, 'Secret'),
  'volumes.persistentVolumeClaim.claimName': (place) => named(place, 'PersistentVolumeClaim'),
  'volumes.name': (place) => {
    const known = new Set([...volumeNames(place), ...claimTemplateNames(place.json)]);
    return texts(
      mountNames(place).filter((name) => !known.has(name)),
      say('mounted, not defined yet', 'マウント済み、未定義'),
    );
  },
  'volumes.emptyDir.medium': () => texts(['Memory']),
};

function mountable(place: ValuePlace): ValueItem[] {
  return [
    ...texts(
      place.kind === 'StatefulSet' ? claimTemplateNames(place.json) : [],
      say('claim template', 'claim テンプレート'),
    ),
    ...texts(volumeNames(place), say('volume', 'ボリューム')),
  ];
}

/** Names and numbers of the ports of the container that a path leads into. */
function portsOf(place: ValuePlace, path: Path): ValueItem[] {
  const spec = podSpecPath(place.kind);
  if (!spec) return [];
  return readList(place.json, [...path.slice(0, spec.length + 2), 'ports']).flatMap((port): ValueItem[] => {
    const name = readString(port, ['name']);
    const number = readNumber(port, ['containerPort']);
    return [
      ...(name === undefined
        ? []
        : [{ value: name, ...(number === undefined ? {} : { detail: say(String(number), String(number)) }) }]),
      ...(number === undefined ? [] : [{ value: String(number), bare: true }]),
    ];
  });
}

const FIELD_PATHS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  "metadata.labels['app']",
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.podIP',
  'status.podIPs',
  'status.hostIP',
  'status.hostIPs',
] as const;

const cpu = (): ValueItem[] => texts(['100m', '250m', '500m', '1']);
const memory = (): ValueItem[] => texts(['128Mi', '256Mi', '512Mi', '1Gi']);

/** Values inside a container, by path without list indexes. */
const CONTAINER: Readonly<Record<string, (place: ValuePlace, path: Path) => ValueItem[]>> = {
  'volumeMounts.name': mountable,
  'volumeDevices.name': mountable,
  ...Object.fromEntries(
    ['readinessProbe', 'livenessProbe', 'startupProbe', 'lifecycle.preStop', 'lifecycle.postStart'].flatMap((where) =>
      ['httpGet', 'tcpSocket'].map((how) => [`${where}.${how}.port`, portsOf]),
    ),
  ),
  ...Object.fromEntries(
    ['readinessProbe', 'livenessProbe', 'startupProbe'].map((where) => [
      `${where}.grpc.port`,
      (place: ValuePlace, path: Path) => portsOf(place, path).filter((item) => item.bare === true),
    ]),
  ),
  'env.valueFrom.fieldRef.fieldPath': (place) => [
    ...texts(FIELD_PATHS),
    ...(place.kind === 'StatefulSet' ? texts(["metadata.labels['apps.kubernetes.io/pod-index']"]) : []),
  ],
  'env.valueFrom.configMapKeyRef.name': (place) => named(place, 'ConfigMap'),
  'env.valueFrom.secretKeyRef.name': (place) => named(place, 'Secret'),
  'envFrom.configMapRef.name': (place) => named(place, 'ConfigMap'),
  'envFrom.secretRef.name': (place) => named(place, 'Secret'),
  'resources.requests.cpu': cpu,
  'resources.limits.cpu': cpu,
  'resources.requests.memory': memory,
  'resources.limits.memory': memory,
  'securityContext.capabilities.drop': () => texts(['ALL']),
  'securityContext.capabilities.add': () =>
    texts(['NET_ADMIN', 'NET_BIND_SERVICE', 'NET_RAW', 'SYS_ADMIN', 'SYS_PTRACE']),
};

const CONTAINER_LISTS = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function inPod(place: ValuePlace, path: Path): ValueItem[] | undefined {
  const spec = podSpecPath(place.kind);
  if (!spec?.every((step, at) => path[at] === step)) return undefined;
  const rest = path.slice(spec.length);
  const [list, index] = rest;
  if (typeof list === 'string' && CONTAINER_LISTS.has(list) && typeof index === 'number') {
    if (list === 'initContainers' && generic(rest.slice(2)) === 'restartPolicy') return texts(['Always']);
    return own(CONTAINER, generic(rest.slice(2)))?.(place, path);
  }
  return own(POD, generic(rest))?.(place, path);
}

/** A label of the selector is one of the template's, and the other way round. */
function label(place: ValuePlace, path: Path): ValueItem[] | undefined {
  const key = String(path.at(-1));
  const partner = generic(path.slice(0, -1));
  const from =
    partner === 'spec.selector.matchLabels'
      ? ['spec', 'template', 'metadata', 'labels']
      : partner === 'spec.template.metadata.labels'
        ? ['spec', 'selector', 'matchLabels']
        : null;
  if (!from) return undefined;
  const value = own(readMap(place.json, from), key);
  return typeof value === 'string' ? texts([value]) : undefined;
}

/**
 * Values for the field at a path (from the object's root), the most likely first.
 * @param field what the release knows of it; null where it knows nothing
 * @param owner the type that has the field; null at the root
 */
export function valuesFor(
  field: Field | null,
  owner: ObjectType | null,
  path: Path,
  place: ValuePlace,
): readonly ValueItem[] {
  const special = label(place, path) ?? inPod(place, path) ?? own(OWN, generic(path))?.(place);
  if (special && special.length > 0) {
    return special.filter((item, at) => special.findIndex((other) => other.value === item.value) === at);
  }
  if (!field) return [];
  const allowed = owner && allowedValues(field, owner, place.kind, place.release);
  if (allowed) {
    const values = allowed.filter((value) => value !== '').map((value): ValueItem => ({ value }));
    const byDefault = field.default?.kind === 'value' ? String(field.default.value) : null;
    return [...values].sort((a, b) => Number(b.value === byDefault) - Number(a.value === byDefault));
  }
  if (field.shape.kind === 'scalar' && field.shape.scalar === 'boolean') return bare(['true', 'false']);
  if (field.default?.kind === 'value' && typeof field.default.value !== 'object') {
    const octal = /mode$/i.test(field.name) && typeof field.default.value === 'number';
    return bare([octal ? `0${Number(field.default.value).toString(8)}` : String(field.default.value)]);
  }
  return [];
}

/** Keys of a map: labels that stand on the other side, well-known labels, names of resources; with the value to go with. */
export function mapKeysFor(
  path: Path,
  place: ValuePlace,
): readonly { readonly key: string; readonly value?: string; readonly detail?: Localized }[] {
  const where = generic(path);
  const pairs = (from: Path) =>
    Object.entries(readMap(place.json, from)).flatMap(([key, value]) =>
      typeof value === 'string' ? [{ key, value }] : [],
    );
  switch (where) {
    case 'spec.selector.matchLabels':
      return pairs(['spec', 'template', 'metadata', 'labels']);
    case 'spec.template.metadata.labels':
      return pairs(['spec', 'selector', 'matchLabels']);
    default:
      break;
  }
  const spec = podSpecPath(place.kind);
  if (spec && where === `${spec.join('.')}.nodeSelector`)
    return nodeLabelKeys().map(({ value, ...rest }) => ({ key: value, ...rest }));
  const last = path.at(-1);
  if ((last === 'requests' || last === 'limits') && path.at(-2) === 'resources') {
    return path.includes('volumeClaimTemplates')
      ? [{ key: 'storage' }]
      : [{ key: 'cpu' }, { key: 'memory' }, { key: 'ephemeral-storage' }];
  }
  if (last === 'matchLabels') return pairs(['spec', 'template', 'metadata', 'labels']);
  if (where === 'metadata.labels') {
    return [
      'app.kubernetes.io/name',
      'app.kubernetes.io/instance',
      'app.kubernetes.io/version',
      'app.kubernetes.io/component',
      'app.kubernetes.io/part-of',
    ].map((key) => ({ key }));
  }
  return [];
}
