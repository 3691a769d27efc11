/** Requests, limits and claims of containers and of the pod. Upstream: `validateResourceRequirements`, `validatePodResources` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { child, type FieldPath, index, key, oddly } from './fieldPath';
import { isObject, isSet, type JsonObject, listOf, stringOf, structOf } from './json';
import { checkSyntax, dnsLabel, dnsSubdomain, qualifiedName } from './names';
import { isFractional, parseQuantity, type Quantity, spellQuantity, wholeValue } from './quantity';
import { type Inspection, report } from './report';

const HUGE_PAGES = 'hugepages-';
const CONTAINER_RESOURCES: readonly string[] = ['cpu', 'memory', 'ephemeral-storage'];
/** resources that stand without a prefix somewhere in the API (quotas and limit ranges included) */
const STANDARD_RESOURCES: ReadonlySet<string> = new Set([
  ...CONTAINER_RESOURCES.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
]);
/** counted resources, never fractional */
const COUNTED: readonly string[] = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];

const isHugePages = (name: string) => name.startsWith(HUGE_PAGES);
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
/** Requests may stay below limits only for native resources that are not huge pages. */
const isOvercommittable = (name: string) => isNative(name) && !isHugePages(name);

function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`) === null;
}

/** Name syntax, and for unprefixed names that the API knows it at all (`validateResourceName`). */
function checkResourceName(to: Inspection, path: FieldPath, name: string): boolean {
  if (!checkSyntax(to, path, name, qualifiedName, { at: 'key' })) return false;
  if (
    name.includes('/') ||
    STANDARD_RESOURCES.has(name) ||
    isHugePages(name) ||
    name.startsWith('requests.hugepages-')
  ) {
    return true;
  }
  report(
    to,
    path,
    'resourceName',
    { value: name, allowed: `${CONTAINER_RESOURCES.join(', ')}, hugepages-<size>` },
    { at: 'key' },
  );
  return false;
}

type NameCheck = (to: Inspection, path: FieldPath, name: string) => void;

/** `ValidateContainerResourceName` */
const containerName: NameCheck = (to, path, name) => {
  if (!checkResourceName(to, path, name)) return;
  if (!name.includes('/')) {
    if (!CONTAINER_RESOURCES.includes(name) && !isHugePages(name)) {
      const allowed = `${CONTAINER_RESOURCES.join(', ')}, hugepages-<size>`;
      report(to, path, 'resourceName', { value: name, allowed }, { at: 'key' });
    }
  } else if (!isNative(name) && !isExtended(name)) report(to, path, 'extendedResource', { value: name }, { at: 'key' });
};

/** `validatePodResourceName`: pod-level resources are few */
const podName: NameCheck = (to, path, name) => {
  if (!checkResourceName(to, path, name)) return;
  if (name === 'cpu' || name === 'memory' || isHugePages(name)) return;
  report(to, path, 'unsupportedKey', { value: name, allowed: 'cpu, hugepages-<size>, memory' }, { at: 'key' });
};

/** Not negative, and whole where it counts things (`ValidateResourceQuantityValue`). */
function checkQuantity(to: Inspection, path: FieldPath, name: string, quantity: Quantity): void {
  if (quantity.nano < 0n) report(to, path, 'negative', { value: spellQuantity(quantity) });
  if ((COUNTED.includes(name) || isExtended(name)) && isFractional(quantity)) {
    report(to, path, 'wholeNumber', { value: spellQuantity(quantity) });
  }
}

/** Is the amount a multiple of the page size in the resource's name (`IsHugePageResourceValueDivisible`)? */
function isWholePages(name: string, quantity: Quantity): boolean {
  const page = parseQuantity(name.slice(HUGE_PAGES.length));
  if (page === null || page.nano <= 0n || isFractional(page)) return false;
  const size = wholeValue(page);
  return size !== 0n && wholeValue(quantity) % size === 0n;
}

function quantitiesOf(list: Json | undefined): ReadonlyMap<string, Quantity> {
  const quantities = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(structOf(list))) {
    const quantity = parseQuantity(value ?? '0');
    if (quantity !== null) quantities.set(name, quantity);
  }
  return quantities;
}

function checkAmount(to: Inspection, path: FieldPath, name: string, quantity: Quantity, nameCheck: NameCheck): void {
  nameCheck(to, path, name);
  checkQuantity(to, path, name, quantity);
  if (isHugePages(name) && !isWholePages(name, quantity)) {
    report(to, path, 'hugePages', { value: spellQuantity(quantity), resource: name });
  }
}

function checkAgainstLimit(
  to: Inspection,
  path: FieldPath,
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
): void {
  if (limit === undefined) {
    if (!isOvercommittable(name))
      report(to, child(path, 'limits'), 'limitMissing', { resource: name }, { within: [name] });
    return;
  }
  const params = { resource: name, value: spellQuantity(request), limit: spellQuantity(limit) };
  const where = { within: [name] };
  if (!isOvercommittable(name)) {
    if (request.nano !== limit.nano) report(to, child(path, 'requests'), 'requestNotLimit', params, where);
  } else if (request.nano > limit.nano) report(to, child(path, 'requests'), 'requestOverLimit', params, where);
}

/** Claims name entries of the pod's `resourceClaims` (`validateResourceClaimNames`). */
function checkClaims(to: Inspection, path: FieldPath, claims: readonly Json[], known: ReadonlySet<string>): void {
  const seen = new Set<string>();
  for (const [i, entry] of claims.entries()) {
    const claim = structOf(entry);
    const name = stringOf(claim['name']);
    const request = stringOf(claim['request']);
    const at = index(path, i);
    if (name === '') {
      report(to, at, 'claimNameMissing');
      continue;
    }
    if (seen.has(name)) report(to, at, 'duplicate', { value: name });
    else {
      if (request !== '') checkSyntax(to, child(at, 'request'), request, dnsLabel);
      const full = request === '' ? name : `${name}/${request}`;
      if (seen.has(full)) report(to, at, 'duplicate', { value: full });
      else if (request === '' && [...seen].some((other) => other.startsWith(`${name}/`))) {
        report(to, at, 'duplicate', { value: name });
      }
      seen.add(full);
    }
    if (!known.has(name)) {
      report(to, at, 'resourceClaimUnknown', { value: name, allowed: [...known].sort().join(', ') || '-' });
    }
  }
}

function checkRequirements(
  to: Inspection,
  path: FieldPath,
  resources: JsonObject,
  nameCheck: NameCheck,
  claims: ReadonlySet<string>,
): void {
  const limits = quantitiesOf(resources['limits']);
  const requests = quantitiesOf(resources['requests']);
  for (const [name, quantity] of limits) checkAmount(to, key(child(path, 'limits'), name), name, quantity, nameCheck);
  for (const [name, quantity] of requests) {
    checkAmount(to, key(child(path, 'requests'), name), name, quantity, nameCheck);
    checkAgainstLimit(to, path, name, quantity, limits.get(name));
  }
  const names = [...limits.keys(), ...requests.keys()];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    report(to, path, 'hugePagesAlone');
  checkClaims(to, child(path, 'claims'), listOf(resources['claims']), claims);
}

/** @param path of a container's `resources`; @param claims names in the pod's `resourceClaims` */
export function checkContainerResources(
  to: Inspection,
  path: FieldPath,
  resources: Json | undefined,
  claims: ReadonlySet<string>,
): void {
  checkRequirements(to, path, structOf(resources), containerName, claims);
}

/** Pod overhead, which the server checks as limits below the field (`validateOverhead`). */
export function checkOverhead(to: Inspection, path: FieldPath, overhead: Json | undefined): void {
  if (!isObject(overhead)) return;
  for (const [name, quantity] of quantitiesOf(overhead)) {
    checkAmount(to, oddly(path, `.limits[${name}]`, [name]), name, quantity, containerName);
  }
  const names = Object.keys(overhead);
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory'))
    report(to, path, 'hugePagesAlone');
}

type Totals = Map<string, bigint>;

function add(into: Totals, amounts: ReadonlyMap<string, bigint>): void {
  for (const [name, nano] of amounts) into.set(name, (into.get(name) ?? 0n) + nano);
}

function raise(into: Totals, amounts: ReadonlyMap<string, bigint>): void {
  for (const [name, nano] of amounts) if (nano > (into.get(name) ?? -1n)) into.set(name, nano);
}

/** What all containers ask for together: the sum, or an init container beside its sidecars, whichever is more (`AggregateContainerRequests`). */
function aggregate(spec: JsonObject, list: 'requests' | 'limits'): Totals {
  const amountsOf = (container: Json) =>
    new Map([...quantitiesOf(structOf(structOf(container)['resources'])[list])].map(([name, q]) => [name, q.nano]));
  const total: Totals = new Map();
  for (const container of listOf(spec['containers'])) add(total, amountsOf(container));
  const sidecars: Totals = new Map();
  const peak: Totals = new Map();
  for (const container of listOf(spec['initContainers'])) {
    const amounts = amountsOf(container);
    if (structOf(container)['restartPolicy'] === 'Always') {
      add(total, amounts);
      add(sidecars, amounts);
      raise(peak, sidecars);
    } else {
      const beside: Totals = new Map(sidecars);
      add(beside, amounts);
      raise(peak, beside);
    }
  }
  raise(total, peak);
  return total;
}

function spell(nano: bigint, like: Quantity): string {
  return spellQuantity({ nano, format: like.format });
}

/** The containers must fit into what the pod as a whole asks for and is limited to (`validatePodResourceConsistency`). */
function checkConsistency(to: Inspection, path: FieldPath, spec: JsonObject, resources: JsonObject): void {
  const requests = quantitiesOf(resources['requests']);
  const limits = quantitiesOf(resources['limits']);
  for (const [name, nano] of aggregate(spec, 'requests')) {
    const pod = requests.get(name);
    if (pod === undefined || nano <= pod.nano) continue;
    const params = { value: spellQuantity(pod), total: spell(nano, pod), resource: name };
    report(to, key(child(path, 'requests'), name), 'podRequestTooSmall', params);
  }
  for (const [name, nano] of atLeast(to.release, 34) ? aggregate(spec, 'limits') : []) {
    const pod = limits.get(name);
    if (!isHugePages(name) || pod === undefined || nano <= pod.nano) continue;
    const params = { value: spellQuantity(pod), total: spell(nano, pod), resource: name };
    report(to, key(child(path, 'limits'), name), 'podLimitTooSmall', params);
  }
  for (const [i, container] of listOf(spec['containers']).entries()) {
    for (const [name, quantity] of quantitiesOf(structOf(structOf(container)['resources'])['limits'])) {
      const pod = limits.get(name);
      if (pod === undefined || quantity.nano <= pod.nano) continue;
      const at = {
        ...oddly(path, `.containers[${i}][${name}].limits`, ['..']),
        steps: ['spec', 'template', 'spec', 'containers', i, 'resources', 'limits', name],
        absolute: true,
      };
      report(to, at, 'limitOverPod', { value: spellQuantity(quantity), limit: spellQuantity(pod), resource: name });
    }
  }
}

/** Resources of the pod as a whole, in use by default since 1.34. */
export function checkPodResources(
  to: Inspection,
  specPath: FieldPath,
  spec: JsonObject,
  claims: ReadonlySet<string>,
): void {
  const resources = spec['resources'];
  if (!isObject(resources) || !atLeast(to.release, 34)) return;
  const path = child(specPath, 'resources');
  if (structOf(spec['os'])['name'] === 'windows') {
    report(to, path, 'linuxOnly');
    return;
  }
  if (isSet(resources['claims'])) report(to, child(path, 'claims'), 'podClaims');
  checkRequirements(to, path, resources, podName, claims);
  checkConsistency(to, path, spec, resources);
}

/** `resourceClaims` of the pod (`validatePodResourceClaims`). */
export function checkResourceClaims(to: Inspection, path: FieldPath, claims: readonly Json[]): void {
  const seen = new Set<string>();
  for (const [i, entry] of claims.entries()) {
    const claim = structOf(entry);
    const at = index(path, i);
    const name = stringOf(claim['name']);
    if (name === '') report(to, child(at, 'name'), 'required');
    else if (seen.has(name)) report(to, child(at, 'name'), 'duplicate', { value: name });
    else {
      checkSyntax(to, child(at, 'name'), name, dnsLabel);
      seen.add(name);
    }
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'] as const;
    const given = sources.filter((source) => isSet(claim[source]));
    if (given.length === 2) report(to, at, 'claimSourceBoth');
    if (given.length === 0) report(to, at, 'claimSourceMissing');
    for (const source of given) checkSyntax(to, child(at, source), stringOf(claim[source]), dnsSubdomain);
  }
}
