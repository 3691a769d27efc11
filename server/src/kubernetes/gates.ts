/**
 * Feature gates that decide what the API server keeps of a manifest, with their defaults by release.
 * Upstream: pkg/features/kube_features.go of 1.32.9, 1.33.5, 1.34.4, 1.35.4, 1.36.3 and 1.37.2; older
 * ones from its versioned rows. Gates that the controllers share stand in the simulator's table.
 */
import { atLeast, CONTROLLER_GATES, type FeatureGate, gatesOf, type Release } from '../../../simulator/src/index';

interface GateRow {
  /** first minor that knows the gate */
  readonly since: number;
  /** from which minor on it is on by default; null: in none */
  readonly on: number | null;
}

const on = (minor: number, since: number): GateRow => ({ since, on: minor });
const alpha = (since: number): GateRow => ({ since, on: null });

const GATES = {
  AtomicWriteVolumeUserFields: alpha(37),
  ClusterTrustBundleProjection: on(37, 29),
  ContainerRestartRules: on(35, 34),
  ContainerStopSignals: alpha(33),
  DynamicResourceAllocation: on(34, 26),
  EmptyDirVolumeMode: alpha(37),
  EnvFiles: on(35, 34),
  EvictionRequestAPI: alpha(37),
  GenericWorkload: alpha(35),
  GRPCContainerProbeTLS: alpha(37),
  H2CContainerProbe: alpha(37),
  HostnameOverride: on(35, 34),
  ImageVolume: on(35, 31),
  InPlacePodVerticalScaling: on(33, 27),
  MatchLabelKeysInPodAffinity: on(31, 29),
  MatchLabelKeysInPodTopologySpread: on(27, 25),
  NodeInclusionPolicyInPodTopologySpread: on(26, 25),
  PodCertificateRequest: on(37, 34),
  PodLevelResources: on(34, 32),
  PodLifecycleSleepAction: on(30, 29),
  ProcMountType: on(33, 12),
  RecursiveReadOnlyMounts: on(31, 30),
  SELinuxChangePolicy: on(33, 32),
  SidecarContainers: on(29, 28),
  StatefulSetAutoDeletePVC: on(27, 23),
  StatefulSetStartOrdinal: on(27, 26),
  SupplementalGroupsPolicy: on(33, 31),
  UserNamespacesSupport: on(33, 25),
  VolumeBindMountOptions: alpha(37),
} as const satisfies Readonly<Record<string, GateRow>>;

export type ApiGate = keyof typeof GATES | FeatureGate;

/** Names of all gates that make a difference here, those of the controllers included. */
export const GATE_NAMES: readonly string[] = [...Object.keys(GATES), ...CONTROLLER_GATES];

/** The gate's own row; undefined for a gate that the controllers share. */
function rowOf(gate: ApiGate): GateRow | undefined {
  return (GATES as Readonly<Partial<Record<ApiGate, GateRow>>>)[gate];
}

/**
 * Is a gate of the API server on? One that the release does not know is off, whatever is asked for.
 * @param overrides `--feature-gates` of the server (a scenario's `featureGates`); absent: the release's defaults
 */
export function gateEnabled(
  gate: ApiGate,
  release: Release,
  overrides: Readonly<Record<string, boolean>> = {},
): boolean {
  const row = rowOf(gate);
  if (!row) return gatesOf(release, overrides).enabled(gate as FeatureGate);
  if (!atLeast(release, row.since)) return false;
  const asked = Object.hasOwn(overrides, gate) ? overrides[gate] : undefined;
  return asked ?? (row.on !== null && atLeast(release, row.on));
}

/** Is a gate known to the release and off? What a release does not know, it does not drop either. */
export function gateDisabled(
  gate: ApiGate,
  release: Release,
  overrides: Readonly<Record<string, boolean>> = {},
): boolean {
  const row = rowOf(gate);
  const known = row ? atLeast(release, row.since) : gatesOf(release).knows(gate as FeatureGate);
  return known && !gateEnabled(gate, release, overrides);
}
