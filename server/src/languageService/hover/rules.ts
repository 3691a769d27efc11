/** Which rules watch a field: links from a hover to their pages. */
import { own } from '../lookUp';

/** By path from the object's root, list indexes left out. */
const BY_FIELD: Readonly<Record<string, readonly string[]>> = {
  'spec.selector': ['selector-missing', 'selector-template-mismatch'],
  'spec.selector.matchLabels': ['selector-template-mismatch'],
  'spec.selector.matchExpressions': ['selector-template-mismatch'],
  'spec.template.metadata.labels': ['selector-template-mismatch'],
  'spec.serviceName': ['sts-service-missing'],
  'spec.updateStrategy': ['strategy-wrong-key', 'update-strategy-type-invalid'],
  'spec.updateStrategy.type': ['update-strategy-type-invalid'],
  'spec.updateStrategy.rollingUpdate': ['strategy-wrong-key'],
  'spec.updateStrategy.rollingUpdate.partition': ['sts-partition-holds-back'],
  'spec.updateStrategy.rollingUpdate.maxSurge': ['ds-surge-and-unavailable'],
  'spec.template.spec.restartPolicy': ['restart-policy'],
  'spec.template.spec.containers.volumeMounts': ['mount-unresolved'],
  'spec.template.spec.containers.volumeMounts.name': ['mount-unresolved'],
  'spec.template.spec.initContainers.volumeMounts.name': ['mount-unresolved'],
  apiVersion: ['api-removed'],
};

/** By kind, beside the above. */
const BY_KIND_AND_FIELD: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  DaemonSet: { 'spec.updateStrategy.rollingUpdate.maxUnavailable': ['ds-surge-and-unavailable'] },
};

/** Ids of the rules that watch the field, for the two kinds. */
export function rulesOf(kind: string, path: readonly (string | number)[]): readonly string[] {
  if (kind !== 'DaemonSet' && kind !== 'StatefulSet') return [];
  const field = path.filter((step) => typeof step === 'string').join('.');
  return own(BY_KIND_AND_FIELD[kind] ?? {}, field) ?? own(BY_FIELD, field) ?? [];
}

/** Every rule that a hover may name. */
export const LINKED_RULES: readonly string[] = [
  ...new Set([BY_FIELD, ...Object.values(BY_KIND_AND_FIELD)].flatMap((table) => Object.values(table).flat())),
];
