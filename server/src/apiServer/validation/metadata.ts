/** `metadata` of an object that is created. Upstream: `ValidateObjectMeta` of apimachinery and of core, 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import { child, type FieldPath, index, oddly } from './fieldPath';
import { type JsonObject, listOf, stringOf, structOf } from './json';
import { checkAnnotations, checkLabels } from './labels';
import { asPrefix, checkSyntax, dnsLabel, qualifiedName, type Syntax } from './names';
import { type Inspection, report } from './report';

const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', 'orphan', 'foregroundDeletion'];
/** longest part of `generateName` that is used: 63 less the five random characters */
const GENERATED_BASE = 58;

/** One owner reference (`validateOwnerReference`); up to 1.36 the server leaves the index out. */
function checkOwnerReference(to: Inspection, list: FieldPath, i: number, owner: JsonObject): void {
  const declared = atLeast(to.release, 37);
  const path = declared ? index(list, i) : oddly(list, '', [i]);
  const missing = declared ? 'required' : 'ownerField';
  const apiVersion = stringOf(owner['apiVersion']);
  const parts = apiVersion.split('/');
  const version = parts.length === 2 ? parts[1] : apiVersion;
  if (apiVersion === '') report(to, child(path, 'apiVersion'), missing);
  else if (parts.length > 2 || version === '') {
    report(to, child(path, 'apiVersion'), 'ownerApiVersion', { value: apiVersion });
  }
  for (const name of ['kind', 'name', 'uid']) {
    if (stringOf(owner[name]) === '') report(to, child(path, name), missing);
  }
  if (apiVersion === 'v1' && owner['kind'] === 'Event') report(to, path, 'ownerBanned', { value: 'v1 Event' });
}

function checkOwnerReferences(to: Inspection, path: FieldPath, metadata: JsonObject): void {
  let controller: string | null = null;
  for (const [i, entry] of listOf(metadata['ownerReferences']).entries()) {
    const owner = structOf(entry);
    checkOwnerReference(to, path, i, owner);
    if (owner['controller'] !== true) continue;
    const name = `${stringOf(owner['kind'])}/${stringOf(owner['name'])}`;
    if (controller === null) controller = name;
    else report(to, path, 'ownerControllers', { first: controller, second: name }, { within: [i] });
  }
}

function checkFinalizers(to: Inspection, path: FieldPath, metadata: JsonObject): void {
  const finalizers = listOf(metadata['finalizers']).map(stringOf);
  for (const [i, finalizer] of finalizers.entries()) checkSyntax(to, path, finalizer, qualifiedName, { within: [i] });
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) report(to, path, 'finalizerPair');
  for (const [i, finalizer] of finalizers.entries()) {
    if (!finalizer.includes('/') && !STANDARD_FINALIZERS.includes(finalizer)) {
      report(to, index(path, i), 'finalizer', { value: finalizer, allowed: STANDARD_FINALIZERS.join(', ') });
    }
  }
}

/**
 * The metadata of a new object. An absent namespace is the one of the request, so it is not missed.
 * @param syntax what the kind demands of a name
 */
export function checkMetadata(to: Inspection, path: FieldPath, metadata: JsonObject, syntax: Syntax): void {
  const generateName = stringOf(metadata['generateName']);
  const given = stringOf(metadata['name']);
  if (generateName !== '') checkSyntax(to, child(path, 'generateName'), generateName, asPrefix(syntax));
  if (given !== '') checkSyntax(to, child(path, 'name'), given, syntax);
  else if (generateName === '') report(to, child(path, 'name'), 'nameRequired');
  else {
    const generated = `${generateName.slice(0, GENERATED_BASE)}x0000`;
    checkSyntax(to, oddly(path, '.name', ['generateName']), generated, syntax);
  }
  const namespace = stringOf(metadata['namespace']);
  if (namespace !== '') checkSyntax(to, child(path, 'namespace'), namespace, dnsLabel);
  checkLabels(to, child(path, 'labels'), metadata['labels']);
  checkAnnotations(to, child(path, 'annotations'), metadata['annotations']);
  checkOwnerReferences(to, child(path, 'ownerReferences'), metadata);
  checkFinalizers(to, child(path, 'finalizers'), metadata);
}

/**
 * Metadata inside a claim template of a volume: only labels and annotations may be set.
 * Upstream: `ValidateTemplateObjectMeta` (core), 1.32 to 1.37.
 */
export function checkTemplateMetadata(to: Inspection, path: FieldPath, metadata: JsonObject): void {
  checkAnnotations(to, child(path, 'annotations'), metadata['annotations']);
  checkLabels(to, child(path, 'labels'), metadata['labels']);
  for (const [name, value] of Object.entries(metadata)) {
    // a grace period is a pointer: 0 is a value, too
    const zero = value === null || value === '' || (value === 0 && name !== 'deletionGracePeriodSeconds');
    if (name === 'annotations' || name === 'labels' || zero) continue;
    report(to, child(path, serverFieldName(name)), 'claimMetadataForbidden');
  }
}

/** The server lower-cases only the first letter of the Go name, so `uid` reads `uID`. */
function serverFieldName(name: string): string {
  return name === 'uid' ? 'uID' : name;
}
