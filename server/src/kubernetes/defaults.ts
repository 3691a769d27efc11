/**
 * What the API server fills in, by type and field, where the default does not depend on anything else. The words stand for
 * those that do; `apiServer/defaults.ts` computes them.
 * Upstream: pkg/apis/core/v1/defaults.go, pkg/apis/apps/v1/defaults.go, and the declarative defaults of the API types.
 */
import type { DefaultValue } from './shape';

type Literal = string | number | boolean | Readonly<Record<string, never>>;

/** Fields that take this value when they are absent (or hold Go's zero value, where they are no pointer). */
export const LITERAL_DEFAULTS: Readonly<Record<string, Readonly<Record<string, Literal>>>> = {
  'apps.v1.StatefulSetSpec': { replicas: 1, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10 },
  'apps.v1.StatefulSetUpdateStrategy': { type: 'RollingUpdate' },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain', whenScaled: 'Retain' },
  'apps.v1.StatefulSetOrdinals': { start: 0 },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: 0 },
  'apps.v1.DaemonSetSpec': { revisionHistoryLimit: 10 },
  'apps.v1.DaemonSetUpdateStrategy': { type: 'RollingUpdate' },
  'apps.v1.RollingUpdateDaemonSet': { maxUnavailable: 1, maxSurge: 0 },
  'apps.v1.DeploymentSpec': { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  'apps.v1.DeploymentStrategy': { type: 'RollingUpdate' },
  'apps.v1.RollingUpdateDeployment': { maxUnavailable: '25%', maxSurge: '25%' },
  'core.v1.PodSpec': {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
    securityContext: {},
  },
  'core.v1.Container': { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  'core.v1.EphemeralContainer': { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  'core.v1.ContainerPort': { protocol: 'TCP' },
  'core.v1.Probe': { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  'core.v1.HTTPGetAction': { path: '/', scheme: 'HTTP' },
  'core.v1.GRPCAction': { service: '' },
  'core.v1.ObjectFieldSelector': { apiVersion: 'v1' },
  'core.v1.ResourceFieldSelector': { divisor: '0' },
  'core.v1.FileKeySelector': { optional: false },
  'core.v1.ConfigMapVolumeSource': { defaultMode: 420 },
  'core.v1.SecretVolumeSource': { defaultMode: 420 },
  'core.v1.DownwardAPIVolumeSource': { defaultMode: 420 },
  'core.v1.ProjectedVolumeSource': { defaultMode: 420 },
  'core.v1.ServiceAccountTokenProjection': { expirationSeconds: 3600 },
  'core.v1.HostPathVolumeSource': { type: '' },
  'core.v1.ISCSIVolumeSource': { iscsiInterface: 'default' },
  'core.v1.RBDVolumeSource': { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  'core.v1.AzureDiskVolumeSource': { cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false },
  'core.v1.ScaleIOVolumeSource': { storageMode: 'ThinProvisioned', fsType: 'xfs' },
  'core.v1.PersistentVolumeClaimSpec': { volumeMode: 'Filesystem' },
  'core.v1.PersistentVolumeClaimStatus': { phase: 'Pending' },
};

const word = (en: string, ja: string): DefaultValue => ({ kind: 'words', words: { en, ja } });

const PULL_POLICY = word(
  '`Always` if the image tag is `latest` or missing (and there is no digest), else `IfNotPresent`',
  'イメージのタグが `latest` または無指定 (ダイジェストも無し) なら `Always`、それ以外は `IfNotPresent`',
);

/** Defaults that depend on other fields, in words. */
export const WORDED_DEFAULTS: Readonly<Record<string, Readonly<Record<string, DefaultValue>>>> = {
  'core.v1.Container': { imagePullPolicy: PULL_POLICY },
  'core.v1.EphemeralContainer': { imagePullPolicy: PULL_POLICY },
  'core.v1.ImageVolumeSource': { pullPolicy: PULL_POLICY },
  'core.v1.Volume': {
    emptyDir: word('`{}` if no other source is given', '他のソースが無い場合は `{}`'),
  },
  'core.v1.PodSpec': {
    serviceAccount: word('the value of `serviceAccountName`', '`serviceAccountName` と同じ値'),
    serviceAccountName: word(
      'the value of `serviceAccount`; in the pod `default`',
      '`serviceAccount` と同じ値。Pod では `default`',
    ),
    enableServiceLinks: word('`true`, filled in on the pod', '`true` (Pod に補われる)'),
  },
  'core.v1.ResourceRequirements': {
    requests: word('the limits, filled in on the pod', 'limits と同じ値 (Pod に補われる)'),
  },
  'apps.v1.RollingUpdateStatefulSetStrategy': {
    maxUnavailable: word('1, where the release supports the field', '1 (フィールドに対応するリリースの場合)'),
  },
  'core.v1.Toleration': { operator: word('taken as `Equal`', '`Equal` とみなされる') },
  'core.v1.SecurityContext': {
    allowPrivilegeEscalation: word(
      'taken as `true` for privileged containers and those with CAP_SYS_ADMIN; else left to the runtime',
      '特権コンテナと CAP_SYS_ADMIN 付きコンテナでは `true` とみなされ、それ以外はランタイムに従う',
    ),
  },
};
