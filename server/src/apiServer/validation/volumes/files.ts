/** Files that the kubelet writes from ConfigMaps, Secrets and the pod itself. Upstream: core validation, 1.32 to 1.37. */
import type { Json } from '../../judgement';
import { checkFieldRef, checkResourceFieldRef, VOLUME_FIELDS } from '../env';
import { child, type FieldPath, index, oddly } from '../fieldPath';
import { isObject, isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from '../json';
import { localNonReservedPath } from '../paths';
import { type Inspection, report } from '../report';

const MAX_MODE = 0o777;
const MAX_USER = 2147483647;

/** A file mode, 0 to 0777 octal; JSON writes it in decimal. */
export function checkMode(to: Inspection, path: FieldPath, mode: Json | undefined): void {
  if (!isSet(mode)) return;
  const value = numberOf(mode);
  if (value < 0 || value > MAX_MODE) report(to, path, 'fileMode', { value, max: MAX_MODE });
}

/** Owner of a file (`validateUserField`, 1.37), where its gate is on or a second source of one place was left its own. */
export function checkUser(to: Inspection, path: FieldPath, user: Json | undefined): void {
  if (!isSet(user)) return;
  const value = numberOf(user);
  if (value < 0 || value > MAX_USER) report(to, path, 'range', { value, min: 0, max: MAX_USER });
}

/** `validateKeyToPath` */
export function checkItem(to: Inspection, path: FieldPath, item: JsonObject): void {
  const file = stringOf(item['path']);
  if (stringOf(item['key']) === '') report(to, child(path, 'key'), 'required');
  if (file === '') report(to, child(path, 'path'), 'required');
  localNonReservedPath(to, child(path, 'path'), file);
  checkMode(to, child(path, 'mode'), item['mode']);
  checkUser(to, child(path, 'user'), item['user']);
}

/** Volumes of one ConfigMap or Secret. */
export function checkConfigFiles(to: Inspection, path: FieldPath, source: JsonObject, nameField: string): void {
  if (stringOf(source[nameField]) === '') report(to, child(path, nameField), 'required');
  checkMode(to, child(path, 'defaultMode'), source['defaultMode']);
  checkUser(to, child(path, 'defaultUser'), source['defaultUser']);
  for (const [i, item] of listOf(source['items']).entries()) {
    checkItem(to, index(child(path, 'items'), i), structOf(item));
  }
}

/**
 * One file of the downward API (`validateDownwardAPIVolumeFile`). The server leaves `items[i]` out of every path here.
 * @param path of the volume source
 */
export function checkDownwardFile(to: Inspection, path: FieldPath, i: number, file: JsonObject): void {
  const at = oddly(path, '', ['items', i]);
  const name = stringOf(file['path']);
  if (name === '') report(to, child(at, 'path'), 'required');
  localNonReservedPath(to, child(at, 'path'), name);
  const fieldRef = file['fieldRef'];
  const resourceFieldRef = file['resourceFieldRef'];
  if (isObject(fieldRef)) {
    checkFieldRef(to, child(at, 'fieldRef'), fieldRef, VOLUME_FIELDS);
    if (isObject(resourceFieldRef)) report(to, at, 'sourceTwice', { allowed: 'fieldRef, resourceFieldRef' });
  } else if (isObject(resourceFieldRef))
    checkResourceFieldRef(to, child(at, 'resourceFieldRef'), resourceFieldRef, true);
  else report(to, at, 'downwardSourceMissing');
  checkMode(to, child(at, 'mode'), file['mode']);
  checkUser(to, child(at, 'user'), file['user']);
}

export function checkDownwardFiles(to: Inspection, path: FieldPath, source: JsonObject): void {
  checkMode(to, child(path, 'defaultMode'), source['defaultMode']);
  checkUser(to, child(path, 'defaultUser'), source['defaultUser']);
  for (const [i, file] of listOf(source['items']).entries()) checkDownwardFile(to, path, i, structOf(file));
}
