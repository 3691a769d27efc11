/**
 * What an update may keep though a create would be refused, and what an update does not look at.
 * Upstream: `GetValidationOptionsFromPodTemplate` (pkg/api/pod), `ValidateStatefulSetUpdate`, `ValidateDaemonSetUpdate` (apps), 1.32 to 1.37.
 */
import { atLeast, type Release } from '../../../../simulator/src/index';
import type { Json, ServerError } from '../judgement';
import { isSet, listOf, structOf } from './json';

/** Values that depend on a gate or on the stored object. */
export interface Allowances {
  /** `updateStrategy.type: Recreate` of a StatefulSet (gate StatefulSetRecreateStrategy, 1.37) */
  readonly recreate: boolean;
  /** toleration operators `Lt` and `Gt` (gate TaintTolerationComparisonOperators, 1.35) */
  readonly comparisons: boolean;
  /** `seLinuxChangePolicy: MountOption` (gate SELinuxMount, on since 1.37) */
  readonly mountOption: boolean;
}

/**
 * @param gates gates that differ from the release's defaults
 * @param old the stored object of an update: what it uses already stays allowed
 */
export function allowancesOf(
  release: Release,
  gates: Readonly<Record<string, boolean>> | undefined,
  old: Json | undefined,
): Allowances {
  const spec = structOf(structOf(old)['spec']);
  const pod = structOf(structOf(spec['template'])['spec']);
  const usesComparison = listOf(pod['tolerations']).some((entry) =>
    /^(Lt|Gt)$/.test(String(structOf(entry)['operator'])),
  );
  return {
    recreate:
      atLeast(release, 37) &&
      ((gates?.['StatefulSetRecreateStrategy'] ?? false) || structOf(spec['updateStrategy'])['type'] === 'Recreate'),
    comparisons: atLeast(release, 35) && ((gates?.['TaintTolerationComparisonOperators'] ?? false) || usesComparison),
    mountOption:
      (gates?.['SELinuxMount'] ?? atLeast(release, 37)) ||
      isSet(structOf(pod['securityContext'])['seLinuxChangePolicy']),
  };
}

const TEMPLATE = String.raw`^spec\.template\.spec\.`;
const CONTAINER = String.raw`(initContainers|containers|ephemeralContainers)\[\d+\]`;

/** Breaches that the new object may have where the stored one has any of the same sort. */
const KEPT: readonly (readonly [check: string, field: RegExp])[] = [
  ['pod-annotation', /^spec\.template\.annotations\[controller\.kubernetes\.io\/pod-deletion-cost\]$/],
  ['huge-pages', new RegExp(`${TEMPLATE}(${CONTAINER}\\.resources|resources|overhead)\\.(limits|requests)\\[`)],
  ['label-syntax', new RegExp(`${TEMPLATE}affinity\\.pod(Anti)?Affinity\\..*\\.values\\[\\d+\\]$`)],
  ['label-syntax', new RegExp(`${TEMPLATE}affinity\\.nodeAffinity\\.required.*\\.values\\[\\d+\\]$`)],
  ['path', new RegExp(`${TEMPLATE}volumes\\[\\d+\\]\\.projected\\.path$`)],
  ['sysctl', new RegExp(`${TEMPLATE}securityContext\\.sysctls\\[\\d+\\]\\.name$`)],
  [
    'forbidden-combination',
    new RegExp(`${TEMPLATE}initContainers\\[\\d+\\]\\.resizePolicy\\[\\d+\\]\\.restartPolicy$`),
  ],
  ['host-namespaces', new RegExp(`${TEMPLATE}${CONTAINER}\\.volumeDevices$`)],
  ['required-field', new RegExp(`${TEMPLATE}volumes\\[\\d+\\]\\.image\\.reference$`)],
  ['privilege-escalation', new RegExp(`${TEMPLATE}${CONTAINER}\\.securityContext$`)],
];
const SPREAD_SELECTOR = new RegExp(`${TEMPLATE}topologySpreadConstraints\\[\\d+\\]\\.labelSelector\\.`);
const SELECTOR_VALUE = /^spec\.selector\.matchExpressions\[\d+\]\.values\[\d+\]$/;

type Predicate = (error: ServerError) => boolean;

function keptBreaches(kind: string, before: readonly ServerError[]): readonly Predicate[] {
  const sorts: Predicate[] = KEPT.map(
    ([check, field]) =>
      (error) =>
        error.check === check && field.test(error.field),
  );
  sorts.push(({ field }) => SPREAD_SELECTOR.test(field));
  if (kind === 'DaemonSet') sorts.push(({ field }) => SELECTOR_VALUE.test(field));
  return sorts.filter((sort) => before.some(sort));
}

/**
 * Names are not checked again (what is left of it, `validateUpdate` looks at); up to 1.33 an update of a DaemonSet went
 * through `ValidateDaemonSet` as a whole (1.33.13 and 1.37.2 were asked).
 */
function isMetadataOfCreate({ field }: ServerError, kind: string, release: Release): boolean {
  if (field === 'metadata.generateName') return kind !== 'DaemonSet' || atLeast(release, 34);
  return field === 'metadata.name' || field === 'metadata.namespace';
}

function isClaimOrService({ field }: ServerError): boolean {
  return field === 'spec.serviceName' || field.startsWith('spec.volumeClaimTemplates[');
}

/** Errors of the pod spec itself, not those that the StatefulSet adds. */
function isPodSpec({ field, reason }: ServerError): boolean {
  if (!field.startsWith('spec.template.spec.')) return false;
  if (field === 'spec.template.spec.restartPolicy') return false;
  return field !== 'spec.template.spec.activeDeadlineSeconds' || reason !== 'FieldValueForbidden';
}

/**
 * Errors of a create, less those that an update of `old` does not know.
 * @param before what a create of the stored object would report
 * @param release of the server
 */
export function onUpdate(
  errors: readonly ServerError[],
  before: readonly ServerError[],
  kind: 'DaemonSet' | 'StatefulSet',
  release: Release,
): readonly ServerError[] {
  const kept = keptBreaches(kind, before);
  const checked = (error: ServerError) =>
    !isMetadataOfCreate(error, kind, release) && !kept.some((sort) => sort(error));
  if (kind === 'DaemonSet') return errors.filter(checked);
  const stillChecked = (error: ServerError) => checked(error) && !isClaimOrService(error);
  // a stored set that is refused today, for whatever reason, may keep any pod spec
  const brokenBefore = before.some((error) => stillChecked(error) && error.field.startsWith('spec.'));
  return errors.filter((error) => stillChecked(error) && !(brokenBefore && isPodSpec(error)));
}
