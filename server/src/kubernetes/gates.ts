/**
 * Feature gates that decide what the API server keeps of a manifest, with their defaults by release.
 * Upstream: pkg/features/kube_features.go (versioned gates, 1.35) and the gates' pages up to 1.37.
 */
import { atLeast, type Release } from '../../../simulator/src/index';

/** When a gate is on by default: from this minor (and patch) until before that one. */
interface GateRow {
  readonly on: readonly { readonly from: readonly [number, number]; readonly before?: readonly [number, number] }[];
}

const from = (minor: number, patch = 0): GateRow => ({ on: [{ from: [minor, patch] }] });
const NEVER: GateRow = { on: [] };

const GATES = {
  AtomicWriteVolumeUserFields: NEVER,
  ClusterTrustBundleProjection: from(37),
  ContainerRestartRules: from(35),
  ContainerStopSignals: NEVER,
  DynamicResourceAllocation: from(34),
  EmptyDirVolumeMode: NEVER,
  EnvFiles: from(35),
  EvictionRequestAPI: NEVER,
  GRPCContainerProbeTLS: NEVER,
  GenericWorkload: NEVER,
  H2CContainerProbe: NEVER,
  HostnameOverride: from(35),
  ImageVolume: from(35),
  InPlacePodVerticalScaling: from(33),
  MatchLabelKeysInPodAffinity: from(31),
  MatchLabelKeysInPodTopologySpread: from(27),
  MaxUnavailableStatefulSet: { on: [{ from: [35, 0], before: [35, 4] }, { from: [37, 0] }] },
  NodeInclusionPolicyInPodTopologySpread: from(26),
  PodCertificateRequest: NEVER,
  PodLevelResources: from(34),
  PodLifecycleSleepAction: from(30),
  ProcMountType: from(33),
  RecursiveReadOnlyMounts: from(31),
  SELinuxChangePolicy: from(33),
  SidecarContainers: from(29),
  StatefulSetAutoDeletePVC: from(27),
  StatefulSetRecreateStrategy: NEVER,
  StatefulSetStartOrdinal: from(27),
  SupplementalGroupsPolicy: from(33),
  TaintTolerationComparisonOperators: NEVER,
  UserNamespacesSupport: from(33),
  VolumeBindMountOptions: NEVER,
} as const satisfies Readonly<Record<string, GateRow>>;

export type ApiGate = keyof typeof GATES;

/**
 * Is a gate of the API server on?
 * @param overrides `--feature-gates` of the server (a scenario's `featureGates`); absent: the release's defaults
 */
export function gateEnabled(
  gate: ApiGate,
  release: Release,
  overrides: Readonly<Record<string, boolean>> = {},
): boolean {
  const asked = overrides[gate];
  if (asked !== undefined) return asked;
  const row: GateRow = GATES[gate];
  return row.on.some(
    (span) => atLeast(release, ...span.from) && (span.before === undefined || !atLeast(release, ...span.before)),
  );
}
