/** Labels that nodes carry by themselves, their values, and what people write for them. */
import { nearestName } from '../../kubernetes/index';
import { ARCH, HOSTNAME, OS, presentName, REGION, ZONE } from './placement';

const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/** Closed domains: Kubernetes keeps them for itself (kubernetes.io/docs/reference/labels-annotations-taints). */
const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io': ['hostname', 'os', 'arch'],
  'topology.kubernetes.io': ['zone', 'region'],
  'node.kubernetes.io': ['instance-type', 'windows-build', 'exclude-from-external-load-balancers'],
  'node-role.kubernetes.io': ['control-plane', 'master'],
};
/** domains that were or might have been */
const OTHER_DOMAINS = [
  'k8s.io',
  'node.k8s.io',
  'topology.k8s.io',
  'node-role.k8s.io',
  'beta.kubernetes.io',
  'topology.beta.kubernetes.io',
  'failure-domain.kubernetes.io',
  'failure-domain.beta.kubernetes.io',
];
/** what people call a label, in small letters without dashes */
const MEANINGS: Readonly<Record<string, string>> = {
  hostname: HOSTNAME,
  hostnames: HOSTNAME,
  host: HOSTNAME,
  nodename: HOSTNAME,
  os: OS,
  osname: OS,
  operatingsystem: OS,
  arch: ARCH,
  archs: ARCH,
  architecture: ARCH,
  cpuarch: ARCH,
  zone: ZONE,
  zones: ZONE,
  availabilityzone: ZONE,
  az: ZONE,
  region: REGION,
  regions: REGION,
  instancetype: INSTANCE_TYPE,
  machinetype: INSTANCE_TYPE,
  controlplane: CONTROL_PLANE,
};

/**
 * The label that a key was meant for, where no cluster sets one of that key by itself.
 * @param topology the key is a topologyKey
 * @returns null for a known key, and for one that somebody may have made up
 */
export function misspeltLabel(key: string, topology = false): string | null {
  const slash = key.indexOf('/');
  if (slash < 0) return topology && key === 'hostname' ? HOSTNAME : null;
  if (presentName(key) !== key) return null;
  const domain = key.slice(0, slash);
  const name = key.slice(slash + 1);
  const own = Object.hasOwn(DOMAINS, domain) ? DOMAINS[domain] : undefined;
  if (own?.includes(name)) return null;
  const like = own !== undefined || OTHER_DOMAINS.includes(domain) || nearDomain(domain);
  if (!like) return null;
  const bare = name.toLowerCase().replace(/[-_.]/g, '');
  const meant = Object.hasOwn(MEANINGS, bare) ? MEANINGS[bare] : undefined;
  if (meant !== undefined) return meant;
  if (!own || name.length < 3) return null;
  const near = nearestName(name, own);
  if (near === null || near === 'master' || Math.abs(near.length - name.length) > 2) return null;
  return `${domain}/${near}`;
}

/** A slip of a letter or two in one of the closed domains. */
function nearDomain(domain: string): boolean {
  if (!/^[a-z-]*\.?k[a-z]*[0-9]?[a-z]*\.io$/.test(domain)) return false;
  const near = nearestName(domain, Object.keys(DOMAINS));
  return near !== null && Math.abs(near.length - domain.length) <= 2;
}

const OPERATING_SYSTEMS = new Set(['linux', 'windows']);
/** GOARCH of the releases' node binaries and of what builds them itself */
const ARCHITECTURES = new Set(['amd64', 'arm64', 'arm', 'ppc64le', 's390x', 'riscv64', '386', 'loong64', 'mips64le']);
const ARCHITECTURE_NAMES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  intel64: 'amd64',
  aarch64: 'arm64',
  armv8: 'arm64',
  arm64v8: 'arm64',
  'arm64-v8': 'arm64',
  armv7: 'arm',
  armv7l: 'arm',
  armhf: 'arm',
  arm32v7: 'arm',
  arm32: 'arm',
  i386: '386',
  x86: '386',
  ppc64: 'ppc64le',
};
const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  win: 'windows',
  windows_nt: 'windows',
  'windows-server': 'windows',
  gnu: 'linux',
  ubuntu: 'linux',
  debian: 'linux',
  rhel: 'linux',
  lnux: 'linux',
};

/** Go's name of an architecture; undefined for what is none. */
export function architectureOf(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (ARCHITECTURES.has(lower)) return lower;
  return Object.hasOwn(ARCHITECTURE_NAMES, lower) ? ARCHITECTURE_NAMES[lower] : undefined;
}

/** regions and zones as the large clouds name them: us-east-1 and us-east-1a, us-east1 and us-east1-b */
const DIRECTION = '(?:north|south|east|west|central)(?:north|south|east|west|central)?';
const AREA = '(?:af|ap|ca|cn|eu|il|me|mx|sa|us|africa|asia|australia|europe|northamerica|southamerica)(?:-gov)?';
const CLOUD_REGION = new RegExp(`^${AREA}-${DIRECTION}-?\\d{1,2}$`);
const CLOUD_ZONE = new RegExp(`^(${AREA}-${DIRECTION}(?:-\\d|\\d{1,2}(?=-)))-?[a-f]$`);

export type WrongValue =
  | { readonly because: 'unknown'; readonly known: string | undefined }
  | { readonly because: 'zoneAsRegion'; readonly region: string }
  | { readonly because: 'regionAsZone' };

/** A value that the label never has. @returns null for one that it may have */
export function wrongValue(label: string, value: string): WrongValue | null {
  switch (presentName(label)) {
    case OS: {
      if (OPERATING_SYSTEMS.has(value)) return null;
      const lower = value.toLowerCase();
      const known = Object.hasOwn(SYSTEM_NAMES, lower) ? SYSTEM_NAMES[lower] : nearestName(lower, OPERATING_SYSTEMS);
      return { because: 'unknown', known: known ?? undefined };
    }
    case ARCH:
      return ARCHITECTURES.has(value) ? null : { because: 'unknown', known: architectureOf(value) };
    case REGION: {
      const region = CLOUD_ZONE.exec(value)?.[1];
      return region === undefined ? null : { because: 'zoneAsRegion', region };
    }
    case ZONE:
      return CLOUD_REGION.test(value) ? { because: 'regionAsZone' } : null;
    default:
      return null;
  }
}

/** The region of a zone that is named as the large clouds name theirs. */
export function regionOfZone(zone: string): string | undefined {
  return CLOUD_ZONE.exec(zone)?.[1];
}

export function isCloudRegion(name: string): boolean {
  return CLOUD_REGION.test(name);
}
