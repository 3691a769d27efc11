/** Every rule, one line each. */
import type { Rule } from '../rule';
import { annotationReplacedByField } from './annotation-replaced-by-field';
import { antiAffinityHitsDaemon } from './anti-affinity-hits-daemon';
import { antiAffinityImpossible } from './anti-affinity-impossible';
import { antiAffinitySelectsOthers } from './anti-affinity-selects-others';
import { apiRemoved } from './api-removed';
import { apiUnknown } from './api-unknown';
import { autoscalerBeyondNodes } from './autoscaler-beyond-nodes';
import { autoscalerChangesMembers } from './autoscaler-changes-members';
import { autoscalerDeletesClaims } from './autoscaler-deletes-claims';
import { autoscalerFixedReplicas } from './autoscaler-fixed-replicas';
import { autoscalerHastyScaleDown } from './autoscaler-hasty-scale-down';
import { autoscalerMinimumBelowPartition } from './autoscaler-minimum-below-partition';
import { autoscalerStopsStore } from './autoscaler-stops-store';
import { autoscalerTargetMissing } from './autoscaler-target-missing';
import { autoscalerTargetUnreachable } from './autoscaler-target-unreachable';
import { autoscalerTargetUnscalable } from './autoscaler-target-unscalable';
import { autoscalerWithoutRequests } from './autoscaler-without-requests';
import { autoscalersCollide } from './autoscalers-collide';
import { bindingMissesPods } from './binding-misses-pods';
import { budgetAllowsNothing } from './budget-allows-nothing';
import { budgetCannotCount } from './budget-cannot-count';
import { budgetCoversSeveral } from './budget-covers-several';
import { budgetEvictionPolicyEarly } from './budget-eviction-policy-early';
import { budgetSelectsNothing } from './budget-selects-nothing';
import { budgetTooLoose } from './budget-too-loose';
import { budgetsOverlap } from './budgets-overlap';
import { capabilityUnknown } from './capability-unknown';
import { claimAccessUnsupported } from './claim-access-unsupported';
import { claimClassEmpty } from './claim-class-empty';
import { claimClassUnknown } from './claim-class-unknown';
import { claimMountChanged } from './claim-mount-changed';
import { claimNotWritable } from './claim-not-writable';
import { claimSelectorUnprovisioned } from './claim-selector-unprovisioned';
import { claimSharedByWorkloads } from './claim-shared-by-workloads';
import { claimSizeImplausible } from './claim-size-implausible';
import { claimSourceUnusable } from './claim-source-unusable';
import { claimWipedAtStart } from './claim-wiped-at-start';
import { claimsCollide } from './claims-collide';
import { clusterAdminBound } from './cluster-admin-bound';
import { clusterLargerThanReplicas } from './cluster-larger-than-replicas';
import { collectorPositionLost } from './collector-position-lost';
import { commandIsAFlag } from './command-is-a-flag';
import { configChangeNotRolledOut } from './config-change-not-rolled-out';
import { configFileMissing } from './config-file-missing';
import { configFileUnparsable } from './config-file-unparsable';
import { configInvalid } from './config-invalid';
import { configKeyMissing } from './config-key-missing';
import { configMapWrittenTo } from './config-map-written-to';
import { configMountHidesDirectory } from './config-mount-hides-directory';
import { configMountNotAFile } from './config-mount-not-a-file';
import { configSubPathNeverRefreshed } from './config-sub-path-never-refreshed';
import { configValueRefused } from './config-value-refused';
import { configVariableUndefined } from './config-variable-undefined';
import { csiInlineVolumeRefused } from './csi-inline-volume-refused';
import { defaultAccountBound } from './default-account-bound';
import { developmentMode } from './development-mode';
import { devicePluginUnregistered } from './device-plugin-unregistered';
import { deviceWithoutPrivilege } from './device-without-privilege';
import { dnsServerAsksItself } from './dns-server-asks-itself';
import { dnsServiceOneProtocol } from './dns-service-one-protocol';
import { dockerSocketGone } from './docker-socket-gone';
import { dsCsiRegistration } from './ds-csi-registration';
import { dsMaxUnavailableAll } from './ds-max-unavailable-all';
import { dsNodeAgentSkipsNode } from './ds-node-agent-skips-node';
import { dsOnDeleteBudgetIgnored } from './ds-on-delete-budget-ignored';
import { dsPlacementPreference } from './ds-placement-preference';
import { dsReadinessMissing } from './ds-readiness-missing';
import { dsReplicas } from './ds-replicas';
import { dsRequestBeyondSomeNode } from './ds-request-beyond-some-node';
import { dsRequiredPodAffinity } from './ds-required-pod-affinity';
import { dsSurgeAndUnavailable } from './ds-surge-and-unavailable';
import { dsSurgeNoRoom } from './ds-surge-no-room';
import { dsSurgePortTaken } from './ds-surge-port-taken';
import { dsSurgeSharedFiles } from './ds-surge-shared-files';
import { dsTolerationSeconds } from './ds-toleration-seconds';
import { dsWaitsForReadyNode } from './ds-waits-for-ready-node';
import { duplicateKey } from './duplicate-key';
import { duplicateValue } from './duplicate-value';
import { emptyDirTooLarge } from './empty-dir-too-large';
import { emptyVolumeHidesProgram } from './empty-volume-hides-program';
import { envFromKeyInvalid } from './env-from-key-invalid';
import { envReferenceUndefined } from './env-reference-undefined';
import { execWithoutShell } from './exec-without-shell';
import { exportedFields } from './exported-fields';
import { fieldDropped } from './field-dropped';
import { fieldRefEmpty } from './field-ref-empty';
import { forbiddenField } from './forbidden-field';
import { gracePeriodTooShort } from './grace-period-too-short';
import { headlessServiceIgnores } from './headless-service-ignores';
import { headlessServiceMapsPorts } from './headless-service-maps-ports';
import { heapBeyondMemoryLimit } from './heap-beyond-memory-limit';
import { hostModulesUnmounted } from './host-modules-unmounted';
import { hostNetworkOnNodePort } from './host-network-on-node-port';
import { hostNetworkWithoutClusterDns } from './host-network-without-cluster-dns';
import { hostPathNotWritable } from './host-path-not-writable';
import { hostPathTypeMismatch } from './host-path-type-mismatch';
import { hostPathVolumeOnAnyNode } from './host-path-volume-on-any-node';
import { hostPortsClash } from './host-ports-clash';
import { hostRootWritable } from './host-root-writable';
import { hostViewUnmounted } from './host-view-unmounted';
import { hugePagesVolumeUnrequested } from './huge-pages-volume-unrequested';
import { imageNeverPulled } from './image-never-pulled';
import { imageNotPinned } from './image-not-pinned';
import { imagePlatformMismatch } from './image-platform-mismatch';
import { imageReferenceInvalid } from './image-reference-invalid';
import { imageRegistryFrozen } from './image-registry-frozen';
import { imageRegistryMoved } from './image-registry-moved';
import { imageTagCoarse } from './image-tag-coarse';
import { immutableField } from './immutable-field';
import { imposedNodeSelector } from './imposed-node-selector';
import { ingressBackendUnknown } from './ingress-backend-unknown';
import { initContainerNeverEnds } from './init-container-never-ends';
import { initWaitsForItself } from './init-waits-for-itself';
import { initWaitsInCircle } from './init-waits-in-circle';
import { initialSettingChanged } from './initial-setting-changed';
import { insyncReplicasBlockWrites } from './insync-replicas-block-writes';
import { invalidValue } from './invalid-value';
import { isolationSwitchedOff } from './isolation-switched-off';
import { jvmHeapRefused } from './jvm-heap-refused';
import { kafkaListenersDiffer } from './kafka-listeners-differ';
import { keyFilePermissions } from './key-file-permissions';
import { kubeletMountsNotPropagated } from './kubelet-mounts-not-propagated';
import { kubeletUnreachable } from './kubelet-unreachable';
import { labelNotOnPod } from './label-not-on-pod';
import { limitRangeRefusesPods } from './limit-range-refuses-pods';
import { listensOnLoopback } from './listens-on-loopback';
import { listensOnOtherPort } from './listens-on-other-port';
import { livenessDependsOnCluster } from './liveness-depends-on-cluster';
import { livenessEqualsReadiness } from './liveness-equals-readiness';
import { livenessWithoutPatience } from './liveness-without-patience';
import { logFilesUnreadable } from './log-files-unreadable';
import { logLinksWithoutTarget } from './log-links-without-target';
import { lowPortRefused } from './low-port-refused';
import { mainProcessEnds } from './main-process-ends';
import { malformedValue } from './malformed-value';
import { matchLabelKeysUnknown } from './match-label-keys-unknown';
import { membersCannotAuthenticate } from './members-cannot-authenticate';
import { memoryInMillibytes } from './memory-in-millibytes';
import { memoryLimitBelowMinimum } from './memory-limit-below-minimum';
import { memoryLimitMissing } from './memory-limit-missing';
import { memoryRequestBelowHeap } from './memory-request-below-heap';
import { memoryRequestMissing } from './memory-request-missing';
import { minReadySecondsExcessive } from './min-ready-seconds-excessive';
import { monitorFindsNothing } from './monitor-finds-nothing';
import { mountUnresolved } from './mount-unresolved';
import { needsPrivileges } from './needs-privileges';
import { neighbourApiRemoved } from './neighbour-api-removed';
import { neighbourChangeRefused } from './neighbour-change-refused';
import { networkPolicyBlocksPeers } from './network-policy-blocks-peers';
import { networkPolicyNamespaceUnknown } from './network-policy-namespace-unknown';
import { networkPolicyPeerUnknown } from './network-policy-peer-unknown';
import { networkPolicyPortUnserved } from './network-policy-port-unserved';
import { networkPolicyRulesIgnored } from './network-policy-rules-ignored';
import { networkPolicySelectsNothing } from './network-policy-selects-nothing';
import { networkPolicyWithoutDns } from './network-policy-without-dns';
import { noNodeFits } from './no-node-fits';
import { nodeAffinityImpossible } from './node-affinity-impossible';
import { nodeAffinityTooWide } from './node-affinity-too-wide';
import { nodeCriticalWithoutPriority } from './node-critical-without-priority';
import { nodeLabelDeprecated } from './node-label-deprecated';
import { nodeLabelMisspelt } from './node-label-misspelt';
import { nodeNameInTemplate } from './node-name-in-template';
import { nodePortTaken } from './node-port-taken';
import { nonRootRunsAsRoot } from './non-root-runs-as-root';
import { notFound } from './not-found';
import { onDeleteChangeWaits } from './on-delete-change-waits';
import { parseError } from './parse-error';
import { passwordInManifest } from './password-in-manifest';
import { passwordWellKnown } from './password-well-known';
import { podAffinityTargetMissing } from './pod-affinity-target-missing';
import { podAnnotationMisplaced } from './pod-annotation-misplaced';
import { podNameUnresolvable } from './pod-name-unresolvable';
import { podOsMismatch } from './pod-os-mismatch';
import { podPriorityRefused } from './pod-priority-refused';
import { podSecurityRefusesPods } from './pod-security-refuses-pods';
import { portDeclaredTwice } from './port-declared-twice';
import { postgresDataAtMountRoot } from './postgres-data-at-mount-root';
import { preStopUsesGrace } from './pre-stop-uses-grace';
import { premadeClaimMismatch } from './premade-claim-mismatch';
import { probeEndpointDisabled } from './probe-endpoint-disabled';
import { probeHostLoopback } from './probe-host-loopback';
import { probeKillsSlowStart } from './probe-kills-slow-start';
import { probePortUnknown } from './probe-port-unknown';
import { probeProvesNothing } from './probe-proves-nothing';
import { probeSchemeMismatch } from './probe-scheme-mismatch';
import { probeTimeoutBeyondPeriod } from './probe-timeout-beyond-period';
import { probeTimeoutTooShort } from './probe-timeout-too-short';
import { probeVariableNotExpanded } from './probe-variable-not-expanded';
import { programNotInImage } from './program-not-in-image';
import { prometheusFlagMissing } from './prometheus-flag-missing';
import { pullSecretType } from './pull-secret-type';
import { quorumLostDuringChange } from './quorum-lost-during-change';
import { quorumOfEvenMembers } from './quorum-of-even-members';
import { quorumOfTwoMembers } from './quorum-of-two-members';
import { quotaRefusesPods } from './quota-refuses-pods';
import { readOnlyRootWithoutScratch } from './read-only-root-without-scratch';
import { readinessMissing } from './readiness-missing';
import { receiverOnLoopback } from './receiver-on-loopback';
import { referenceUnknown } from './reference-unknown';
import { replicasRemoved } from './replicas-removed';
import { replicasRunAlone } from './replicas-run-alone';
import { replicasShareClaim } from './replicas-share-claim';
import { requestBeyondEveryNode } from './request-beyond-every-node';
import { requestsMissing } from './requests-missing';
import { requiredField } from './required-field';
import { requiredSettingMissing } from './required-setting-missing';
import { resourceAmountImplausible } from './resource-amount-implausible';
import { resourceFieldContainerUnknown } from './resource-field-container-unknown';
import { resourceFieldWithoutLimit } from './resource-field-without-limit';
import { restartForMetadata } from './restart-for-metadata';
import { restartPolicy } from './restart-policy';
import { retentionExceedsVolume } from './retention-exceeds-volume';
import { revisionHistoryNone } from './revision-history-none';
import { rightsBeyondNeed } from './rights-beyond-need';
import { roleGrantsNothing } from './role-grants-nothing';
import { schedulerNameMisspelt } from './scheduler-name-misspelt';
import { schedulingGatesInTemplate } from './scheduling-gates-in-template';
import { scrapePortUnserved } from './scrape-port-unserved';
import { scriptNotExecutable } from './script-not-executable';
import { secretFilesUnreadable } from './secret-files-unreadable';
import { secretValueNewline } from './secret-value-newline';
import { selectedNodesNotTolerated } from './selected-nodes-not-tolerated';
import { selectorHoldsVersion } from './selector-holds-version';
import { selectorMissing } from './selector-missing';
import { selectorTemplateMismatch } from './selector-template-mismatch';
import { selectorsOverlap } from './selectors-overlap';
import { selectsByVersion } from './selects-by-version';
import { serverWarning } from './server-warning';
import { serviceAccountAlias } from './service-account-alias';
import { serviceAccountTokenOff } from './service-account-token-off';
import { serviceAddressWrong } from './service-address-wrong';
import { serviceAheadOfPods } from './service-ahead-of-pods';
import { serviceLinksCollide } from './service-links-collide';
import { serviceLocalTrafficOnly } from './service-local-traffic-only';
import { servicePodUnknown } from './service-pod-unknown';
import { servicePublishesUnready } from './service-publishes-unready';
import { serviceSelectsNothing } from './service-selects-nothing';
import { serviceSelectsOthers } from './service-selects-others';
import { serviceTargetPortUnknown } from './service-target-port-unknown';
import { settingRefusedByImage } from './setting-refused-by-image';
import { shellSwallowsSignal } from './shell-swallows-signal';
import { signalsOtherContainer } from './signals-other-container';
import { singleInstanceReplicated } from './single-instance-replicated';
import { socketNotShared } from './socket-not-shared';
import { stateFileReadOnly } from './state-file-read-only';
import { storageClassBindsImmediately } from './storage-class-binds-immediately';
import { storageClassParameterMisplaced } from './storage-class-parameter-misplaced';
import { storageClassProvisionerUnknown } from './storage-class-provisioner-unknown';
import { storeImageSwapped } from './store-image-swapped';
import { storeOnNetworkFiles } from './store-on-network-files';
import { storeVersionLeap } from './store-version-leap';
import { storeWithoutBudget } from './store-without-budget';
import { strategyWrongKey } from './strategy-wrong-key';
import { stsBootstrapNeedsOrder } from './sts-bootstrap-needs-order';
import { stsClaimNamesVolume } from './sts-claim-names-volume';
import { stsClaimReadOnly } from './sts-claim-read-only';
import { stsClaimShadowsVolume } from './sts-claim-shadows-volume';
import { stsClaimUnmounted } from './sts-claim-unmounted';
import { stsClaimsDeletedWithSet } from './sts-claims-deleted-with-set';
import { stsDataLostWithPod } from './sts-data-lost-with-pod';
import { stsDataOnHostPath } from './sts-data-on-host-path';
import { stsDataOutsideVolumes } from './sts-data-outside-volumes';
import { stsHostPortBeyondNodes } from './sts-host-port-beyond-nodes';
import { stsIdentityShared } from './sts-identity-shared';
import { stsMaxUnavailableOutage } from './sts-max-unavailable-outage';
import { stsMaxUnavailableRounding } from './sts-max-unavailable-rounding';
import { stsMembersCloned } from './sts-members-cloned';
import { stsNameTooLong } from './sts-name-too-long';
import { stsNodeCriticalPriority } from './sts-node-critical-priority';
import { stsNodeFailureTolerations } from './sts-node-failure-tolerations';
import { stsOrderedStartNeedsPeers } from './sts-ordered-start-needs-peers';
import { stsOrdinalsMoved } from './sts-ordinals-moved';
import { stsParallelUpdateStuck } from './sts-parallel-update-stuck';
import { stsPartitionHoldsBack } from './sts-partition-holds-back';
import { stsPeerNameWrong } from './sts-peer-name-wrong';
import { stsPinnedToOneNode } from './sts-pinned-to-one-node';
import { stsPodFqdnTooLong } from './sts-pod-fqdn-too-long';
import { stsReplicasBeyondCapacity } from './sts-replicas-beyond-capacity';
import { stsReplicasShareNode } from './sts-replicas-share-node';
import { stsRollingUpdateBlockAbsent } from './sts-rolling-update-block-absent';
import { stsScaleDownDeletesClaims } from './sts-scale-down-deletes-claims';
import { stsScaleDownLosesQuorum } from './sts-scale-down-loses-quorum';
import { stsServiceHidesPeers } from './sts-service-hides-peers';
import { stsServiceMissing } from './sts-service-missing';
import { stsServiceNameNeeded } from './sts-service-name-needed';
import { stsServiceNameQualified } from './sts-service-name-qualified';
import { stsServiceNotHeadless } from './sts-service-not-headless';
import { stsVolumesDoNotFit } from './sts-volumes-do-not-fit';
import { stsZoneLeftByClaims } from './sts-zone-left-by-claims';
import { subPathVariable } from './sub-path-variable';
import { suppressionUnused } from './suppression-unused';
import { sysctlNotAllowed } from './sysctl-not-allowed';
import { tolerationMasterTaint } from './toleration-master-taint';
import { tolerationMatchesNothing } from './toleration-matches-nothing';
import { tooLong } from './too-long';
import { tooMany } from './too-many';
import { topologyKeyOnNoNode } from './topology-key-on-no-node';
import { topologySpreadSelectsOthers } from './topology-spread-selects-others';
import { topologySpreadStuck } from './topology-spread-stuck';
import { topologySpreadWithoutEffect } from './topology-spread-without-effect';
import { unknownField } from './unknown-field';
import { unsupportedValue } from './unsupported-value';
import { updateStrategyTypeInvalid } from './update-strategy-type-invalid';
import { userChangeWithoutFsGroup } from './user-change-without-fs-group';
import { volumeModeDecimal } from './volume-mode-decimal';
import { volumeModeMismatch } from './volume-mode-mismatch';
import { volumeReservedElsewhere } from './volume-reserved-elsewhere';
import { volumeSourceNotExpanded } from './volume-source-not-expanded';
import { volumeTopologyConflict } from './volume-topology-conflict';
import { volumeUnmounted } from './volume-unmounted';
import { vpaDisrupts } from './vpa-disrupts';
import { webhookBackendUnknown } from './webhook-backend-unknown';
import { windowsNodesNotExcluded } from './windows-nodes-not-excluded';
import { workloadRenamed } from './workload-renamed';
import { wrongType } from './wrong-type';

export const RULES: readonly Rule[] = [
  annotationReplacedByField,
  antiAffinityHitsDaemon,
  antiAffinityImpossible,
  antiAffinitySelectsOthers,
  apiRemoved,
  apiUnknown,
  autoscalerBeyondNodes,
  autoscalerChangesMembers,
  autoscalerDeletesClaims,
  autoscalerFixedReplicas,
  autoscalerHastyScaleDown,
  autoscalerMinimumBelowPartition,
  autoscalerStopsStore,
  autoscalerTargetMissing,
  autoscalerTargetUnreachable,
  autoscalerTargetUnscalable,
  autoscalerWithoutRequests,
  autoscalersCollide,
  bindingMissesPods,
  budgetAllowsNothing,
  budgetCannotCount,
  budgetCoversSeveral,
  budgetEvictionPolicyEarly,
  budgetSelectsNothing,
  budgetTooLoose,
  budgetsOverlap,
  capabilityUnknown,
  claimAccessUnsupported,
  claimClassEmpty,
  claimClassUnknown,
  claimMountChanged,
  claimNotWritable,
  claimSelectorUnprovisioned,
  claimSharedByWorkloads,
  claimSizeImplausible,
  claimSourceUnusable,
  claimWipedAtStart,
  claimsCollide,
  clusterAdminBound,
  clusterLargerThanReplicas,
  collectorPositionLost,
  commandIsAFlag,
  configChangeNotRolledOut,
  configFileMissing,
  configFileUnparsable,
  configInvalid,
  configKeyMissing,
  configMapWrittenTo,
  configMountHidesDirectory,
  configMountNotAFile,
  configSubPathNeverRefreshed,
  configValueRefused,
  configVariableUndefined,
  csiInlineVolumeRefused,
  defaultAccountBound,
  developmentMode,
  devicePluginUnregistered,
  deviceWithoutPrivilege,
  dnsServerAsksItself,
  dnsServiceOneProtocol,
  dockerSocketGone,
  dsCsiRegistration,
  dsMaxUnavailableAll,
  dsNodeAgentSkipsNode,
  dsOnDeleteBudgetIgnored,
  dsPlacementPreference,
  dsReadinessMissing,
  dsReplicas,
  dsRequestBeyondSomeNode,
  dsRequiredPodAffinity,
  dsSurgeAndUnavailable,
  dsSurgeNoRoom,
  dsSurgePortTaken,
  dsSurgeSharedFiles,
  dsTolerationSeconds,
  dsWaitsForReadyNode,
  duplicateKey,
  duplicateValue,
  emptyDirTooLarge,
  emptyVolumeHidesProgram,
  envFromKeyInvalid,
  envReferenceUndefined,
  execWithoutShell,
  exportedFields,
  fieldDropped,
  fieldRefEmpty,
  forbiddenField,
  gracePeriodTooShort,
  headlessServiceIgnores,
  headlessServiceMapsPorts,
  heapBeyondMemoryLimit,
  hostModulesUnmounted,
  hostNetworkOnNodePort,
  hostNetworkWithoutClusterDns,
  hostPathNotWritable,
  hostPathTypeMismatch,
  hostPathVolumeOnAnyNode,
  hostPortsClash,
  hostRootWritable,
  hostViewUnmounted,
  hugePagesVolumeUnrequested,
  imageNeverPulled,
  imageNotPinned,
  imagePlatformMismatch,
  imageReferenceInvalid,
  imageRegistryFrozen,
  imageRegistryMoved,
  imageTagCoarse,
  immutableField,
  imposedNodeSelector,
  ingressBackendUnknown,
  initContainerNeverEnds,
  initWaitsForItself,
  initWaitsInCircle,
  initialSettingChanged,
  insyncReplicasBlockWrites,
  invalidValue,
  isolationSwitchedOff,
  jvmHeapRefused,
  kafkaListenersDiffer,
  keyFilePermissions,
  kubeletMountsNotPropagated,
  kubeletUnreachable,
  labelNotOnPod,
  limitRangeRefusesPods,
  listensOnLoopback,
  listensOnOtherPort,
  livenessDependsOnCluster,
  livenessEqualsReadiness,
  livenessWithoutPatience,
  logFilesUnreadable,
  logLinksWithoutTarget,
  lowPortRefused,
  mainProcessEnds,
  malformedValue,
  matchLabelKeysUnknown,
  membersCannotAuthenticate,
  memoryInMillibytes,
  memoryLimitBelowMinimum,
  memoryLimitMissing,
  memoryRequestBelowHeap,
  memoryRequestMissing,
  minReadySecondsExcessive,
  monitorFindsNothing,
  mountUnresolved,
  needsPrivileges,
  neighbourApiRemoved,
  neighbourChangeRefused,
  networkPolicyBlocksPeers,
  networkPolicyNamespaceUnknown,
  networkPolicyPeerUnknown,
  networkPolicyPortUnserved,
  networkPolicyRulesIgnored,
  networkPolicySelectsNothing,
  networkPolicyWithoutDns,
  noNodeFits,
  nodeAffinityImpossible,
  nodeAffinityTooWide,
  nodeCriticalWithoutPriority,
  nodeLabelDeprecated,
  nodeLabelMisspelt,
  nodeNameInTemplate,
  nodePortTaken,
  nonRootRunsAsRoot,
  notFound,
  onDeleteChangeWaits,
  parseError,
  passwordInManifest,
  passwordWellKnown,
  podAffinityTargetMissing,
  podAnnotationMisplaced,
  podNameUnresolvable,
  podOsMismatch,
  podPriorityRefused,
  podSecurityRefusesPods,
  portDeclaredTwice,
  postgresDataAtMountRoot,
  preStopUsesGrace,
  premadeClaimMismatch,
  probeEndpointDisabled,
  probeHostLoopback,
  probeKillsSlowStart,
  probePortUnknown,
  probeProvesNothing,
  probeSchemeMismatch,
  probeTimeoutBeyondPeriod,
  probeTimeoutTooShort,
  probeVariableNotExpanded,
  programNotInImage,
  prometheusFlagMissing,
  pullSecretType,
  quorumLostDuringChange,
  quorumOfEvenMembers,
  quorumOfTwoMembers,
  quotaRefusesPods,
  readOnlyRootWithoutScratch,
  readinessMissing,
  receiverOnLoopback,
  referenceUnknown,
  replicasRemoved,
  replicasRunAlone,
  replicasShareClaim,
  requestBeyondEveryNode,
  requestsMissing,
  requiredField,
  requiredSettingMissing,
  resourceAmountImplausible,
  resourceFieldContainerUnknown,
  resourceFieldWithoutLimit,
  restartForMetadata,
  restartPolicy,
  retentionExceedsVolume,
  revisionHistoryNone,
  rightsBeyondNeed,
  roleGrantsNothing,
  schedulerNameMisspelt,
  schedulingGatesInTemplate,
  scrapePortUnserved,
  scriptNotExecutable,
  secretFilesUnreadable,
  secretValueNewline,
  selectedNodesNotTolerated,
  selectorHoldsVersion,
  selectorMissing,
  selectorTemplateMismatch,
  selectorsOverlap,
  selectsByVersion,
  serverWarning,
  serviceAccountAlias,
  serviceAccountTokenOff,
  serviceAddressWrong,
  serviceAheadOfPods,
  serviceLinksCollide,
  serviceLocalTrafficOnly,
  servicePodUnknown,
  servicePublishesUnready,
  serviceSelectsNothing,
  serviceSelectsOthers,
  serviceTargetPortUnknown,
  settingRefusedByImage,
  shellSwallowsSignal,
  signalsOtherContainer,
  singleInstanceReplicated,
  socketNotShared,
  stateFileReadOnly,
  storageClassBindsImmediately,
  storageClassParameterMisplaced,
  storageClassProvisionerUnknown,
  storeImageSwapped,
  storeOnNetworkFiles,
  storeVersionLeap,
  storeWithoutBudget,
  strategyWrongKey,
  stsBootstrapNeedsOrder,
  stsClaimNamesVolume,
  stsClaimReadOnly,
  stsClaimShadowsVolume,
  stsClaimUnmounted,
  stsClaimsDeletedWithSet,
  stsDataLostWithPod,
  stsDataOnHostPath,
  stsDataOutsideVolumes,
  stsHostPortBeyondNodes,
  stsIdentityShared,
  stsMaxUnavailableOutage,
  stsMaxUnavailableRounding,
  stsMembersCloned,
  stsNameTooLong,
  stsNodeCriticalPriority,
  stsNodeFailureTolerations,
  stsOrderedStartNeedsPeers,
  stsOrdinalsMoved,
  stsParallelUpdateStuck,
  stsPartitionHoldsBack,
  stsPeerNameWrong,
  stsPinnedToOneNode,
  stsPodFqdnTooLong,
  stsReplicasBeyondCapacity,
  stsReplicasShareNode,
  stsRollingUpdateBlockAbsent,
  stsScaleDownDeletesClaims,
  stsScaleDownLosesQuorum,
  stsServiceHidesPeers,
  stsServiceMissing,
  stsServiceNameNeeded,
  stsServiceNameQualified,
  stsServiceNotHeadless,
  stsVolumesDoNotFit,
  stsZoneLeftByClaims,
  subPathVariable,
  suppressionUnused,
  sysctlNotAllowed,
  tolerationMasterTaint,
  tolerationMatchesNothing,
  tooLong,
  tooMany,
  topologyKeyOnNoNode,
  topologySpreadSelectsOthers,
  topologySpreadStuck,
  topologySpreadWithoutEffect,
  unknownField,
  unsupportedValue,
  updateStrategyTypeInvalid,
  userChangeWithoutFsGroup,
  volumeModeDecimal,
  volumeModeMismatch,
  volumeReservedElsewhere,
  volumeSourceNotExpanded,
  volumeTopologyConflict,
  volumeUnmounted,
  vpaDisrupts,
  webhookBackendUnknown,
  windowsNodesNotExcluded,
  workloadRenamed,
  wrongType,
];
