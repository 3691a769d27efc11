/**
 * Feature gates that decide what the API server keeps of a manifest, with their defaults by release.
 * Upstream: pkg/features/kube_features.go of 1.32.9, 1.33.5, 1.34.4, 1.35.4, 1.36.3 and 1.37.2; older
 * ones from its versioned rows.
 */
import { atLeast, type Release } from '../../../simulator/src/index';

interface GateRow {
  /** first minor that knows the gate */
  readonly since: number;
  /** when it is on by default: from this minor and patch until before that one */
  readonly on: readonly { readonly from: readonly [number, number]; readonly before?: readonly [number, number] }[];
}

const on = (minor: number, since: number): GateRow => ({ since, on: [{ from: [minor, 0] }] });
const alpha = (since: number): GateRow => ({ since, on: [] });

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
  MaxUnavailableStatefulSet: { since: 24, on: [{ from: [35, 0], before: [35, 4] }, { from: [37, 0] }] },
  NodeInclusionPolicyInPodTopologySpread: on(26, 25),
  PodCertificateRequest: on(37, 34),
  PodLevelResources: on(34, 32),
  PodLifecycleSleepAction: on(30, 29),
  ProcMountType: on(33, 12),
  RecursiveReadOnlyMounts: on(31, 30),
  SELinuxChangePolicy: on(33, 32),
  SidecarContainers: on(29, 28),
  StatefulSetAutoDeletePVC: on(27, 23),
  StatefulSetRecreateStrategy: alpha(37),
  StatefulSetStartOrdinal: on(27, 26),
  SupplementalGroupsPolicy: on(33, 31),
  TaintTolerationComparisonOperators: alpha(35),
  UserNamespacesSupport: on(33, 25),
  VolumeBindMountOptions: alpha(37),
} as const satisfies Readonly<Record<string, GateRow>>;

export type ApiGate = keyof typeof GATES;

/**
 * Is a gate of the API server on? One that the release does not know is off, whatever is asked for.
 * @param overrides `--feature-gates` of the server (a scenario's `featureGates`); absent: the release's defaults
 */
export function gateEnabled(
  gate: ApiGate,
  release: Release,
  overrides: Readonly<Record<string, boolean>> = {},
): boolean {
  const row: GateRow = GATES[gate];
  if (!atLeast(release, row.since)) return false;
  const asked = Object.hasOwn(overrides, gate) ? overrides[gate] : undefined;
  if (asked !== undefined) return asked;
  return row.on.some(
    (span) => atLeast(release, ...span.from) && (span.before === undefined || !atLeast(release, ...span.before)),
  );
}

/** Is a gate known to the release and off? What a release does not know, it does not drop either. */
export function gateDisabled(
  gate: ApiGate,
  release: Release,
  overrides: Readonly<Record<string, boolean>> = {},
): boolean {
  return atLeast(release, GATES[gate].since) && !gateEnabled(gate, release, overrides);
}
