/** The pod spec of a template. Upstream: `ValidatePodSpec` (core), 1.32 to 1.37. */
import { checkAffinity } from './affinity';
import { checkContainers, checkEphemeralContainers, checkInitContainers } from './containers';
import { checkDnsConfig, checkDnsPolicy, checkHostAliases } from './dns';
import { checkFileKeyRefVolumes } from './env';
import { child, type FieldPath, index } from './fieldPath';
import { checkHostnameOverride, checkHostUsers } from './hostNamespaces';
import { isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { checkLabels } from './labels';
import { checkSyntax, dnsLabel, dnsSubdomain, qualifiedName } from './names';
import { checkHostNetworkPorts } from './ports';
import { type Inspection, report } from './report';
import { checkOverhead, checkPodResources, checkResourceClaims } from './resources';
import { checkPodSecurityContext } from './securityContext';
import { checkTolerations } from './tolerations';
import { checkTopologySpread } from './topologySpread';
import { checkVolumes, type ListedVolume } from './volumes/index';
import { checkHostProcess, checkOs } from './windows';

const MAX_INT32 = 2147483647;
const RESTART_POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never'];
const PREEMPTION: readonly string[] = ['PreemptLowerPriority', 'Never'];

function checkRestartPolicy(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const policy = stringOf(spec['restartPolicy']);
  if (policy === '') report(to, path, 'required');
  else if (!RESTART_POLICIES.includes(policy)) {
    report(to, path, 'restartPolicyUnknown', { value: policy, allowed: RESTART_POLICIES.join(', ') });
  }
}

function checkGates(to: Inspection, path: FieldPath, spec: JsonObject): void {
  for (const [i, gate] of listOf(spec['readinessGates']).entries()) {
    const at = child(index(child(path, 'readinessGates'), i), 'conditionType');
    checkSyntax(to, at, stringOf(structOf(gate)['conditionType']), qualifiedName);
  }
  const seen = new Set<string>();
  for (const [i, gate] of listOf(spec['schedulingGates']).entries()) {
    const name = stringOf(structOf(gate)['name']);
    const at = index(child(path, 'schedulingGates'), i);
    checkSyntax(to, at, name, qualifiedName, { within: ['name'] });
    if (seen.has(name)) report(to, at, 'duplicate', { value: name }, { within: ['name'] });
    seen.add(name);
  }
}

/** Names of other objects, and of the host. */
function checkNames(to: Inspection, path: FieldPath, spec: JsonObject): void {
  for (const name of ['serviceAccountName', 'nodeName', 'priorityClassName']) {
    const value = stringOf(spec[name]);
    if (value !== '') checkSyntax(to, child(path, name), value, dnsSubdomain);
  }
  const runtimeClass = spec['runtimeClassName'];
  if (isSet(runtimeClass)) checkSyntax(to, child(path, 'runtimeClassName'), stringOf(runtimeClass), dnsSubdomain);
  for (const name of ['hostname', 'subdomain']) {
    const value = stringOf(spec[name]);
    if (value !== '') checkSyntax(to, child(path, name), value, dnsLabel);
  }
}

function checkScalars(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const deadline = spec['activeDeadlineSeconds'];
  if (isSet(deadline)) {
    const value = numberOf(deadline);
    const at = child(path, 'activeDeadlineSeconds');
    if (value < 1 || value > MAX_INT32) report(to, at, 'range', { value, min: 1, max: MAX_INT32 });
  }
  const preemption = spec['preemptionPolicy'];
  if (isSet(preemption)) {
    const value = stringOf(preemption);
    const at = child(path, 'preemptionPolicy');
    if (value === '') report(to, at, 'required');
    else if (!PREEMPTION.includes(value)) report(to, at, 'unsupported', { value, allowed: PREEMPTION.join(', ') });
  }
}

/** The volumes of a pod spec as they stand. */
export function volumesOf(path: FieldPath, spec: JsonObject): readonly ListedVolume[] {
  const list = child(path, 'volumes');
  return listOf(spec['volumes']).map((volume, i) => ({ volume: structOf(volume), path: index(list, i) }));
}

/**
 * The whole pod spec.
 * @param volumes as the server counts them (`volumesOf`, or with claim templates in front)
 */
export function checkPodSpec(
  to: Inspection,
  path: FieldPath,
  spec: JsonObject,
  volumes: readonly ListedVolume[],
): void {
  if (!isSet(spec['terminationGracePeriodSeconds']))
    report(to, child(path, 'terminationGracePeriodSeconds'), 'required');
  const resourceClaims = listOf(spec['resourceClaims']);
  const pod = {
    spec,
    volumes: checkVolumes(to, volumes),
    claims: new Set(resourceClaims.map((claim) => stringOf(structOf(claim)['name'])).filter((name) => name !== '')),
    hostUsers: spec['hostUsers'] !== false,
  };
  checkResourceClaims(to, child(path, 'resourceClaims'), resourceClaims);
  checkContainers(to, child(path, 'containers'), pod);
  checkInitContainers(to, child(path, 'initContainers'), pod);
  checkEphemeralContainers(to, child(path, 'ephemeralContainers'), pod);
  checkPodResources(to, path, spec, pod.claims);
  checkHostNetworkPorts(to, path, spec);
  checkRestartPolicy(to, child(path, 'restartPolicy'), spec);
  checkDnsPolicy(to, path, spec);
  checkLabels(to, child(path, 'nodeSelector'), spec['nodeSelector']);
  checkPodSecurityContext(to, path, spec);
  checkAffinity(to, child(path, 'affinity'), spec['affinity']);
  checkDnsConfig(to, path, spec);
  checkGates(to, path, spec);
  checkTopologySpread(to, child(path, 'topologySpreadConstraints'), listOf(spec['topologySpreadConstraints']));
  checkHostProcess(to, path, spec);
  checkHostUsers(to, path, spec);
  checkHostnameOverride(to, path, spec);
  checkNames(to, path, spec);
  checkScalars(to, path, spec);
  checkTolerations(to, child(path, 'tolerations'), listOf(spec['tolerations']));
  checkHostAliases(to, child(path, 'hostAliases'), listOf(spec['hostAliases']));
  checkOverhead(to, child(path, 'overhead'), spec['overhead']);
  checkOs(to, path, spec);
  checkFileKeyRefVolumes(
    to,
    path,
    spec,
    volumes.map(({ volume }) => volume),
  );
}
