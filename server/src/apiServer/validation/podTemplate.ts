/** The pod template's labels and annotations, and what they say of the containers. Upstream: `ValidatePodTemplateSpec` (core), 1.32 to 1.37. */
import type { Json } from '../judgement';
import { containersOf } from './containerList';
import { child, type FieldPath, key, oddly } from './fieldPath';
import { entriesOf, isSet, type JsonObject, listOf, objectOf, stringOf, structOf } from './json';
import { checkAnnotations, checkLabels } from './labels';
import { localDescendingPath } from './paths';
import { type Inspection, report } from './report';
import { checkTolerations } from './tolerations';

const APPARMOR_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** A 32-bit integer that starts neither with `+` nor, unless negative, with a needless zero (`GetDeletionCostFromPodAnnotations`). */
function isDeletionCost(text: string): boolean {
  if (!/^(0|-[0-9]+|[1-9][0-9]*)$/.test(text)) return false;
  const value = Number(text);
  return value >= -2147483648 && value <= 2147483647;
}

/** The old annotation form of a seccomp profile (`ValidateSeccompProfile`). */
function checkSeccompAnnotation(to: Inspection, annotations: FieldPath, name: string, profile: string): void {
  const path = oddly(annotations, `.${name}`, [name]);
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return;
  if (profile.startsWith('localhost/')) localDescendingPath(to, path, profile.slice('localhost/'.length));
  else report(to, path, 'seccompAnnotation', { value: profile });
}

/** Tolerations written as JSON into an annotation, from before 1.6 (`ValidateTolerationsInPodAnnotations`). */
function checkTolerationAnnotation(to: Inspection, annotations: FieldPath, text: string): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (!Array.isArray(parsed)) {
    if (parsed !== null) report(to, annotations, 'tolerationAnnotation', {}, { within: [TOLERATIONS] });
    return;
  }
  checkTolerations(to, oddly(annotations, `.${TOLERATIONS}`, [TOLERATIONS]), parsed as readonly Json[]);
}

/** Annotations that the pod's machinery reads (`ValidatePodSpecificAnnotations`). */
function checkSpecialAnnotations(
  to: Inspection,
  path: FieldPath,
  annotations: Json | undefined,
  spec: JsonObject,
): void {
  const names = new Map(entriesOf(annotations));
  const mirror = names.get(MIRROR);
  if (mirror !== undefined && stringOf(spec['nodeName']) === '') report(to, key(path, MIRROR), 'mirrorWithoutNode');
  const tolerations = names.get(TOLERATIONS);
  if (tolerations !== undefined && tolerations !== '') checkTolerationAnnotation(to, path, tolerations);
  const cost = names.get(DELETION_COST);
  if (cost !== undefined && !isDeletionCost(cost))
    report(to, key(path, DELETION_COST), 'deletionCost', { value: cost });
  for (const [name, profile] of names) {
    if (name === SECCOMP_POD || name.startsWith(SECCOMP_CONTAINER_PREFIX)) {
      checkSeccompAnnotation(to, path, name, profile);
    }
  }
  let containers: ReadonlySet<string> | null = null;
  for (const [name, profile] of names) {
    if (!name.startsWith(APPARMOR_PREFIX)) continue;
    containers ??= new Set(containersOf(spec, path).map((entry) => stringOf(entry.container['name'])));
    const container = name.slice(APPARMOR_PREFIX.length);
    if (!containers.has(container)) report(to, key(path, name), 'apparmorContainer', { value: container });
    if (
      profile !== '' &&
      profile !== 'runtime/default' &&
      profile !== 'unconfined' &&
      !profile.startsWith('localhost/')
    ) {
      report(to, key(path, name), 'apparmorAnnotation', { value: profile });
    }
  }
}

type ProfileKind = 'seccompProfile' | 'appArmorProfile';

/** Does an annotation say the same as the field beside it? Answers the subfield that differs. */
function differing(kind: ProfileKind, annotation: string, profile: JsonObject): string | null {
  switch (profile['type']) {
    case 'Unconfined':
      return annotation === 'unconfined' ? null : 'type';
    case 'RuntimeDefault':
      return annotation === 'runtime/default' || (kind === 'seccompProfile' && annotation === 'docker/default')
        ? null
        : 'type';
    case 'Localhost':
      if (!annotation.startsWith('localhost/')) return 'type';
      return profile['localhostProfile'] === annotation.slice('localhost/'.length) ? null : 'localhostProfile';
    default:
      return null;
  }
}

/** Annotation and field of one profile must agree (`validateSeccompAnnotationsAndFields`, `validateAppArmorAnnotationsAndFieldsMatchOnCreate`). */
function checkProfileAgreement(
  to: Inspection,
  specPath: FieldPath,
  annotations: Json | undefined,
  spec: JsonObject,
): void {
  const names = new Map(entriesOf(annotations));
  const compare = (kind: ProfileKind, owner: FieldPath, name: string, profile: JsonObject | undefined) => {
    const annotation = names.get(name);
    if (annotation === undefined || profile === undefined) return;
    const subfield = differing(kind, annotation, profile);
    if (subfield === null) return;
    report(to, child(owner, 'securityContext', kind, subfield), 'profileAnnotation', { annotation: name });
  };
  const podContext = structOf(spec['securityContext']);
  compare('seccompProfile', specPath, SECCOMP_POD, objectOf(podContext['seccompProfile']));
  const windows = structOf(spec['os'])['name'] === 'windows';
  for (const { container, path } of containersOf(spec, specPath)) {
    const context = structOf(container['securityContext']);
    const name = stringOf(container['name']);
    compare('seccompProfile', path, SECCOMP_CONTAINER_PREFIX + name, objectOf(context['seccompProfile']));
    if (windows) continue;
    const profile = objectOf(context['appArmorProfile']) ?? objectOf(podContext['appArmorProfile']);
    compare('appArmorProfile', path, APPARMOR_PREFIX + name, profile);
  }
}

/** Labels and annotations of the template. The server leaves `metadata` out of their paths. */
export function checkTemplateMeta(to: Inspection, path: FieldPath, template: JsonObject): void {
  const metadata = structOf(template['metadata']);
  checkLabels(to, oddly(path, '.labels', ['metadata', 'labels']), metadata['labels']);
  const annotations = oddly(path, '.annotations', ['metadata', 'annotations']);
  checkAnnotations(to, annotations, metadata['annotations']);
  if (isSet(metadata['annotations'])) {
    checkSpecialAnnotations(to, annotations, metadata['annotations'], structOf(template['spec']));
  }
}

/** What annotations and fields say together, and what no template may hold. */
export function checkTemplateTail(to: Inspection, path: FieldPath, template: JsonObject): void {
  const spec = structOf(template['spec']);
  const annotations = structOf(template['metadata'])['annotations'];
  if (isSet(annotations)) checkProfileAgreement(to, child(path, 'spec'), annotations, spec);
  if (listOf(spec['ephemeralContainers']).length > 0) {
    report(to, child(path, 'spec', 'ephemeralContainers'), 'ephemeralInTemplate');
  }
}
