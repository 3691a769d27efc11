/** The kinds that rules know beside the two, and the API groups that mean what the names say. */
import type { ApiObject } from '../apiServer/index';

interface KindFacts {
  /** API group, `''` for the core group */
  readonly groups: readonly string[];
  readonly cluster?: true;
}

const APPS: KindFacts = { groups: ['apps', 'extensions'] };
const BATCH: KindFacts = { groups: ['batch'] };
const CORE: KindFacts = { groups: [''] };
const CORE_CLUSTER: KindFacts = { groups: [''], cluster: true };
const RBAC: KindFacts = { groups: ['rbac.authorization.k8s.io'] };

/** The kinds that rules know, with the API groups that mean what the name says: `serving.knative.dev` has Services too. */
export const RESOURCE_KINDS: Readonly<Record<string, KindFacts>> = {
  StatefulSet: APPS,
  DaemonSet: APPS,
  Deployment: APPS,
  ReplicaSet: APPS,
  Job: BATCH,
  CronJob: BATCH,
  Pod: CORE,
  Service: CORE,
  ConfigMap: CORE,
  Secret: CORE,
  ServiceAccount: CORE,
  PersistentVolumeClaim: CORE,
  PersistentVolume: CORE_CLUSTER,
  Namespace: CORE_CLUSTER,
  Node: CORE_CLUSTER,
  ResourceQuota: CORE,
  LimitRange: CORE,
  Endpoints: CORE,
  EndpointSlice: { groups: ['discovery.k8s.io'] },
  PodDisruptionBudget: { groups: ['policy'] },
  HorizontalPodAutoscaler: { groups: ['autoscaling'] },
  VerticalPodAutoscaler: { groups: ['autoscaling.k8s.io'] },
  ScaledObject: { groups: ['keda.sh'] },
  NetworkPolicy: { groups: ['networking.k8s.io'] },
  Ingress: { groups: ['networking.k8s.io', 'extensions'] },
  StorageClass: { groups: ['storage.k8s.io'], cluster: true },
  VolumeAttributesClass: { groups: ['storage.k8s.io'], cluster: true },
  VolumeSnapshot: { groups: ['snapshot.storage.k8s.io'] },
  VolumeSnapshotClass: { groups: ['snapshot.storage.k8s.io'], cluster: true },
  CSIDriver: { groups: ['storage.k8s.io'], cluster: true },
  PriorityClass: { groups: ['scheduling.k8s.io'], cluster: true },
  PodSecurityPolicy: { groups: ['policy', 'extensions'], cluster: true },
  RuntimeClass: { groups: ['node.k8s.io'], cluster: true },
  Role: RBAC,
  RoleBinding: RBAC,
  ClusterRole: { ...RBAC, cluster: true },
  ClusterRoleBinding: { ...RBAC, cluster: true },
  ServiceMonitor: { groups: ['monitoring.coreos.com'] },
  PodMonitor: { groups: ['monitoring.coreos.com'] },
  ValidatingWebhookConfiguration: { groups: ['admissionregistration.k8s.io'], cluster: true },
  MutatingWebhookConfiguration: { groups: ['admissionregistration.k8s.io'], cluster: true },
};

/** Is the object one of the kinds that rules know, in the group that the name stands for? */
export function isKnownResource({ apiVersion, kind }: Pick<ApiObject, 'apiVersion' | 'kind'>): boolean {
  const facts = Object.hasOwn(RESOURCE_KINDS, kind) ? RESOURCE_KINDS[kind] : undefined;
  if (!facts) return false;
  const slash = apiVersion.indexOf('/');
  return facts.groups.includes(slash < 0 ? '' : apiVersion.slice(0, slash));
}

/** A list may hold objects of any kind. */
export function isList(kind: string): boolean {
  return kind === 'List' || (kind.endsWith('List') && Object.hasOwn(RESOURCE_KINDS, kind.slice(0, -'List'.length)));
}

/** May the index be asked for a document of that kind? */
export function isIndexed(kind: string): boolean {
  return Object.hasOwn(RESOURCE_KINDS, kind) || isList(kind);
}

/** Kinds that have a selector which says whose pods (or Services) they mean. */
export const SELECTING: ReadonlySet<string> = new Set([
  'Service',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'StatefulSet',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'ServiceMonitor',
  'PodMonitor',
]);
