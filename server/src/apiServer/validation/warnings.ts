/** What the server accepts with a `Warning` header. Upstream: `GetWarningsForPodTemplate`, `GetWarningsForPersistentVolumeClaimSpec` (pkg/api), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { containersOf, type ListedContainer } from './containerList';
import { addressForm } from './dns';
import { child, type FieldPath, fieldOf, index, key, oddly, ROOT } from './fieldPath';
import { entriesOf, isObject, isSet, type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { labelValue } from './names';
import { isFractional, parseQuantity, spellQuantity } from './quantity';
import { type Inspection, warn } from './report';
import { warnOverlappingFiles } from './volumes/overlaps';

const DEPRECATED_NODE_LABELS: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
  ['app.kubernetes.io/created-by', ''],
  ['scheduler.alpha.kubernetes.io/preferAvoidPods', 'taints, tolerations'],
  ['node-role.kubernetes.io/master', 'node-role.kubernetes.io/control-plane'],
]);

const DEAD_ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'priorityClassName'],
  ['security.alpha.kubernetes.io/sysctls', 'securityContext.sysctls'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'securityContext.sysctls'],
];

/** volume sources that no longer work, and since when (1.33 says more of gitRepo) */
const DEAD_VOLUMES: readonly (readonly [string, string])[] = [
  ['photonPersistentDisk', '1.16'],
  ['gitRepo', '1.33'],
  ['scaleIO', '1.22'],
  ['flocker', '1.25'],
  ['storageos', '1.25'],
  ['quobyte', '1.25'],
  ['glusterfs', '1.26'],
  ['cephfs', '1.31'],
  ['rbd', '1.31'],
];

function warnNodeLabel(to: Inspection, path: FieldPath, label: string): void {
  const instead = DEPRECATED_NODE_LABELS.get(label);
  if (instead === undefined) return;
  if (instead === '') warn(to, path, 'nodeLabelOld', { value: label });
  else warn(to, path, 'nodeLabelRenamed', { value: label, instead });
}

function warnNodeTerm(to: Inspection, path: FieldPath, term: JsonObject, preferred: boolean): void {
  for (const [i, entry] of listOf(term['matchExpressions']).entries()) {
    const expression = structOf(entry);
    const at = index(child(path, 'matchExpressions'), i);
    warnNodeLabel(to, child(at, 'key'), stringOf(expression['key']));
    if (!preferred || !atLeast(to.release, 33)) continue;
    for (const [j, value] of listOf(expression['values']).entries()) {
      if (labelValue(stringOf(value)) !== null)
        warn(to, index(child(at, 'values'), j), 'labelValue', { value: stringOf(value) });
    }
  }
}

function warnScheduling(to: Inspection, path: FieldPath, spec: JsonObject): void {
  for (const [label] of entriesOf(spec['nodeSelector']))
    warnNodeLabel(to, key(child(path, 'nodeSelector'), label), label);
  const affinity = structOf(spec['affinity']);
  const node = structOf(affinity['nodeAffinity']);
  const nodeAt = child(path, 'affinity', 'nodeAffinity');
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  for (const [i, term] of listOf(structOf(node[required])['nodeSelectorTerms']).entries()) {
    warnNodeTerm(to, index(child(nodeAt, required, 'nodeSelectorTerms'), i), structOf(term), false);
  }
  for (const [i, term] of listOf(node[preferred]).entries()) {
    const at = child(index(child(nodeAt, preferred), i), 'preference');
    warnNodeTerm(to, at, structOf(structOf(term)['preference']), true);
  }
  const withoutSelector = (at: FieldPath, owner: JsonObject) => {
    if (!isObject(owner['labelSelector'])) warn(to, child(at, 'labelSelector'), 'selectorNull');
  };
  for (const [i, entry] of listOf(spec['topologySpreadConstraints']).entries()) {
    const at = index(child(path, 'topologySpreadConstraints'), i);
    warnNodeLabel(to, child(at, 'topologyKey'), stringOf(structOf(entry)['topologyKey']));
    withoutSelector(at, structOf(entry));
  }
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const terms = structOf(affinity[kind]);
    const at = child(path, 'affinity', kind);
    for (const [i, term] of listOf(terms[required]).entries())
      withoutSelector(index(child(at, required), i), structOf(term));
    for (const [i, term] of listOf(terms[preferred]).entries()) {
      const termAt = child(index(child(at, preferred), i), 'podAffinityTerm');
      withoutSelector(termAt, structOf(structOf(term)['podAffinityTerm']));
    }
  }
}

/** A quantity of bytes with a fraction. */
function warnFraction(to: Inspection, path: FieldPath, value: Json | undefined): void {
  const quantity = parseQuantity(value);
  if (quantity !== null && isFractional(quantity))
    warn(to, path, 'fractionalBytes', { value: spellQuantity(quantity) });
}

function warnFractions(to: Inspection, path: FieldPath, amounts: Json | undefined): void {
  for (const name of ['memory', 'ephemeral-storage']) warnFraction(to, key(path, name), structOf(amounts)[name]);
}

/** @param path as the server writes it: for claim templates it leaves `spec` out */
function warnClaim(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const resources = structOf(spec['resources']);
  for (const list of ['requests', 'limits']) {
    warnFraction(to, key(child(path, 'resources', list), 'storage'), structOf(resources[list])['storage']);
  }
}

function warnVolumes(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const list = child(path, 'volumes');
  for (const [i, entry] of listOf(spec['volumes']).entries()) {
    const volume = structOf(entry);
    const at = index(list, i);
    for (const [name, since] of DEAD_VOLUMES) {
      if (!isObject(volume[name])) continue;
      const text = name === 'storageos' ? 'storageOS' : name;
      warn(to, { ...child(at, text), steps: [name] }, 'volumeDead', { value: name, since });
    }
    const template = structOf(structOf(volume['ephemeral'])['volumeClaimTemplate']);
    warnClaim(to, child(at, 'ephemeral', 'volumeClaimTemplate', 'spec'), structOf(template['spec']));
    warnOverlappingFiles(to, at, volume);
  }
}

function warnRepeats(to: Inspection, path: FieldPath, entries: readonly Json[], name: string): void {
  const seen = new Set<string>();
  for (const [i, entry] of entries.entries()) {
    const value = stringOf(structOf(entry)[name]);
    if (seen.has(value)) warn(to, child(index(path, i), name), 'repeated', { value });
    seen.add(value);
  }
}

function warnAddress(to: Inspection, path: FieldPath, address: string): void {
  const form = addressForm(address);
  if (form === 'leading-zeros') warn(to, path, 'ipLeadingZeros', { value: address });
  else if (form === 'ipv4-mapped') warn(to, path, 'ipMapped', { value: address });
  else if (form === 'valid' && address.includes(':') && !isCanonical(address))
    warn(to, path, 'ipNotCanonical', { value: address });
}

/** Is an IPv6 address spelled as RFC 5952 says: lower case, no leading zeros, the longest run of zeros shortened? */
function isCanonical(address: string): boolean {
  if (/[A-F.]/.test(address) || address.split(':').some((group) => group.length > 1 && group.startsWith('0')))
    return false;
  const [left = '', right] = address.split('::');
  const groups = (half: string | undefined) => (half === undefined || half === '' ? [] : half.split(':'));
  const gap = 8 - groups(left).length - groups(right).length;
  const full =
    right === undefined ? groups(left) : [...groups(left), ...Array<string>(gap).fill('0'), ...groups(right)];
  let longest = { start: -1, length: 1 };
  for (let i = 0; i < full.length; i++) {
    let j = i;
    while (full[j] === '0') j++;
    if (j - i > longest.length) longest = { start: i, length: j - i };
    i = Math.max(i, j - 1);
  }
  return right === undefined ? longest.start < 0 : longest.start === groups(left).length && longest.length === gap;
}

function warnPodScalars(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const secrets = listOf(spec['imagePullSecrets']);
  warnRepeats(to, child(path, 'hostAliases'), listOf(spec['hostAliases']), 'ip');
  warnRepeats(to, child(path, 'imagePullSecrets'), secrets, 'name');
  for (const [i, secret] of secrets.entries()) {
    if (stringOf(structOf(secret)['name']) === '')
      warn(to, child(index(child(path, 'imagePullSecrets'), i), 'name'), 'emptyName');
  }
  warnFractions(to, child(path, 'overhead'), spec['overhead']);
  const grace = numberOf(spec['terminationGracePeriodSeconds']);
  if (grace < 0) warn(to, child(path, 'terminationGracePeriodSeconds'), 'graceNegative', { value: grace });
  if (!atLeast(to.release, 33)) return;
  for (const [i, server] of listOf(structOf(spec['dnsConfig'])['nameservers']).entries()) {
    warnAddress(to, index(child(path, 'dnsConfig', 'nameservers'), i), stringOf(server));
  }
  for (const [i, alias] of listOf(spec['hostAliases']).entries()) {
    warnAddress(to, child(index(child(path, 'hostAliases'), i), 'ip'), stringOf(structOf(alias)['ip']));
  }
}

/** A later variable of one name hides the earlier one, unless it builds on it. */
function warnEnv(to: Inspection, path: FieldPath, variables: readonly Json[]): void {
  const seen = new Set<string>();
  for (const [i, entry] of variables.entries()) {
    const variable = structOf(entry);
    const name = stringOf(variable['name']);
    if (seen.has(name)) {
      const reference = `$(${name})`;
      const value = stringOf(variable['value']);
      const builds = !isObject(variable['valueFrom']) && value !== reference && value.includes(reference);
      if (!builds) warn(to, index(path, i), 'envHidden', { value: name });
    }
    seen.add(name);
  }
}

interface SeenPort {
  readonly field: string;
  readonly hostIP: string;
  readonly hostPort: number;
}

/** Ports of all containers that are the same, or overlap on the host. */
function warnPorts(to: Inspection, containers: readonly ListedContainer[]): void {
  const seen = new Map<string, SeenPort[]>();
  for (const { container, path } of containers) {
    for (const [i, entry] of listOf(container['ports']).entries()) {
      const port = structOf(entry);
      const at = index(child(path, 'ports'), i);
      const own = { field: fieldOf(at), hostIP: stringOf(port['hostIP']), hostPort: numberOf(port['hostPort']) };
      if (own.hostIP !== '' && own.hostPort === 0) warn(to, at, 'hostIpAlone', { value: own.hostIP });
      const name = `${numberOf(port['containerPort'])}/${stringOf(port['protocol'])}`;
      const others = seen.get(name) ?? [];
      for (const other of others) {
        const params = { value: name, other: other.field };
        if (own.hostIP === other.hostIP && own.hostPort === other.hostPort) warn(to, at, 'portTwice', params);
        else if (own.hostPort === 0 || other.hostPort === 0) warn(to, at, 'portOverlaps', params);
        else if (own.hostPort === other.hostPort && (own.hostIP === '') !== (other.hostIP === '')) {
          warn(to, at, 'portAmbiguous', params);
        }
      }
      seen.set(name, [...others, own]);
    }
  }
}

/** Since 1.33: one port name in two containers. */
function warnPortNames(to: Inspection, containers: readonly ListedContainer[]): void {
  const seen = new Map<string, string>();
  for (const { container, path } of containers) {
    for (const [i, entry] of listOf(container['ports']).entries()) {
      const name = stringOf(structOf(entry)['name']);
      const at = index(child(path, 'ports'), i);
      const other = seen.get(name);
      if (name === '') continue;
      if (other === undefined) seen.set(name, fieldOf(at));
      else warn(to, at, 'portNameTwice', { value: name, other });
    }
  }
}

/** Annotations that no longer do anything, or that a field replaces. */
function warnAnnotations(
  to: Inspection,
  path: FieldPath,
  template: JsonObject,
  containers: readonly ListedContainer[],
): void {
  const annotations = structOf(structOf(template['metadata'])['annotations']);
  const at = child(path, 'metadata', 'annotations');
  for (const [name, instead] of DEAD_ANNOTATIONS) {
    if (Object.hasOwn(annotations, name)) warn(to, key(at, name), 'annotationDead', { value: name, instead });
  }
  const podContext = structOf(structOf(template['spec'])['securityContext']);
  const seccomp = (name: string, context: JsonObject) => {
    if (isObject(context['seccompProfile']) || !Object.hasOwn(annotations, name)) return;
    warn(to, key(at, name), 'annotationDead', { value: name, instead: 'seccompProfile' });
  };
  seccomp('seccomp.security.alpha.kubernetes.io/pod', podContext);
  for (const { container } of containers) {
    const context = structOf(container['securityContext']);
    const name = stringOf(container['name']);
    seccomp(`container.seccomp.security.alpha.kubernetes.io/${name}`, context);
    const apparmor = `container.apparmor.security.beta.kubernetes.io/${name}`;
    const covered = isObject(context['appArmorProfile']) || isSet(podContext['appArmorProfile']);
    // the field came with 1.30, and with it the warning
    if (covered || !Object.hasOwn(annotations, apparmor) || !atLeast(to.release, 30)) continue;
    warn(to, key(at, apparmor), 'annotationOld', { value: apparmor, instead: 'appArmorProfile' });
  }
}

/** Warnings for the pod template of either kind. */
function warnTemplate(to: Inspection, path: FieldPath, template: JsonObject): void {
  const spec = structOf(template['spec']);
  const specAt = child(path, 'spec');
  const containers = containersOf(spec, specAt);
  warnScheduling(to, specAt, spec);
  warnVolumes(to, specAt, spec);
  warnPodScalars(to, specAt, spec);
  warnAnnotations(to, path, template, containers);
  for (const { container, path: at } of containers) {
    const resources = structOf(container['resources']);
    for (const list of ['limits', 'requests']) warnFractions(to, child(at, 'resources', list), resources[list]);
    warnEnv(to, child(at, 'env'), listOf(container['env']));
  }
  warnPorts(to, containers);
  if (atLeast(to.release, 33)) warnPortNames(to, containers);
}

/** @param object decoded and defaulted */
export function warnObject(to: Inspection, object: JsonObject, kind: 'DaemonSet' | 'StatefulSet'): void {
  const spec = structOf(object['spec']);
  const path = child(ROOT, 'spec');
  warnTemplate(to, child(path, 'template'), structOf(spec['template']));
  if (kind === 'DaemonSet') return;
  for (const [i, entry] of listOf(spec['volumeClaimTemplates']).entries()) {
    const at = oddly(index(child(path, 'volumeClaimTemplates'), i), '', ['spec']);
    warnClaim(to, at, structOf(structOf(entry)['spec']));
  }
  const limit = numberOf(spec['revisionHistoryLimit']);
  if (limit < 0 && atLeast(to.release, 33))
    warn(to, child(path, 'revisionHistoryLimit'), 'historyNegative', { value: limit });
}
