/** Every rule, one line each. */
import type { Rule } from '../rule';
import { apiRemoved } from './api-removed';
import { apiUnknown } from './api-unknown';
import { configInvalid } from './config-invalid';
import { dsReplicas } from './ds-replicas';
import { dsSurgeAndUnavailable } from './ds-surge-and-unavailable';
import { dsTolerationSeconds } from './ds-toleration-seconds';
import { dsWaitsForReadyNode } from './ds-waits-for-ready-node';
import { duplicateKey } from './duplicate-key';
import { duplicateValue } from './duplicate-value';
import { forbiddenField } from './forbidden-field';
import { imageRegistryFrozen } from './image-registry-frozen';
import { immutableField } from './immutable-field';
import { invalidValue } from './invalid-value';
import { livenessDependsOnCluster } from './liveness-depends-on-cluster';
import { livenessEqualsReadiness } from './liveness-equals-readiness';
import { malformedValue } from './malformed-value';
import { mountUnresolved } from './mount-unresolved';
import { notFound } from './not-found';
import { parseError } from './parse-error';
import { postgresDataAtMountRoot } from './postgres-data-at-mount-root';
import { probeHostLoopback } from './probe-host-loopback';
import { probeKillsSlowStart } from './probe-kills-slow-start';
import { probePortUnknown } from './probe-port-unknown';
import { probeTimeoutBeyondPeriod } from './probe-timeout-beyond-period';
import { probeTimeoutTooShort } from './probe-timeout-too-short';
import { programNotInImage } from './program-not-in-image';
import { requiredField } from './required-field';
import { restartPolicy } from './restart-policy';
import { selectorMissing } from './selector-missing';
import { selectorTemplateMismatch } from './selector-template-mismatch';
import { serverWarning } from './server-warning';
import { strategyWrongKey } from './strategy-wrong-key';
import { stsClaimReadOnly } from './sts-claim-read-only';
import { stsClaimShadowsVolume } from './sts-claim-shadows-volume';
import { stsClaimUnmounted } from './sts-claim-unmounted';
import { stsDataOnEmptyDir } from './sts-data-on-empty-dir';
import { stsDataOnHostPath } from './sts-data-on-host-path';
import { stsDataOutsideVolumes } from './sts-data-outside-volumes';
import { stsNodeFailureTolerations } from './sts-node-failure-tolerations';
import { stsPartitionHoldsBack } from './sts-partition-holds-back';
import { stsServiceMissing } from './sts-service-missing';
import { suppressionUnused } from './suppression-unused';
import { tolerationMasterTaint } from './toleration-master-taint';
import { tolerationMatchesNothing } from './toleration-matches-nothing';
import { tooLong } from './too-long';
import { tooMany } from './too-many';
import { unknownField } from './unknown-field';
import { unsupportedValue } from './unsupported-value';
import { updateStrategyTypeInvalid } from './update-strategy-type-invalid';
import { wrongType } from './wrong-type';

export const RULES: readonly Rule[] = [
  apiRemoved,
  apiUnknown,
  configInvalid,
  dsReplicas,
  dsSurgeAndUnavailable,
  dsTolerationSeconds,
  dsWaitsForReadyNode,
  duplicateKey,
  duplicateValue,
  forbiddenField,
  imageRegistryFrozen,
  immutableField,
  invalidValue,
  livenessDependsOnCluster,
  livenessEqualsReadiness,
  malformedValue,
  mountUnresolved,
  notFound,
  parseError,
  postgresDataAtMountRoot,
  probeHostLoopback,
  probeKillsSlowStart,
  probePortUnknown,
  probeTimeoutBeyondPeriod,
  probeTimeoutTooShort,
  programNotInImage,
  requiredField,
  restartPolicy,
  selectorMissing,
  selectorTemplateMismatch,
  serverWarning,
  strategyWrongKey,
  stsClaimReadOnly,
  stsClaimShadowsVolume,
  stsClaimUnmounted,
  stsDataOnEmptyDir,
  stsDataOnHostPath,
  stsDataOutsideVolumes,
  stsNodeFailureTolerations,
  stsPartitionHoldsBack,
  stsServiceMissing,
  suppressionUnused,
  tolerationMasterTaint,
  tolerationMatchesNothing,
  tooLong,
  tooMany,
  unknownField,
  unsupportedValue,
  updateStrategyTypeInvalid,
  wrongType,
];
