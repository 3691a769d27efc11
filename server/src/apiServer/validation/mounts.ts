/** Volume mounts and block devices of containers. Upstream: `ValidateVolumeMounts`, `ValidateVolumeDevices` (core), 1.32 to 1.37. */
import type { Json } from '../judgement';
import { child, type FieldPath, index, oddly } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, stringOf, structOf } from './json';
import { localDescendingPath } from './paths';
import { type Inspection, report } from './report';

/** Volumes that passed their own checks, by name; a volume that did not is unknown to mounts. */
export type KnownVolumes = ReadonlyMap<string, JsonObject>;

const PROPAGATIONS: readonly string[] = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIONS: readonly string[] = ['Disabled', 'Enabled', 'IfPossible'];

function checkPropagation(to: Inspection, path: FieldPath, mount: JsonObject, container: JsonObject): void {
  const propagation = mount['mountPropagation'];
  if (!isSet(propagation)) return;
  if (!PROPAGATIONS.includes(stringOf(propagation))) {
    report(to, path, 'unsupported', { value: stringOf(propagation), allowed: PROPAGATIONS.join(', ') });
  }
  if (propagation === 'Bidirectional' && structOf(container['securityContext'])['privileged'] !== true) {
    report(to, path, 'propagationPrivileged');
  }
}

/** `validateMountRecursiveReadOnly` */
function checkRecursiveReadOnly(to: Inspection, path: FieldPath, mount: JsonObject): void {
  const recursive = mount['recursiveReadOnly'];
  if (!isSet(recursive) || recursive === 'Disabled') return;
  if (!RECURSIONS.includes(stringOf(recursive))) {
    report(to, path, 'unsupported', { value: stringOf(recursive), allowed: RECURSIONS.join(', ') });
    return;
  }
  if (mount['readOnly'] !== true) report(to, path, 'recursiveNotReadOnly', { value: stringOf(recursive) });
  const propagation = mount['mountPropagation'];
  if (isSet(propagation) && propagation !== 'None')
    report(to, path, 'recursivePropagation', { value: stringOf(propagation) });
}

function valuesOf(entries: readonly Json[], name: string): readonly string[] {
  return entries.map((entry) => stringOf(structOf(entry)[name]));
}

/** @param path of the container */
export function checkMounts(to: Inspection, path: FieldPath, container: JsonObject, volumes: KnownVolumes): void {
  const list = child(path, 'volumeMounts');
  const mounts = listOf(container['volumeMounts']);
  const devices = listOf(container['volumeDevices']);
  // of two devices of one name the server remembers the last path
  const devicePaths = new Map(devices.map((d) => [stringOf(structOf(d)['name']), stringOf(structOf(d)['devicePath'])]));
  const taken = new Set<string>();
  for (const [i, entry] of mounts.entries()) {
    const mount = structOf(entry);
    const at = index(list, i);
    const name = stringOf(mount['name']);
    const mountPath = stringOf(mount['mountPath']);
    if (name === '') report(to, child(at, 'name'), 'required');
    else if (!volumes.has(name)) report(to, child(at, 'name'), 'mountUnresolved', { value: name });
    if (mountPath === '') report(to, child(at, 'mountPath'), 'required');
    if (taken.has(mountPath)) report(to, child(at, 'mountPath'), 'mountPathTwice', { value: mountPath });
    taken.add(mountPath);
    if (devicePaths.has(name)) report(to, child(at, 'name'), 'mountIsDevice', { value: name });
    if ([...devicePaths.values()].includes(mountPath))
      report(to, child(at, 'mountPath'), 'pathIsDevice', { value: mountPath });
    const subPath = stringOf(mount['subPath']);
    const subPathExpr = stringOf(mount['subPathExpr']);
    if (subPath !== '') localDescendingPath(to, oddly(list, '.subPath', [i, 'subPath']), subPath);
    if (subPathExpr !== '') {
      if (subPath !== '') report(to, child(at, 'subPathExpr'), 'subPathTwice', { value: subPathExpr });
      localDescendingPath(to, oddly(list, '.subPathExpr', [i, 'subPathExpr']), subPathExpr);
    }
    checkPropagation(to, oddly(list, '.mountPropagation', [i, 'mountPropagation']), mount, container);
    checkRecursiveReadOnly(to, oddly(list, '.recursiveReadOnly', [i, 'recursiveReadOnly']), mount);
  }
}

/** @param path of the container */
export function checkDevices(to: Inspection, path: FieldPath, container: JsonObject, volumes: KnownVolumes): void {
  const list = child(path, 'volumeDevices');
  const mounts = listOf(container['volumeMounts']);
  const mountPaths = new Map(mounts.map((m) => [stringOf(structOf(m)['name']), stringOf(structOf(m)['mountPath'])]));
  const paths = new Set<string>();
  const devices = listOf(container['volumeDevices']);
  const names = valuesOf(devices, 'name');
  for (const [i, entry] of devices.entries()) {
    const device = structOf(entry);
    const at = index(list, i);
    const name = stringOf(device['name']);
    const devicePath = stringOf(device['devicePath']);
    const source = volumes.get(name);
    if (name === '') report(to, child(at, 'name'), 'required');
    else if (names.indexOf(name) < i) report(to, child(at, 'name'), 'duplicateValue', { value: name });
    if (source === undefined) {
      if (name !== '') report(to, child(at, 'name'), 'mountUnresolved', { value: name });
    } else if (!isObject(source['persistentVolumeClaim']) && !isObject(source['ephemeral'])) {
      report(to, child(at, 'name'), 'deviceSource', { value: name });
    }
    if (devicePath === '') report(to, child(at, 'devicePath'), 'required');
    if (paths.has(devicePath)) report(to, child(at, 'devicePath'), 'duplicateValue', { value: devicePath });
    if (devicePath.split('/').includes('..'))
      report(to, child(at, 'devicePath'), 'pathBackstep', { value: devicePath });
    else paths.add(devicePath);
    if (mountPaths.has(name)) report(to, child(at, 'name'), 'deviceIsMount', { value: name });
    if ([...mountPaths.values()].includes(devicePath))
      report(to, child(at, 'devicePath'), 'pathIsMount', { value: devicePath });
  }
}
