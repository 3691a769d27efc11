/** Projected volumes: several sources in one directory. Upstream: `validateProjectionSources` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../../simulator/src/index';
import type { Path } from '../../../manifest/index';
import { child, type FieldPath, index } from '../fieldPath';
import { byteLength, entriesOf, isObject, isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from '../json';
import { checkLabelSelector } from '../labels';
import { checkSyntax, dnsLabel, dnsSubdomain, qualifiedName } from '../names';
import { localNonReservedPath } from '../paths';
import { type Inspection, report } from '../report';
import { checkDownwardFile, checkItem, checkMode, checkUser } from './files';

const KEY_TYPES: readonly string[] = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const DAY = 24 * 60 * 60;
const MIN_TOKEN_SECONDS = 600;
const MAX_TOKEN_SECONDS = 2 ** 32;
const MIN_CERTIFICATE_SECONDS = 3600;
const MAX_ANNOTATION_BYTES = 256 * 1024;

/** Files of one volume by name; the second of a name is an error at the volume. */
interface Directory {
  readonly to: Inspection;
  readonly path: FieldPath;
  readonly names: Set<string>;
}

function enter(directory: Directory, name: string, within: Path): void {
  if (directory.names.has(name)) report(directory.to, directory.path, 'projectedTwice', { value: name }, { within });
  directory.names.add(name);
}

/** A signer of certificates, `example.com/name` (`ValidateSignerName`). */
function checkSignerName(to: Inspection, path: FieldPath, value: string): void {
  if (value === '') {
    report(to, path, 'required');
    return;
  }
  const segments = value.split('/');
  const [domain = '', name = ''] = segments;
  const labels = domain.split('.');
  const fits =
    segments.length === 2 &&
    byteLength(domain) <= 253 &&
    byteLength(value) <= 571 &&
    labels.length >= 2 &&
    labels.every((label) => dnsLabel(label) === null) &&
    name.split('.').every((label) => dnsSubdomain(label) === null);
  if (!fits) report(to, path, 'signerName', { value });
}

/** `signer:name`, where the signer may be spelled with `:` for `/`, or a name alone (`ValidateClusterTrustBundleName`). */
function isTrustBundleName(name: string): boolean {
  const split = name.lastIndexOf(':');
  return split !== 0 && dnsSubdomain(name.slice(split + 1)) === null;
}

/** Trust anchors of the cluster; gate ClusterTrustBundleProjection, on since 1.37 */
function checkTrustBundle(
  to: Inspection,
  path: FieldPath,
  source: JsonObject,
  enterFile: (name: string) => void,
): void {
  const {
    name,
    signerName,
    labelSelector,
    path: file,
  } = source as Record<'name' | 'signerName' | 'labelSelector' | 'path', never>;
  if (isSet(name) && isSet(signerName)) report(to, path, 'trustBundleBoth');
  else if (isSet(name)) {
    if (stringOf(name) === '') report(to, child(path, 'name'), 'required');
    else if (!isTrustBundleName(stringOf(name)))
      report(to, child(path, 'name'), 'dnsSubdomain', { value: stringOf(name) });
    if (isObject(labelSelector)) report(to, child(path, 'labelSelector'), 'trustBundleSelector');
  } else if (isSet(signerName)) {
    checkSignerName(to, child(path, 'signerName'), stringOf(signerName));
    checkLabelSelector(to, child(path, 'labelSelector'), labelSelector);
  } else report(to, path, 'trustBundleMissing');
  if (stringOf(file) === '') report(to, child(path, 'path'), 'required');
  checkUser(to, child(path, 'user'), source['user']);
  localNonReservedPath(to, child(path, 'path'), stringOf(file));
  enterFile(stringOf(file));
}

/** A certificate for the pod; gate PodCertificateRequest, on since 1.37 */
function checkPodCertificate(
  to: Inspection,
  path: FieldPath,
  source: JsonObject,
  enterFile: (name: string) => void,
): void {
  const signer = stringOf(source['signerName']);
  checkSignerName(to, child(path, 'signerName'), signer);
  const annotations = entriesOf(source['userAnnotations']);
  let bytes = 0;
  for (const [name, value] of annotations) {
    const where = { within: [name], at: 'key' as const };
    const at = child(path, 'userAnnotations');
    bytes += byteLength(name) + byteLength(value);
    if (name === '') report(to, at, 'required', {}, where);
    else if (checkSyntax(to, at, name, (text) => qualifiedName(text.toLowerCase()), where) && !name.includes('/')) {
      report(to, at, 'domainPrefix', { value: name }, where);
    }
  }
  if (bytes > MAX_ANNOTATION_BYTES) {
    report(to, child(path, 'userAnnotations'), 'annotationsTooLarge', { bytes, max: MAX_ANNOTATION_BYTES });
  }
  checkUser(to, child(path, 'user'), source['user']);
  const keyType = stringOf(source['keyType']);
  if (!KEY_TYPES.includes(keyType)) {
    report(to, child(path, 'keyType'), 'unsupported', { value: keyType, allowed: KEY_TYPES.join(', ') });
  }
  const lifetime = source['maxExpirationSeconds'];
  if (isSet(lifetime)) {
    const host = signer.split('/')[0] ?? '';
    const max = host === 'kubernetes.io' || host.endsWith('.kubernetes.io') ? DAY : 91 * DAY;
    const value = numberOf(lifetime);
    if (value < MIN_CERTIFICATE_SECONDS || value > max) {
      report(to, child(path, 'maxExpirationSeconds'), 'range', { value, min: MIN_CERTIFICATE_SECONDS, max });
    }
  }
  let count = 0;
  for (const name of ['credentialBundlePath', 'keyPath', 'certificateChainPath']) {
    const file = stringOf(source[name]);
    if (file === '') continue;
    count++;
    localNonReservedPath(to, child(path, name), file);
    enterFile(file);
  }
  if (count === 0) report(to, path, 'certificatePathMissing');
}

/** The server reports the token's path at the volume, not at its source. */
function checkToken(to: Inspection, volume: FieldPath, i: number, path: FieldPath, source: JsonObject): void {
  const seconds = numberOf(source['expirationSeconds']);
  if (seconds < MIN_TOKEN_SECONDS || seconds > MAX_TOKEN_SECONDS) {
    const params = { value: seconds, min: MIN_TOKEN_SECONDS, max: MAX_TOKEN_SECONDS };
    report(to, child(path, 'expirationSeconds'), 'range', params);
  }
  const file = stringOf(source['path']);
  const at = { ...child(volume, 'path'), steps: ['sources', i, 'serviceAccountToken', 'path'] };
  if (file === '') report(to, at, 'required');
  else localNonReservedPath(to, at, file);
  checkUser(to, child(path, 'user'), source['user']);
}

/** @param path of the volume's `projected` */
export function checkProjected(to: Inspection, path: FieldPath, source: JsonObject): void {
  checkMode(to, child(path, 'defaultMode'), source['defaultMode']);
  checkUser(to, child(path, 'defaultUser'), source['defaultUser']);
  const directory: Directory = { to, path, names: new Set() };
  for (const [i, entry] of listOf(source['sources']).entries()) {
    const projection = structOf(entry);
    const at = index(child(path, 'sources'), i);
    let count = 0;
    const each = (kind: string, check: (part: JsonObject, partPath: FieldPath) => void) => {
      const part = projection[kind];
      if (!isObject(part)) return;
      count++;
      check(part, child(at, kind));
    };
    for (const kind of ['secret', 'configMap']) {
      each(kind, (part, partPath) => {
        if (stringOf(part['name']) === '') report(to, child(partPath, 'name'), 'required');
        for (const [j, item] of listOf(part['items']).entries()) {
          checkItem(to, index(child(partPath, 'items'), j), structOf(item));
          const file = stringOf(structOf(item)['path']);
          if (file !== '') enter(directory, file, ['sources', i, kind, 'items', j, 'path']);
        }
      });
    }
    each('downwardAPI', (part, partPath) => {
      for (const [j, item] of listOf(part['items']).entries()) {
        checkDownwardFile(to, partPath, j, structOf(item));
        const file = stringOf(structOf(item)['path']);
        if (file !== '') enter(directory, file, ['sources', i, 'downwardAPI', 'items', j, 'path']);
      }
    });
    each('serviceAccountToken', (part, partPath) => checkToken(to, path, i, partPath, part));
    if (atLeast(to.release, 37)) {
      each('clusterTrustBundle', (part, partPath) => {
        checkTrustBundle(to, partPath, part, (file) => enter(directory, file, ['sources', i, 'clusterTrustBundle']));
      });
      each('podCertificate', (part, partPath) => {
        checkPodCertificate(to, partPath, part, (file) => enter(directory, file, ['sources', i, 'podCertificate']));
      });
    }
    if (count > 1) report(to, at, 'projectionTwice');
  }
}
