/** The volumes of a pod: one source each, unique names. Upstream: `ValidateVolumes`, `validateVolumeSource` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../../simulator/src/index';
import { checkClaimSpec } from '../claims';
import { checkPullPolicy } from '../containers';
import { child, type FieldPath } from '../fieldPath';
import { isObject, type JsonObject, stringOf, structOf } from '../json';
import { checkTemplateMetadata } from '../metadata';
import type { KnownVolumes } from '../mounts';
import { checkSyntax, dnsLabel, dnsSubdomain } from '../names';
import { noBacksteps } from '../paths';
import { parseQuantity } from '../quantity';
import { type Inspection, report } from '../report';
import { checkConfigFiles, checkDownwardFiles } from './files';
import { checkLegacySource, isLegacySource } from './legacy';
import { checkProjected } from './projected';

/** A volume as the server sees it, with its place in the server's list. */
export interface ListedVolume {
  readonly volume: JsonObject;
  readonly path: FieldPath;
}

/** Sources in the order in which the server looks for them: the first counts, every further one is refused. */
const SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'flocker',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
] as const;

/** Where the server spells a second source otherwise than its field. */
const SECOND_SPELLING: ReadonlyMap<string, string> = new Map([
  ['cephfs', 'cephFS'],
  ['downwardAPI', 'downwarAPI'],
]);

const HOST_PATH_TYPES: readonly string[] = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function checkHostPath(to: Inspection, path: FieldPath, source: JsonObject): void {
  const hostPath = stringOf(source['path']);
  if (hostPath === '') {
    report(to, child(path, 'path'), 'required');
    return;
  }
  noBacksteps(to, child(path, 'path'), hostPath);
  const type = stringOf(source['type']);
  if (!HOST_PATH_TYPES.includes(type)) {
    report(to, child(path, 'type'), 'unsupported', { value: type, allowed: HOST_PATH_TYPES.slice(1).join(', ') });
  }
}

/** `validateCSIVolumeSource`; a malformed secret name is reported at a `name` that does not exist */
function checkCsi(to: Inspection, path: FieldPath, source: JsonObject): void {
  const driver = stringOf(source['driver']);
  if (driver === '') report(to, child(path, 'driver'), 'required');
  else {
    if (driver.length > 63) report(to, child(path, 'driver'), 'textTooLong', { max: 63 });
    checkSyntax(to, child(path, 'driver'), driver, (text) => dnsSubdomain(text.toLowerCase()));
  }
  const secret = source['nodePublishSecretRef'];
  if (!isObject(secret)) return;
  const name = stringOf(secret['name']);
  if (name === '') report(to, child(path, 'nodePublishSecretRef', 'name'), 'required');
  else checkSyntax(to, { ...child(path, 'name'), steps: ['nodePublishSecretRef', 'name'] }, name, dnsSubdomain);
}

function checkEphemeral(to: Inspection, path: FieldPath, source: JsonObject): void {
  const template = source['volumeClaimTemplate'];
  const at = child(path, 'volumeClaimTemplate');
  if (!isObject(template)) {
    report(to, at, 'required');
    return;
  }
  checkTemplateMetadata(to, child(at, 'metadata'), structOf(template['metadata']));
  checkClaimSpec(to, child(at, 'spec'), structOf(template['spec']));
}

function checkSource(to: Inspection, path: FieldPath, name: (typeof SOURCES)[number], source: JsonObject): void {
  const at = child(path, name);
  switch (name) {
    case 'emptyDir':
      break;
    case 'hostPath':
      checkHostPath(to, at, source);
      break;
    case 'secret':
      checkConfigFiles(to, at, source, 'secretName');
      break;
    case 'configMap':
      checkConfigFiles(to, at, source, 'name');
      break;
    case 'downwardAPI':
      checkDownwardFiles(to, at, source);
      break;
    case 'projected':
      checkProjected(to, at, source);
      break;
    case 'persistentVolumeClaim':
      if (stringOf(source['claimName']) === '') report(to, child(at, 'claimName'), 'required');
      break;
    case 'csi':
      checkCsi(to, at, source);
      break;
    case 'ephemeral':
      checkEphemeral(to, at, source);
      break;
    case 'image':
      checkImage(to, at, source);
      break;
    default:
      if (isLegacySource(name)) checkLegacySource(to, path, name, source);
  }
}

/** `validateImageVolumeSource`; an empty reference is refused where the release says so */
function checkImage(to: Inspection, path: FieldPath, source: JsonObject): void {
  if (stringOf(source['reference']) === '' && atLeast(to.release, 37)) report(to, child(path, 'reference'), 'required');
  checkPullPolicy(to, child(path, 'pullPolicy'), source['pullPolicy']);
}

function checkSources(to: Inspection, path: FieldPath, volume: JsonObject): void {
  let first: string | null = null;
  for (const name of SOURCES) {
    const source = volume[name];
    if (!isObject(source)) continue;
    if (name === 'emptyDir') {
      const limit = parseQuantity(source['sizeLimit']);
      if (limit !== null && limit.nano < 0n)
        report(to, child(path, name, 'sizeLimit'), 'sizeLimit', {}, { at: 'value' });
    }
    if (first === null) {
      first = name;
      checkSource(to, path, name, source);
    } else {
      const text = SECOND_SPELLING.get(name) ?? name;
      report(to, { ...child(path, text), steps: [name] }, 'volumeSourceTwice', { first });
    }
    if (name === 'iscsi' && typeof source['initiatorName'] === 'string') {
      const joined = `${stringOf(volume['name'])}:${stringOf(source['targetPortal'])}`;
      if (joined.length > 64) report(to, child(path, 'name'), 'iscsiTooLong', { value: joined, max: 64 });
    }
  }
  if (first === null) report(to, path, 'volumeSourceMissing');
}

/**
 * All volumes of a pod.
 * @param volumes in the server's order, claim templates of a StatefulSet first
 * @returns the volumes that may be mounted: those without any error of their own
 */
export function checkVolumes(to: Inspection, volumes: readonly ListedVolume[]): KnownVolumes {
  const known = new Map<string, JsonObject>();
  for (const { volume, path } of volumes) {
    const before = to.errors.length;
    const name = stringOf(volume['name']);
    checkSources(to, path, volume);
    if (name === '') report(to, child(path, 'name'), 'required');
    else checkSyntax(to, child(path, 'name'), name, dnsLabel);
    if (known.has(name)) report(to, child(path, 'name'), 'duplicate', { value: name });
    if (to.errors.length === before) known.set(name, volume);
  }
  return known;
}
