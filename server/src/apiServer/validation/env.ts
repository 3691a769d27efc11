/** Environment variables of containers. Upstream: `ValidateEnv`, `ValidateEnvFrom` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { withoutLostSuffix } from '../storedQuantity';
import { containersOf } from './containerList';
import { child, type FieldPath, index } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, objectOf, stringOf, structOf } from './json';
import { checkSyntax, configKey, dnsLabel, dnsSubdomain, envName, qualifiedName } from './names';
import { noBacksteps } from './paths';
import { parseQuantity } from './quantity';
import { type Inspection, report } from './report';

/** fields of a pod that an environment variable may hold */
const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** fields of a pod that a downward API file may hold */
export const VOLUME_FIELDS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
/** every field that the downward API knows by name, whether or not it is allowed in a place */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  ...ENV_FIELDS,
  ...VOLUME_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
]);
const RESOURCES: readonly string[] = ['limits', 'requests'].flatMap((list) =>
  ['cpu', 'ephemeral-storage', 'memory'].map((name) => `${list}.${name}`),
);
const BYTE_DIVISORS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];
const CPU_DIVISORS = ['1m', '1'];

/**
 * A field of the pod (`validateObjectFieldSelector`).
 * @param allowed the fields that make sense here; `metadata.labels['x']` and `metadata.annotations['x']` always do
 */
export function checkFieldRef(to: Inspection, path: FieldPath, ref: JsonObject, allowed: readonly string[]): void {
  const field = stringOf(ref['fieldPath']);
  const at = child(path, 'fieldPath');
  if (stringOf(ref['apiVersion']) === '') {
    report(to, child(path, 'apiVersion'), 'required');
    return;
  }
  if (field === '') {
    report(to, at, 'required');
    return;
  }
  const spelled = [...allowed, "metadata.labels['<key>']", "metadata.annotations['<key>']"].join(', ');
  const subscripted = /^([\s\S]+?)\['([\s\S]*)'\]$/.exec(field);
  const map = subscripted?.[1];
  if (
    ref['apiVersion'] !== 'v1' ||
    (map === undefined ? !KNOWN_FIELDS.has(field) : !/^metadata\.(labels|annotations)$/.test(map))
  ) {
    report(to, at, 'fieldRefUnknown', { value: field, allowed: spelled });
    return;
  }
  if (map !== undefined) {
    const name = subscripted?.[2] ?? '';
    const text = map === 'metadata.annotations' ? name.toLowerCase() : name;
    checkSyntax(to, path, text, qualifiedName, { within: ['fieldPath'] });
    return;
  }
  const converted = field === 'spec.host' ? 'spec.nodeName' : field;
  if (!allowed.includes(converted)) report(to, at, 'unsupported', { value: field, allowed: spelled });
}

/** A container's resource (`validateContainerResourceFieldSelector`); in a volume the container must be named. */
export function checkResourceFieldRef(to: Inspection, path: FieldPath, ref: JsonObject, inVolume: boolean): void {
  const resource = stringOf(ref['resource']);
  const hugePages = /^(requests|limits)\.hugepages-/.test(resource);
  if (inVolume && stringOf(ref['containerName']) === '') report(to, child(path, 'containerName'), 'required');
  else if (resource === '') report(to, child(path, 'resource'), 'required');
  else if (!RESOURCES.includes(resource) && !hugePages) {
    const allowed = `${RESOURCES.join(', ')}, requests.hugepages-<size>, limits.hugepages-<size>`;
    report(to, child(path, 'resource'), 'unsupported', { value: resource, allowed });
  }
  const divisor = parseQuantity(ref['divisor']);
  if (divisor === null || divisor.nano === 0n) return;
  const allowed = resource.endsWith('.cpu') ? CPU_DIVISORS : BYTE_DIVISORS;
  // the server compares texts, and keeps `+1` as it is written
  const text = withoutLostSuffix(stringOf(ref['divisor']));
  if (!(RESOURCES.includes(resource) || hugePages) || allowed.includes(text)) return;
  report(to, child(path, 'divisor'), 'divisor', {
    value: text,
    resource,
    allowed: allowed.join(', '),
  });
}

/** A key of a ConfigMap or Secret (`validateConfigMapKeySelector`, `validateSecretKeySelector`). */
function checkKeyRef(to: Inspection, path: FieldPath, ref: JsonObject): void {
  const name = stringOf(ref['name']);
  if (name === '') report(to, child(path, 'name'), 'emptyName');
  else checkSyntax(to, child(path, 'name'), name, dnsSubdomain);
  const entry = stringOf(ref['key']);
  if (entry === '') report(to, child(path, 'key'), 'required');
  else checkSyntax(to, child(path, 'key'), entry, configKey);
}

/** A variable of a file in a volume, in use by default since 1.35 (`validateFileKeySelector`). */
function checkFileKeyRef(to: Inspection, path: FieldPath, ref: JsonObject): void {
  const entry = stringOf(ref['key']);
  const volume = stringOf(ref['volumeName']);
  const file = stringOf(ref['path']);
  if (entry === '') report(to, child(path, 'key'), 'required');
  else checkSyntax(to, child(path, 'key'), entry, envName);
  if (volume === '') report(to, child(path, 'volumeName'), 'required');
  else checkSyntax(to, child(path, 'volumeName'), volume, dnsLabel);
  if (file === '') report(to, child(path, 'path'), 'required');
  else noBacksteps(to, child(path, 'path'), file);
}

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

function checkValueFrom(to: Inspection, path: FieldPath, variable: JsonObject): void {
  const valueFrom = objectOf(variable['valueFrom']);
  if (valueFrom === undefined) return;
  const known = atLeast(to.release, 35) ? SOURCES : SOURCES.slice(0, 4);
  let count = 0;
  for (const source of known) {
    const ref = valueFrom[source];
    if (!isObject(ref)) continue;
    count++;
    const at = child(path, source);
    switch (source) {
      case 'fieldRef':
        checkFieldRef(to, at, ref, ENV_FIELDS);
        break;
      case 'resourceFieldRef':
        checkResourceFieldRef(to, at, ref, false);
        break;
      case 'fileKeyRef':
        checkFileKeyRef(to, at, ref);
        break;
      default:
        checkKeyRef(to, at, ref);
    }
  }
  if (count === 0) report(to, path, 'sourceMissing', { allowed: known.join(', ') });
  else if (stringOf(variable['value']) !== '') report(to, path, 'valueAndSource', {}, { at: 'key' });
  else if (count > 1) report(to, path, 'sourceTwice', { allowed: known.join(', ') });
}

/** @param path of the list `env` */
export function checkEnv(to: Inspection, path: FieldPath, variables: readonly Json[]): void {
  for (const [i, entry] of variables.entries()) {
    const variable = structOf(entry);
    const at = index(path, i);
    const name = stringOf(variable['name']);
    if (name === '') report(to, child(at, 'name'), 'required');
    else checkSyntax(to, child(at, 'name'), name, envName);
    checkValueFrom(to, child(at, 'valueFrom'), variable);
  }
}

/** Whole ConfigMaps and Secrets as variables. A missing or double source is reported at the list. */
export function checkEnvFrom(to: Inspection, path: FieldPath, sources: readonly Json[]): void {
  for (const [i, entry] of sources.entries()) {
    const source = structOf(entry);
    const at = index(path, i);
    const prefix = stringOf(source['prefix']);
    if (prefix !== '') checkSyntax(to, child(at, 'prefix'), prefix, envName);
    let count = 0;
    for (const kind of ['configMapRef', 'secretRef']) {
      const ref = source[kind];
      if (!isObject(ref)) continue;
      count++;
      const name = stringOf(ref['name']);
      if (name === '') report(to, child(at, kind, 'name'), 'required');
      else checkSyntax(to, child(at, kind, 'name'), name.endsWith('-') ? `${name}a` : name, dnsSubdomain);
    }
    if (count !== 1) {
      const message = count === 0 ? 'sourceMissing' : 'sourceTwice';
      report(to, path, message, { allowed: 'configMapRef, secretRef' }, { within: [i] });
    }
  }
}

/** The volume of a `fileKeyRef` must exist and be an emptyDir (`validateFileKeyRefVolumes`, 1.35). */
export function checkFileKeyRefVolumes(
  to: Inspection,
  specPath: FieldPath,
  spec: JsonObject,
  volumes: readonly Json[],
): void {
  if (!atLeast(to.release, 35)) return;
  const sources = new Map(volumes.map((volume) => [stringOf(structOf(volume)['name']), structOf(volume)] as const));
  for (const { container, path } of containersOf(spec, specPath)) {
    for (const [i, entry] of listOf(container['env']).entries()) {
      const ref = structOf(structOf(entry)['valueFrom'])['fileKeyRef'];
      if (!isObject(ref)) continue;
      const name = stringOf(ref['volumeName']);
      const at = child(index(child(path, 'env'), i), 'valueFrom', 'fileKeyRef', 'volumeName');
      const source = sources.get(name);
      if (source === undefined) report(to, at, 'volumeUnknown', { value: name });
      else if (!isSet(source['emptyDir'])) report(to, at, 'volumeNotEmptyDir', { value: name });
    }
  }
}
