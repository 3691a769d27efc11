/** What Windows demands: `windowsOptions`, host process containers, and fields that only Linux has. Upstream: core validation, 1.32 to 1.37. */
import type { Json } from '../judgement';
import { containersOf } from './containerList';
import { child, type FieldPath } from './fieldPath';
import { byteLength, isObject, isSet, type JsonObject, listOf, objectOf, stringOf, structOf } from './json';
import { checkSyntax, dnsSubdomain } from './names';
import { type Inspection, report } from './report';

const MAX_CREDENTIAL_SPEC_KIB = 64;
const MAX_DOMAIN = 256;
const MAX_USER = 104;
const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_DOMAIN =
  /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** `user` or `DOMAIN\user`, as Windows names accounts. */
function isWindowsUserName(text: string): boolean {
  const parts = text.split('\\');
  if (parts.length > 2 || hasControlCharacter(text)) return false;
  const user = parts[parts.length - 1] ?? '';
  if (parts.length === 2) {
    const domain = parts[0] ?? '';
    if (byteLength(domain) >= MAX_DOMAIN || !(NETBIOS.test(domain) || DNS_DOMAIN.test(domain))) return false;
  }
  return user !== '' && byteLength(user) <= MAX_USER && !/^[. ]+$/.test(user) && !/["/\\:;|=,+*?<>@[\]]/.test(user);
}

/** @param path of `windowsOptions` (`validateWindowsSecurityContextOptions`) */
export function checkWindowsOptions(to: Inspection, path: FieldPath, options: Json | undefined): void {
  if (!isObject(options)) return;
  const name = options['gmsaCredentialSpecName'];
  if (isSet(name)) checkSyntax(to, child(path, 'gmsaCredentialSpecName'), stringOf(name), dnsSubdomain);
  const spec = options['gmsaCredentialSpec'];
  if (isSet(spec)) {
    const bytes = byteLength(stringOf(spec));
    if (bytes === 0) report(to, child(path, 'gmsaCredentialSpec'), 'empty');
    else if (bytes > MAX_CREDENTIAL_SPEC_KIB * 1024) {
      report(to, child(path, 'gmsaCredentialSpec'), 'credentialSpecTooLong', { max: MAX_CREDENTIAL_SPEC_KIB });
    }
  }
  const user = options['runAsUserName'];
  if (isSet(user) && !isWindowsUserName(stringOf(user))) {
    report(to, child(path, 'runAsUserName'), 'windowsUserName', { value: stringOf(user), max: MAX_USER });
  }
}

function hostProcessOf(context: Json | undefined): boolean | undefined {
  const value = structOf(structOf(context)['windowsOptions'])['hostProcess'];
  return typeof value === 'boolean' ? value : undefined;
}

/** Host process containers: all or none, and in the host's network (`validateWindowsHostProcessPod`). */
export function checkHostProcess(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const pod = hostProcessOf(spec['securityContext']);
  const containers = containersOf(spec, path);
  let count = 0;
  for (const { container, path: at } of containers) {
    const own = hostProcessOf(container['securityContext']);
    if (pod !== undefined && own !== undefined && pod !== own) {
      report(to, child(at, 'securityContext', 'windowsOptions', 'hostProcess'), 'hostProcessDiffers', {
        value: String(own),
        pod: String(pod),
      });
    }
    if (own ?? pod) count++;
  }
  if (count === 0) return;
  if (count !== containers.length) report(to, path, 'hostProcessMixed', { count, total: containers.length });
  if (spec['hostNetwork'] !== true) report(to, child(path, 'hostNetwork'), 'hostProcessNetwork');
}

const POD_CONTEXT_LINUX_ONLY = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const;

const CONTAINER_CONTEXT_LINUX_ONLY = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

function forbid(to: Inspection, path: FieldPath, name: string): void {
  report(to, child(path, name), 'linuxOnly');
}

/** Fields that a pod for Windows may not set (`validateWindows`). */
function checkWindowsPod(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const context = objectOf(spec['securityContext']);
  for (const name of POD_CONTEXT_LINUX_ONLY) {
    const value = context?.[name];
    if (name === 'sysctls' ? listOf(value).length > 0 : isSet(value)) forbid(to, child(path, 'securityContext'), name);
  }
  if (isSet(spec['hostUsers'])) forbid(to, path, 'hostUsers');
  if (spec['hostPID'] === true) forbid(to, path, 'hostPID');
  if (spec['hostIPC'] === true) forbid(to, path, 'hostIPC');
  if (isSet(spec['shareProcessNamespace'])) forbid(to, path, 'shareProcessNamespace');
  for (const { container, path: at } of containersOf(spec, path)) {
    const own = structOf(container['securityContext']);
    for (const name of CONTAINER_CONTEXT_LINUX_ONLY)
      if (isSet(own[name])) forbid(to, child(at, 'securityContext'), name);
  }
}

/** Fields that a pod for Linux may not set (`validateLinux`). */
function checkLinuxPod(to: Inspection, path: FieldPath, spec: JsonObject): void {
  if (isObject(structOf(spec['securityContext'])['windowsOptions'])) {
    report(to, child(path, 'securityContext', 'windowsOptions'), 'windowsOnly');
  }
  for (const { container, path: at } of containersOf(spec, path)) {
    if (isObject(structOf(container['securityContext'])['windowsOptions'])) {
      report(to, child(at, 'securityContext', 'windowsOptions'), 'windowsOnly');
    }
  }
}

/** `os`, and what the named system forbids (`validateOS`). */
export function checkOs(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const os = spec['os'];
  if (!isObject(os)) return;
  const name = stringOf(os['name']);
  if (name === '') report(to, child(path, 'os', 'name'), 'required');
  else if (name === 'linux') checkLinuxPod(to, path, spec);
  else if (name === 'windows') checkWindowsPod(to, path, spec);
  else report(to, child(path, 'os'), 'unsupported', { value: name, allowed: 'linux, windows' }, { within: ['name'] });
}
