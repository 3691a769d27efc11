/** Which fields fit into a place, and in which order. */
import type { Release } from '../../../../simulator/src/index';
import {
  type ApiGate,
  type Field,
  fieldsOf,
  gateEnabled,
  type ObjectType,
  shortTypeName,
} from '../../kubernetes/index';

/** What decides, beside the type, whether a field is offered. */
export interface FieldPlace {
  /** kind of the object around */
  readonly kind: string;
  readonly release: Release;
  readonly existing: readonly string[];
  /** steps from the object's root */
  readonly path: readonly (string | number)[];
  /** `spec.updateStrategy.type` as written */
  readonly strategy?: string;
}

/** Fields that the server or a controller writes. */
const NOT_BY_HAND: Readonly<Record<string, readonly string[]>> = {
  ObjectMeta: [
    'creationTimestamp',
    'deletionGracePeriodSeconds',
    'deletionTimestamp',
    'generation',
    'managedFields',
    'resourceVersion',
    'selfLink',
    'uid',
  ],
  PersistentVolumeClaim: ['apiVersion', 'kind', 'status'],
  StatefulSet: ['status'],
  DaemonSet: ['status'],
  Deployment: ['status'],
  Service: ['status'],
  PodDisruptionBudget: ['status'],
};

/** Fields that the server refuses in the template of the two kinds, or that a controller overwrites there. */
const NOT_IN_TEMPLATE: readonly string[] = ['PodSpec.activeDeadlineSeconds', 'PodSpec.ephemeralContainers'];
const NOT_IN_STATEFUL_SET: readonly string[] = ['PodSpec.hostname', 'PodSpec.subdomain'];
const TEMPLATE_METADATA: readonly string[] = ['labels', 'annotations'];

/** Fields that a server drops while a gate is off. */
const GATED: Readonly<Record<string, ApiGate>> = {
  'RollingUpdateStatefulSetStrategy.maxUnavailable': 'MaxUnavailableStatefulSet',
  'StatefulSetSpec.ordinals': 'StatefulSetStartOrdinal',
  'StatefulSetSpec.persistentVolumeClaimRetentionPolicy': 'StatefulSetAutoDeletePVC',
  'PodSpec.hostUsers': 'UserNamespacesSupport',
  'PodSpec.resources': 'PodLevelResources',
  'PodSpec.schedulingGroup': 'GenericWorkload',
  'PodSpec.workloadRef': 'GenericWorkload',
  'PodSpec.resourceClaims': 'DynamicResourceAllocation',
  'ResourceRequirements.claims': 'DynamicResourceAllocation',
  'PodSpec.hostnameOverride': 'HostnameOverride',
  'Container.restartPolicyRules': 'ContainerRestartRules',
  'Container.resizePolicy': 'InPlacePodVerticalScaling',
  'Lifecycle.stopSignal': 'ContainerStopSignals',
  'LifecycleHandler.sleep': 'PodLifecycleSleepAction',
  'EnvVarSource.fileKeyRef': 'EnvFiles',
  'Volume.image': 'ImageVolume',
  'VolumeMount.recursiveReadOnly': 'RecursiveReadOnlyMounts',
  'VolumeProjection.podCertificate': 'PodCertificateRequest',
  'VolumeProjection.clusterTrustBundle': 'ClusterTrustBundleProjection',
  'PodSecurityContext.supplementalGroupsPolicy': 'SupplementalGroupsPolicy',
  'PodSecurityContext.seLinuxChangePolicy': 'SELinuxChangePolicy',
};

/** Fields that are alpha, and off, in every release so far. */
const ALPHA: ReadonlySet<string> = new Set([
  'PodSpec.evictionResponders',
  'VolumeMount.bindMountOptions',
  'EmptyDirVolumeSource.mode',
  'HTTPGetAction.protocol',
  'GRPCAction.mode',
  ...['ConfigMapVolumeSource', 'SecretVolumeSource', 'ProjectedVolumeSource', 'DownwardAPIVolumeSource'].map(
    (type) => `${type}.defaultUser`,
  ),
  ...[
    'ClusterTrustBundleProjection',
    'DownwardAPIVolumeFile',
    'KeyToPath',
    'PodCertificateProjection',
    'ServiceAccountTokenProjection',
  ].map((type) => `${type}.user`),
]);

/** Of these one may be set; once it is there, the others are not offered. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  Probe: ['exec', 'grpc', 'httpGet', 'tcpSocket'],
  LifecycleHandler: ['exec', 'httpGet', 'sleep', 'tcpSocket'],
  EnvVar: ['value', 'valueFrom'],
  EnvVarSource: ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'],
  EnvFromSource: ['configMapRef', 'secretRef'],
  VolumeMount: ['subPath', 'subPathExpr'],
  PodDisruptionBudgetSpec: ['maxUnavailable', 'minAvailable'],
};

/** What people write most, in the order in which they write it. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  StatefulSet: ['apiVersion', 'kind', 'metadata', 'spec'],
  DaemonSet: ['apiVersion', 'kind', 'metadata', 'spec'],
  StatefulSetSpec: [
    'serviceName',
    'replicas',
    'selector',
    'template',
    'volumeClaimTemplates',
    'updateStrategy',
    'podManagementPolicy',
    'minReadySeconds',
    'persistentVolumeClaimRetentionPolicy',
  ],
  DaemonSetSpec: ['selector', 'template', 'updateStrategy', 'minReadySeconds'],
  StatefulSetUpdateStrategy: ['type', 'rollingUpdate'],
  DaemonSetUpdateStrategy: ['type', 'rollingUpdate'],
  RollingUpdateDaemonSet: ['maxUnavailable', 'maxSurge'],
  ObjectMeta: ['name', 'namespace', 'labels', 'annotations'],
  LabelSelector: ['matchLabels', 'matchExpressions'],
  PodTemplateSpec: ['metadata', 'spec'],
  PodSpec: [
    'containers',
    'initContainers',
    'volumes',
    'serviceAccountName',
    'tolerations',
    'nodeSelector',
    'affinity',
    'topologySpreadConstraints',
    'securityContext',
    'terminationGracePeriodSeconds',
    'priorityClassName',
    'imagePullSecrets',
    'hostNetwork',
  ],
  Container: [
    'name',
    'image',
    'command',
    'args',
    'env',
    'envFrom',
    'ports',
    'readinessProbe',
    'livenessProbe',
    'startupProbe',
    'resources',
    'volumeMounts',
    'securityContext',
    'lifecycle',
    'imagePullPolicy',
  ],
  Volume: [
    'name',
    'configMap',
    'secret',
    'emptyDir',
    'hostPath',
    'persistentVolumeClaim',
    'projected',
    'downwardAPI',
    'csi',
  ],
  VolumeMount: ['name', 'mountPath', 'readOnly', 'subPath'],
  ContainerPort: ['name', 'containerPort', 'protocol', 'hostPort'],
  EnvVar: ['name', 'value', 'valueFrom'],
  Probe: [
    'httpGet',
    'tcpSocket',
    'exec',
    'grpc',
    'initialDelaySeconds',
    'periodSeconds',
    'timeoutSeconds',
    'failureThreshold',
  ],
  ResourceRequirements: ['requests', 'limits'],
  Toleration: ['key', 'operator', 'value', 'effect', 'tolerationSeconds'],
  PersistentVolumeClaim: ['metadata', 'spec'],
  PersistentVolumeClaimSpec: ['accessModes', 'resources', 'storageClassName', 'volumeMode'],
  SecurityContext: ['runAsNonRoot', 'runAsUser', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'capabilities'],
  PodSecurityContext: ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'fsGroup', 'seccompProfile'],
};

/** Volume sources of storage that has moved to CSI drivers, and other fields that are on their way out. */
const OUTDATED: ReadonlySet<string> = new Set([
  ...[
    'awsElasticBlockStore',
    'azureDisk',
    'azureFile',
    'cephfs',
    'cinder',
    'flexVolume',
    'flocker',
    'gcePersistentDisk',
    'gitRepo',
    'glusterfs',
    'photonPersistentDisk',
    'portworxVolume',
    'quobyte',
    'rbd',
    'scaleIO',
    'storageos',
    'vsphereVolume',
  ].map((source) => `Volume.${source}`),
  'PodSpec.serviceAccount',
]);

const isWorkload = (kind: string) => kind === 'DaemonSet' || kind === 'StatefulSet';

function fits(type: string, name: string, place: FieldPlace): boolean {
  const key = `${type}.${name}`;
  const { kind, existing, path, release, strategy } = place;
  if (existing.includes(name) || NOT_BY_HAND[type]?.includes(name)) return false;
  if (ALPHA.has(key)) return false;
  const gate = GATED[key];
  if (gate !== undefined && !gateEnabled(gate, release)) return false;
  if (isWorkload(kind) && NOT_IN_TEMPLATE.includes(key)) return false;
  if (kind === 'StatefulSet' && NOT_IN_STATEFUL_SET.includes(key)) return false;
  if (type === 'ObjectMeta' && path.includes('template')) return TEMPLATE_METADATA.includes(name);
  if (type === 'ObjectMeta' && path.includes('volumeClaimTemplates')) {
    return name === 'name' || TEMPLATE_METADATA.includes(name);
  }
  if (key === 'StatefulSetUpdateStrategy.rollingUpdate' || key === 'DaemonSetUpdateStrategy.rollingUpdate') {
    return strategy === undefined || strategy === 'RollingUpdate';
  }
  const group = ONE_OF[type];
  if (group?.includes(name) && group.some((other) => existing.includes(other))) return false;
  // a volume has its name and one source
  return !(type === 'Volume' && name !== 'name' && existing.some((other) => other !== 'name'));
}

export interface RankedField {
  readonly field: Field;
  /** sorts like the order in which they are shown: required first, then the usual, then the rest */
  readonly rank: string;
}

/** Fields of a type that can be written at a place, the most likely first. */
export function fieldsFor(type: ObjectType, place: FieldPlace): readonly RankedField[] {
  const short = shortTypeName(type.name);
  const usual = USUAL[short] ?? [];
  return fieldsOf(type, place.release)
    .filter((field) => fits(short, field.name, place))
    .map((field) => {
      const at = usual.indexOf(field.name);
      const group = field.required ? '0' : at >= 0 ? '1' : OUTDATED.has(`${short}.${field.name}`) ? '3' : '2';
      return { field, rank: `${group}${String(at < 0 ? 99 : at).padStart(2, '0')}${field.name}` };
    })
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
}
