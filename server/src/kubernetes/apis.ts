/**
 * Which API versions serve a kind, and until when. Upstream: the deprecated API migration guide and the
 * `APILifecycleRemoved` marks of k8s.io/api.
 */
import type { Release } from '../../../simulator/src/index';

interface ApiRow {
  readonly kind: string;
  /** the version to write today, and the minor that first served it (0: before 1.20) */
  readonly current: string;
  readonly since: number;
  /** retired versions: the minor that no longer serves them */
  readonly retired: Readonly<Record<string, number>>;
}

const APPS_BETA = { 'apps/v1beta1': 16, 'apps/v1beta2': 16 } as const;
const EXTENSIONS = { 'extensions/v1beta1': 16 } as const;

const APIS: readonly ApiRow[] = [
  { kind: 'DaemonSet', current: 'apps/v1', since: 0, retired: { ...EXTENSIONS, 'apps/v1beta2': 16 } },
  { kind: 'StatefulSet', current: 'apps/v1', since: 0, retired: APPS_BETA },
  { kind: 'Deployment', current: 'apps/v1', since: 0, retired: { ...EXTENSIONS, ...APPS_BETA } },
  { kind: 'ReplicaSet', current: 'apps/v1', since: 0, retired: { ...EXTENSIONS, 'apps/v1beta2': 16 } },
  { kind: 'ControllerRevision', current: 'apps/v1', since: 0, retired: APPS_BETA },
  { kind: 'Pod', current: 'v1', since: 0, retired: {} },
  { kind: 'Service', current: 'v1', since: 0, retired: {} },
  { kind: 'ConfigMap', current: 'v1', since: 0, retired: {} },
  { kind: 'Secret', current: 'v1', since: 0, retired: {} },
  { kind: 'Namespace', current: 'v1', since: 0, retired: {} },
  { kind: 'Node', current: 'v1', since: 0, retired: {} },
  { kind: 'ServiceAccount', current: 'v1', since: 0, retired: {} },
  { kind: 'PersistentVolumeClaim', current: 'v1', since: 0, retired: {} },
  { kind: 'PersistentVolume', current: 'v1', since: 0, retired: {} },
  { kind: 'Job', current: 'batch/v1', since: 0, retired: {} },
  { kind: 'CronJob', current: 'batch/v1', since: 21, retired: { 'batch/v1beta1': 25, 'batch/v2alpha1': 21 } },
  { kind: 'PodDisruptionBudget', current: 'policy/v1', since: 21, retired: { 'policy/v1beta1': 25 } },
  {
    kind: 'HorizontalPodAutoscaler',
    current: 'autoscaling/v2',
    since: 23,
    retired: { 'autoscaling/v2beta1': 25, 'autoscaling/v2beta2': 26 },
  },
  {
    kind: 'Ingress',
    current: 'networking.k8s.io/v1',
    since: 0,
    retired: { 'extensions/v1beta1': 22, 'networking.k8s.io/v1beta1': 22 },
  },
  { kind: 'NetworkPolicy', current: 'networking.k8s.io/v1', since: 0, retired: EXTENSIONS },
  { kind: 'StorageClass', current: 'storage.k8s.io/v1', since: 0, retired: { 'storage.k8s.io/v1beta1': 22 } },
  { kind: 'PriorityClass', current: 'scheduling.k8s.io/v1', since: 0, retired: { 'scheduling.k8s.io/v1beta1': 22 } },
];

/** Versions that are served beside the current one and have not been retired. */
const ALSO_SERVED: ReadonlyMap<string, readonly string[]> = new Map([['HorizontalPodAutoscaler', ['autoscaling/v1']]]);

const BY_KIND: ReadonlyMap<string, ApiRow> = new Map(APIS.map((row) => [row.kind, row]));

export type Service =
  | { readonly kind: 'served' }
  /** the release no longer (or not yet) serves this version */
  | { readonly kind: 'retired'; readonly since: number; readonly instead: string }
  | { readonly kind: 'not-yet'; readonly since: number }
  /** a known kind in a group or version that never existed */
  | { readonly kind: 'unknown-version'; readonly instead: string }
  /** no built-in kind by this name: a custom resource, or a misspelling */
  | { readonly kind: 'unknown-kind' };

/** Does a server of `release` serve `kind` at `apiVersion`? Names are case-sensitive, as on the server. */
export function serviceOf(apiVersion: string, kind: string, release: Release): Service {
  const row = BY_KIND.get(kind);
  if (row === undefined) return { kind: 'unknown-kind' };
  if (apiVersion === row.current) {
    return release.minor >= row.since ? { kind: 'served' } : { kind: 'not-yet', since: row.since };
  }
  const until = Object.hasOwn(row.retired, apiVersion) ? row.retired[apiVersion] : undefined;
  if (until !== undefined) {
    return release.minor < until ? { kind: 'served' } : { kind: 'retired', since: until, instead: row.current };
  }
  if (ALSO_SERVED.get(kind)?.includes(apiVersion)) return { kind: 'served' };
  return { kind: 'unknown-version', instead: row.current };
}

/** The version that replaced a retired one; any other version as it is. */
export function currentApiVersion(apiVersion: string, kind: string): string {
  const row = BY_KIND.get(kind);
  return row !== undefined && Object.hasOwn(row.retired, apiVersion) ? row.current : apiVersion;
}

/** The apiVersion to write for a built-in kind today; null for other kinds. */
export function apiVersionOf(kind: string): string | null {
  return BY_KIND.get(kind)?.current ?? null;
}

/** Names of the built-in kinds that we know. */
export function knownKinds(): readonly string[] {
  return APIS.map((row) => row.kind);
}
