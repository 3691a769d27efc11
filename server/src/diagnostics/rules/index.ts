/** Every rule, one line each. */
import type { Rule } from '../rule';
import { apiRemoved } from './api-removed';
import { apiUnknown } from './api-unknown';
import { dsReplicas } from './ds-replicas';
import { dsSurgeAndUnavailable } from './ds-surge-and-unavailable';
import { duplicateKey } from './duplicate-key';
import { duplicateValue } from './duplicate-value';
import { forbiddenField } from './forbidden-field';
import { imageRegistryFrozen } from './image-registry-frozen';
import { immutableField } from './immutable-field';
import { invalidValue } from './invalid-value';
import { malformedValue } from './malformed-value';
import { mountUnresolved } from './mount-unresolved';
import { notFound } from './not-found';
import { parseError } from './parse-error';
import { requiredField } from './required-field';
import { restartPolicy } from './restart-policy';
import { selectorMissing } from './selector-missing';
import { selectorTemplateMismatch } from './selector-template-mismatch';
import { serverWarning } from './server-warning';
import { strategyWrongKey } from './strategy-wrong-key';
import { stsPartitionHoldsBack } from './sts-partition-holds-back';
import { stsServiceMissing } from './sts-service-missing';
import { tolerationMasterTaint } from './toleration-master-taint';
import { tooLong } from './too-long';
import { tooMany } from './too-many';
import { unknownField } from './unknown-field';
import { unsupportedValue } from './unsupported-value';
import { updateStrategyTypeInvalid } from './update-strategy-type-invalid';
import { wrongType } from './wrong-type';

export const RULES: readonly Rule[] = [
  apiRemoved,
  apiUnknown,
  dsReplicas,
  dsSurgeAndUnavailable,
  duplicateKey,
  duplicateValue,
  forbiddenField,
  imageRegistryFrozen,
  immutableField,
  invalidValue,
  malformedValue,
  mountUnresolved,
  notFound,
  parseError,
  requiredField,
  restartPolicy,
  selectorMissing,
  selectorTemplateMismatch,
  serverWarning,
  strategyWrongKey,
  stsPartitionHoldsBack,
  stsServiceMissing,
  tolerationMasterTaint,
  tooLong,
  tooMany,
  unknownField,
  unsupportedValue,
  updateStrategyTypeInvalid,
  wrongType,
];
