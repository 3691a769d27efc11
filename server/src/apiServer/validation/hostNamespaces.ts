/** Namespaces of the host, and the host's name for the pod. Upstream: `validateHostUsers`, `validatePodHostName` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import { containersOf } from './containerList';
import { child, type FieldPath, oddly } from './fieldPath';
import { byteLength, isSet, type JsonObject, listOf, stringOf } from './json';
import { checkSyntax, dnsSubdomain } from './names';
import { type Inspection, report } from './report';

const MAX_HOSTNAME = 64;

/** A user namespace of its own goes with no other namespace of the host. The server writes `HostPID` and `HostIPC`. */
export function checkHostUsers(to: Inspection, path: FieldPath, spec: JsonObject): void {
  if (spec['hostUsers'] !== false) return;
  if (spec['hostNetwork'] === true) report(to, child(path, 'hostNetwork'), 'hostUsersConflict');
  if (spec['hostPID'] === true) report(to, oddly(path, '.HostPID', ['hostPID']), 'hostUsersConflict');
  if (spec['hostIPC'] === true) report(to, oddly(path, '.HostIPC', ['hostIPC']), 'hostUsersConflict');
  if (!atLeast(to.release, 34)) return;
  for (const { container, path: at } of containersOf(spec, path)) {
    if (listOf(container['volumeDevices']).length > 0) report(to, child(at, 'volumeDevices'), 'hostUsersConflict');
  }
}

/** `hostnameOverride`, in use by default since 1.35 */
export function checkHostnameOverride(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const override = spec['hostnameOverride'];
  if (!isSet(override) || !atLeast(to.release, 35)) return;
  const at = child(path, 'hostnameOverride');
  const name = stringOf(override);
  if (spec['setHostnameAsFQDN'] === true) report(to, at, 'hostnameConflict', { field: 'setHostnameAsFQDN' });
  if (spec['hostNetwork'] === true) report(to, at, 'hostnameConflict', { field: 'hostNetwork' });
  if (byteLength(name) > MAX_HOSTNAME) report(to, at, 'textTooLong', { max: MAX_HOSTNAME });
  checkSyntax(to, at, name, dnsSubdomain);
}
