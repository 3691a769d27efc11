/** DNS of a pod, host aliases, and the addresses in both. Upstream: `validatePodDNSConfig`, `ValidateHostAliases` (core), 1.32 to 1.37. */
import { atLeast } from '../../../../simulator/src/index';
import type { Json } from '../judgement';
import { child, type FieldPath, index } from './fieldPath';
import { byteLength, isObject, type JsonObject, listOf, stringOf, structOf } from './json';
import { checkSyntax, dnsSubdomain, searchDomain } from './names';
import { type Inspection, report } from './report';

const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_BYTES = 2048;
const POLICIES: readonly string[] = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

export type AddressForm = 'valid' | 'leading-zeros' | 'ipv4-mapped' | 'invalid';

function ipv4(text: string): 'valid' | 'leading-zeros' | null {
  const octets = text.split('.');
  if (octets.length !== 4) return null;
  let zeros = false;
  for (const octet of octets) {
    if (!/^[0-9]+$/.test(octet) || Number(octet) > 255) return null;
    if (octet.length > 1 && octet.startsWith('0')) zeros = true;
  }
  return zeros ? 'leading-zeros' : 'valid';
}

/**
 * What kind of address a text is: leading zeros in IPv4 and IPv4-mapped IPv6 were accepted up to 1.35
 * (`IsValidIPForLegacyField`, gate StrictIPCIDRValidation, on since 1.36).
 */
export function addressForm(text: string): AddressForm {
  if (!text.includes(':')) return ipv4(text) ?? 'invalid';
  let head = text;
  let zeros = false;
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  if (tail.includes('.')) {
    const form = ipv4(tail);
    if (form === null) return 'invalid';
    zeros = form === 'leading-zeros';
    const octets = tail.split('.').map(Number);
    const words = [(octets[0] ?? 0) * 256 + (octets[1] ?? 0), (octets[2] ?? 0) * 256 + (octets[3] ?? 0)];
    head = `${text.slice(0, lastColon + 1)}${words.map((word) => word.toString(16)).join(':')}`;
  }
  const halves = head.split('::');
  if (halves.length > 2) return 'invalid';
  const parse = (half: string) => (half === '' ? [] : half.split(':'));
  const left = parse(halves[0] ?? '');
  const right = halves.length === 2 ? parse(halves[1] ?? '') : [];
  const groups = [...left, ...right];
  if (groups.some((group) => !/^[0-9A-Fa-f]{1,4}$/.test(group))) return 'invalid';
  if (halves.length === 2 ? groups.length > 7 : groups.length !== 8) return 'invalid';
  if (zeros) return 'leading-zeros';
  const full = [...left, ...Array<string>(8 - groups.length).fill('0'), ...right].map((group) =>
    Number.parseInt(group, 16),
  );
  return full.slice(0, 5).every((group) => group === 0) && full[5] === 0xffff ? 'ipv4-mapped' : 'valid';
}

function checkAddress(to: Inspection, path: FieldPath, value: string): void {
  const form = addressForm(value);
  const strict = atLeast(to.release, 36);
  if (form === 'invalid') report(to, path, 'ipAddress', { value });
  else if (form === 'leading-zeros' && strict) report(to, path, 'ipLeadingZeros', { value });
  else if (form === 'ipv4-mapped' && strict) report(to, path, 'ipMapped', { value });
}

/** @param path of the pod spec */
export function checkDnsPolicy(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const policy = stringOf(spec['dnsPolicy']);
  if (policy === '') report(to, child(path, 'dnsPolicy'), 'required');
  else if (!POLICIES.includes(policy)) {
    report(to, child(path, 'dnsPolicy'), 'unsupported', { value: policy, allowed: POLICIES.join(', ') });
  }
}

/** @param path of the pod spec */
export function checkDnsConfig(to: Inspection, path: FieldPath, spec: JsonObject): void {
  const at = child(path, 'dnsConfig');
  const config = spec['dnsConfig'];
  const nameservers = listOf(structOf(config)['nameservers']);
  if (spec['dnsPolicy'] === 'None' && nameservers.length === 0) {
    report(to, isObject(config) ? child(at, 'nameservers') : at, 'dnsNameserverMissing');
    return;
  }
  if (!isObject(config)) return;
  if (nameservers.length > MAX_NAMESERVERS) {
    report(to, child(at, 'nameservers'), 'tooMany', { count: nameservers.length, max: MAX_NAMESERVERS });
  }
  for (const [i, server] of nameservers.entries())
    checkAddress(to, index(child(at, 'nameservers'), i), stringOf(server));
  const searches = listOf(config['searches']).map(stringOf);
  if (searches.length > MAX_SEARCHES) {
    report(to, child(at, 'searches'), 'tooMany', { count: searches.length, max: MAX_SEARCHES });
  }
  const bytes = byteLength(searches.join(' '));
  if (bytes > MAX_SEARCH_BYTES) report(to, child(at, 'searches'), 'searchesTooLong', { bytes, max: MAX_SEARCH_BYTES });
  const relaxed = atLeast(to.release, 33);
  for (const [i, search] of searches.entries()) {
    if (relaxed && search === '.') continue;
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    checkSyntax(to, index(child(at, 'searches'), i), domain, relaxed ? searchDomain : dnsSubdomain);
  }
  for (const [i, option] of listOf(config['options']).entries()) {
    if (stringOf(structOf(option)['name']) === '') report(to, index(child(at, 'options'), i), 'dnsOptionName');
  }
}

/** @param path of `hostAliases` */
export function checkHostAliases(to: Inspection, path: FieldPath, aliases: readonly Json[]): void {
  for (const [i, entry] of aliases.entries()) {
    const alias = structOf(entry);
    checkAddress(to, child(index(path, i), 'ip'), stringOf(alias['ip']));
    for (const [j, hostname] of listOf(alias['hostnames']).entries()) {
      checkSyntax(to, index(child(index(path, i), 'hostnames'), j), stringOf(hostname), dnsSubdomain);
    }
  }
}
