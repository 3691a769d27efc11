/** What a persistent volume claim asks for. Upstream: `ValidatePersistentVolumeClaimSpec` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import { child, type FieldPath, index, oddly } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, stringOf, structOf } from './json';
import { checkLabelSelector } from './labels';
import { checkSyntax, dnsLabel, dnsSubdomain } from './names';
import { parseQuantity, spellQuantity } from './quantity';
import { type Inspection, report } from './report';

const ACCESS_MODES: readonly string[] = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES: readonly string[] = ['Block', 'Filesystem'];

function checkAccessModes(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const modes = listOf(spec['accessModes']).map(stringOf);
  if (modes.length === 0) report(to, path, 'required');
  for (const [i, mode] of modes.entries()) {
    if (!ACCESS_MODES.includes(mode)) {
      report(to, path, 'unsupported', { value: mode, allowed: ACCESS_MODES.join(', ') }, { within: [i] });
    }
  }
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) report(to, path, 'oncePodAlone');
}

/** The server leaves `requests` out of the path. */
function checkStorage(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const at = oddly(path, '.resources[storage]', ['resources', 'requests', 'storage']);
  const requests = structOf(structOf(spec['resources'])['requests']);
  if (!Object.hasOwn(requests, 'storage')) {
    report(to, at, 'required');
    return;
  }
  const storage = parseQuantity(requests['storage'] ?? '0');
  if (storage !== null && storage.nano <= 0n) report(to, at, 'notPositive', { value: spellQuantity(storage) });
}

/** `dataSource` and `dataSourceRef` look alike; only the latter has a namespace. */
function checkDataSource(to: Inspection, path: FieldPath, source: JsonObject): void {
  for (const name of ['name', 'kind']) if (stringOf(source[name]) === '') report(to, child(path, name), 'required');
  const group = stringOf(source['apiGroup']);
  const kind = stringOf(source['kind']);
  if (group === '' && kind !== 'PersistentVolumeClaim')
    report(to, path, 'dataSourceKind', { value: kind }, { within: ['kind'] });
  if (group !== '') checkSyntax(to, child(path, 'apiGroup'), group, dnsSubdomain);
}

function checkDataSources(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const source = spec['dataSource'];
  const ref = spec['dataSourceRef'];
  if (isObject(source)) checkDataSource(to, child(path, 'dataSource'), source);
  if (!isObject(ref)) return;
  const at = child(path, 'dataSourceRef');
  checkDataSource(to, at, ref);
  const namespace = stringOf(ref['namespace']);
  if (namespace !== '') checkSyntax(to, child(at, 'namespace'), namespace, dnsLabel);
  if (!isObject(source)) return;
  const where = { within: ['dataSource'] };
  if (namespace !== '') report(to, path, 'dataSourceNamespace', {}, where);
  else {
    const same = ['name', 'kind', 'apiGroup'].every((name) => (source[name] ?? null) === (ref[name] ?? null));
    if (!same) report(to, path, 'dataSourceDiffers', {}, where);
  }
}

/** @param path of the claim's `spec` */
export function checkClaimSpec(to: Inspection, path: FieldPath, spec: JsonObject): void {
  checkAccessModes(to, child(path, 'accessModes'), spec);
  checkLabelSelector(to, child(path, 'selector'), spec['selector']);
  checkStorage(to, path, spec);
  const storageClass = stringOf(spec['storageClassName']);
  if (storageClass !== '') checkSyntax(to, child(path, 'storageClassName'), storageClass, dnsSubdomain);
  const mode = spec['volumeMode'];
  if (isSet(mode) && !VOLUME_MODES.includes(stringOf(mode))) {
    report(to, child(path, 'volumeMode'), 'unsupported', { value: stringOf(mode), allowed: VOLUME_MODES.join(', ') });
  }
  checkDataSources(to, path, spec);
  // gate VolumeAttributesClass is on since 1.34
  const attributes = stringOf(spec['volumeAttributesClassName']);
  if (attributes !== '' && atLeast(to.release, 34)) {
    checkSyntax(to, child(path, 'volumeAttributesClassName'), attributes, dnsSubdomain);
  }
}

/** Claim templates of a StatefulSet, checked since 1.34; of their metadata only the name counts, as a volume's. */
export function checkClaimTemplates(to: Inspection, path: FieldPath, spec: JsonObject): void {
  for (const [i, template] of listOf(spec['volumeClaimTemplates']).entries()) {
    checkClaimSpec(to, child(index(path, i), 'spec'), structOf(structOf(template)['spec']));
  }
}
