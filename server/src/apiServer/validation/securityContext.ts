/** Security contexts of pods and containers. Upstream: `validatePodSpecSecurityContext`, `ValidateSecurityContext` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { child, type FieldPath, index, oddly } from './fieldPath';
import { byteLength, isObject, isSet, type JsonObject, listOf, numberOf, objectOf, stringOf, structOf } from './json';
import { localDescendingPath } from './paths';
import { type Inspection, report } from './report';
import { checkWindowsOptions } from './windows';

const MAX_ID = 2147483647;
const MAX_SYSCTL = 253;
const MAX_PROFILE = 4095;
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const PROFILE_TYPES: readonly string[] = ['Localhost', 'RuntimeDefault', 'Unconfined'];
const IPC_SYSCTLS: readonly string[] = [
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
];

/** A user or group of Linux: 0 to 2³¹−1 (`IsValidUserID`, `IsValidGroupID`). */
function checkId(to: Inspection, path: FieldPath, value: Json | undefined): void {
  if (!isSet(value)) return;
  const id = numberOf(value);
  if (id < 0 || id > MAX_ID) report(to, path, 'range', { value: id, min: 0, max: MAX_ID });
}

function checkChoice(to: Inspection, path: FieldPath, value: Json | undefined, allowed: readonly string[]): void {
  if (!isSet(value) || allowed.includes(stringOf(value))) return;
  report(to, path, 'unsupported', { value: stringOf(value), allowed: allowed.join(', ') });
}

function checkProfileType(to: Inspection, path: FieldPath, profile: JsonObject): string {
  const type = stringOf(profile['type']);
  if (type === '') report(to, child(path, 'type'), 'required');
  else checkChoice(to, child(path, 'type'), type, PROFILE_TYPES);
  return type;
}

/** `validateSeccompProfileField` */
function checkSeccompProfile(to: Inspection, path: FieldPath, profile: Json | undefined): void {
  if (!isObject(profile)) return;
  const at = child(path, 'localhostProfile');
  const file = profile['localhostProfile'];
  if (checkProfileType(to, path, profile) !== 'Localhost') {
    if (isSet(file)) report(to, at, 'localhostProfileUnused', { type: stringOf(profile['type']) });
  } else if (isSet(file)) localDescendingPath(to, at, stringOf(file));
  else report(to, at, 'localhostProfileMissing');
}

/** `ValidateAppArmorProfileField` */
function checkAppArmorProfile(to: Inspection, path: FieldPath, profile: Json | undefined): void {
  if (!isObject(profile)) return;
  const at = child(path, 'localhostProfile');
  const name = profile['localhostProfile'];
  const text = stringOf(name);
  switch (checkProfileType(to, path, profile)) {
    case 'Localhost':
      if (!isSet(name) || text === '') report(to, at, 'localhostProfileMissing');
      else if (text.trim() !== text) report(to, at, 'padded', { value: text });
      if (byteLength(text) > MAX_PROFILE) report(to, at, 'textTooLong', { max: MAX_PROFILE });
      break;
    case 'RuntimeDefault':
    case 'Unconfined':
      if (isSet(name)) report(to, at, 'localhostProfileUnused', { type: stringOf(profile['type']) });
      break;
    default:
  }
}

/** Slashes and dots of a sysctl's name are swapped when a slash comes first (`NormalizeName`). */
function normalizeSysctl(name: string): string {
  const first = name.search(/[./]/);
  if (first < 0 || name[first] === '.') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}

function namespaceOfSysctl(name: string): 'net' | 'ipc' | null {
  const normalized = normalizeSysctl(name).split('*')[0] ?? '';
  if (normalized.startsWith('net.')) return 'net';
  return normalized.startsWith('fs.mqueue.') || IPC_SYSCTLS.includes(normalized) ? 'ipc' : null;
}

/** `validateSysctls` */
function checkSysctls(to: Inspection, path: FieldPath, sysctls: readonly Json[], spec: JsonObject): void {
  const seen = new Set<string>();
  for (const [i, entry] of sysctls.entries()) {
    const name = stringOf(structOf(entry)['name']);
    const at = child(index(path, i), 'name');
    if (name === '') report(to, at, 'required');
    else if (byteLength(name) > MAX_SYSCTL || !SYSCTL.test(name)) report(to, at, 'sysctlName', { value: name });
    else if (seen.has(name)) report(to, at, 'duplicate', { value: name });
    const namespace = namespaceOfSysctl(name);
    if (namespace === 'net' && spec['hostNetwork'] === true) {
      report(to, at, 'sysctlHostNamespace', { value: name, field: 'hostNetwork' });
    } else if (namespace === 'ipc' && spec['hostIPC'] === true) {
      report(to, at, 'sysctlHostNamespace', { value: name, field: 'hostIPC' });
    }
    seen.add(name);
  }
}

/** `shareProcessNamespace` beside `hostPID`; up to 1.36 the server finds it in the security context. */
function checkSharedProcesses(to: Inspection, specPath: FieldPath, spec: JsonObject): void {
  if (spec['shareProcessNamespace'] !== true || spec['hostPID'] !== true) return;
  const text = atLeast(to.release, 37) ? '.shareProcessNamespace' : '.securityContext.shareProcessNamespace';
  report(to, oddly(specPath, text, ['shareProcessNamespace']), 'sharedProcessNamespace');
}

/**
 * The pod's security context.
 * @param specPath path of the pod spec
 */
export function checkPodSecurityContext(to: Inspection, specPath: FieldPath, spec: JsonObject): void {
  const path = child(specPath, 'securityContext');
  checkSharedProcesses(to, specPath, spec);
  const context = objectOf(spec['securityContext']);
  if (context === undefined) return;
  checkId(to, child(path, 'fsGroup'), context['fsGroup']);
  checkId(to, child(path, 'runAsUser'), context['runAsUser']);
  checkId(to, child(path, 'runAsGroup'), context['runAsGroup']);
  for (const [i, group] of listOf(context['supplementalGroups']).entries()) {
    checkId(to, index(child(path, 'supplementalGroups'), i), group);
  }
  checkSysctls(to, child(path, 'sysctls'), listOf(context['sysctls']), spec);
  checkChoice(to, child(path, 'fsGroupChangePolicy'), context['fsGroupChangePolicy'], ['OnRootMismatch', 'Always']);
  checkSeccompProfile(to, child(path, 'seccompProfile'), context['seccompProfile']);
  checkWindowsOptions(to, child(path, 'windowsOptions'), context['windowsOptions']);
  checkAppArmorProfile(to, child(path, 'appArmorProfile'), context['appArmorProfile']);
  checkChoice(to, child(path, 'supplementalGroupsPolicy'), context['supplementalGroupsPolicy'], ['Merge', 'Strict']);
  const volumes = to.allow.mountOption ? ['MountOption', 'Recursive'] : ['Recursive'];
  checkChoice(to, child(path, 'seLinuxChangePolicy'), context['seLinuxChangePolicy'], volumes);
}

/**
 * A container's security context.
 * @param hostUsers does the pod run in the host's user namespace (`hostUsers` true or absent)?
 */
export function checkSecurityContext(
  to: Inspection,
  path: FieldPath,
  value: Json | undefined,
  hostUsers: boolean,
): void {
  if (!isObject(value)) return;
  checkId(to, child(path, 'runAsUser'), value['runAsUser']);
  checkId(to, child(path, 'runAsGroup'), value['runAsGroup']);
  checkChoice(to, child(path, 'procMount'), value['procMount'], ['Default', 'Unmasked']);
  if (hostUsers && value['procMount'] === 'Unmasked') report(to, child(path, 'procMount'), 'procMountHostUsers');
  checkSeccompProfile(to, child(path, 'seccompProfile'), value['seccompProfile']);
  if (value['allowPrivilegeEscalation'] === false) {
    const where = { within: ['allowPrivilegeEscalation'] };
    if (value['privileged'] === true) report(to, path, 'escalationPrivileged', {}, where);
    for (const capability of listOf(structOf(value['capabilities'])['add'])) {
      if (capability === 'CAP_SYS_ADMIN') report(to, path, 'escalationSysAdmin', {}, where);
    }
  }
  checkWindowsOptions(to, child(path, 'windowsOptions'), value['windowsOptions']);
  checkAppArmorProfile(to, child(path, 'appArmorProfile'), value['appArmorProfile']);
}
