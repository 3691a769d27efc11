/** Volume sources that name a storage system. Upstream: `validate…VolumeSource` (core), 1.32 to 1.37. */
import { child, type FieldPath, key } from '../fieldPath';
import { isObject, isSet, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json';
import { checkSyntax, dnsLabel } from '../names';
import { localDescendingPath } from '../paths';
import { type Inspection, report } from '../report';

type Check = (to: Inspection, path: FieldPath, source: JsonObject) => void;

/** Fields that may not be empty; a list must have an entry. */
function required(...names: readonly string[]): Check {
  return (to, path, source) => {
    for (const name of names) {
      if (stringOf(source[name]) === '' && listOf(source[name]).length === 0) report(to, child(path, name), 'required');
    }
  };
}

function all(...checks: readonly Check[]): Check {
  return (to, path, source) => {
    for (const check of checks) check(to, path, source);
  };
}

const byteRange =
  (name: string): Check =>
  (to, path, source) => {
    const value = numberOf(source[name]);
    if (value < 0 || value > 255) report(to, child(path, name), 'range', { value, min: 0, max: 255 });
  };

const secretRefName: Check = (to, path, source) => {
  const secret = objectOf(source['secretRef']);
  if (secret !== undefined && stringOf(secret['name']) === '') report(to, child(path, 'secretRef', 'name'), 'required');
};

const gitRepo: Check = all(required('repository'), (to, path, source) => {
  localDescendingPath(to, child(path, 'directory'), stringOf(source['directory']));
});

const nfs: Check = all(required('server', 'path'), (to, path, source) => {
  const file = stringOf(source['path']);
  if (file !== '' && !file.startsWith('/')) report(to, child(path, 'path'), 'pathRelative', { value: file });
});

const INITIATORS: readonly (readonly [string, RegExp])[] = [
  ['iqn', /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/],
  ['eui', /^eui.[A-Za-z0-9]{16}$/],
  ['naa', /^naa.[A-Za-z0-9]{32}$/],
];

function isInitiator(name: string): boolean {
  const form = INITIATORS.find(([prefix]) => name.startsWith(prefix));
  return form?.[1].test(name) ?? false;
}

const iscsi: Check = all(required('targetPortal', 'iqn'), byteRange('lun'), (to, path, source) => {
  const iqn = stringOf(source['iqn']);
  if (iqn !== '' && !isInitiator(iqn)) report(to, child(path, 'iqn'), 'iscsiName', { value: iqn });
  const chap = source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true;
  if (chap && !isObject(source['secretRef'])) report(to, child(path, 'secretRef'), 'required');
  const initiator = source['initiatorName'];
  if (isSet(initiator) && !isInitiator(stringOf(initiator))) {
    const at = { ...child(path, 'initiatorname'), steps: ['initiatorName'] };
    report(to, at, 'iscsiName', { value: stringOf(initiator) });
  }
});

const flocker: Check = (to, path, source) => {
  const name = stringOf(source['datasetName']);
  const uuid = stringOf(source['datasetUUID']);
  if (name === '' && uuid === '') report(to, path, 'flockerMissing');
  if (name !== '' && uuid !== '') report(to, path, 'flockerBoth');
  if (name.includes('/')) report(to, child(path, 'datasetName'), 'slash', { value: name });
};

const fc: Check = (to, path, source) => {
  const targets = listOf(source['targetWWNs']).length;
  const wwids = listOf(source['wwids']).length;
  if (targets === 0 && wwids === 0) report(to, child(path, 'targetWWNs'), 'fcMissing');
  if (targets > 0 && wwids > 0) report(to, child(path, 'targetWWNs'), 'fcBoth');
  if (targets === 0) return;
  if (isSet(source['lun'])) byteRange('lun')(to, path, source);
  else report(to, child(path, 'lun'), 'required');
};

const flexVolume: Check = all(required('driver'), (to, path, source) => {
  for (const name of Object.keys(objectOf(source['options']) ?? {})) {
    const namespace = `.${(name.includes('/') ? (name.split('/')[0] ?? '') : name).toLowerCase()}`;
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io')) {
      report(to, key(child(path, 'options'), name), 'flexOption', { value: name }, { at: 'key' });
    }
  }
});

/** `host:port`, the host in brackets when it is IPv6 (Go's `net.SplitHostPort`). */
function isHostPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return false;
  const host = text.slice(0, colon);
  if (host.startsWith('['))
    return host.endsWith(']') && !/[[\]]/.test(host.slice(1, -1)) && !/[[\]]/.test(text.slice(colon));
  return !/[:[\]]/.test(host) && !/[[\]]/.test(text.slice(colon));
}

const quobyte: Check = all((to, path, source) => {
  const registry = stringOf(source['registry']);
  if (registry === '') report(to, child(path, 'registry'), 'required');
  else if (stringOf(source['tenant']).length >= 65) report(to, child(path, 'tenant'), 'quobyteTenant', { max: 64 });
  else if (!registry.split(',').every(isHostPort))
    report(to, child(path, 'registry'), 'hostPorts', { value: registry });
}, required('volume'));

const CACHING: readonly string[] = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS: readonly string[] = ['Dedicated', 'Managed', 'Shared'];

const azureDisk: Check = all(required('diskName', 'diskURI'), (to, path, source) => {
  const caching = source['cachingMode'];
  const kind = source['kind'];
  const uri = stringOf(source['diskURI']);
  if (isSet(caching) && !CACHING.includes(stringOf(caching))) {
    report(to, child(path, 'cachingMode'), 'unsupported', { value: stringOf(caching), allowed: CACHING.join(', ') });
  }
  if (isSet(kind) && !DISK_KINDS.includes(stringOf(kind))) {
    report(to, child(path, 'kind'), 'unsupported', { value: stringOf(kind), allowed: DISK_KINDS.join(', ') });
  }
  const prefix = kind === 'Managed' ? '/subscriptions/' : 'https://';
  if (isSet(kind) && !uri.startsWith(prefix)) {
    report(to, child(path, 'diskURI'), 'unsupported', { value: uri, allowed: `${prefix}…` });
  }
});

const storageos: Check = all(required('volumeName'), secretRefName, (to, path, source) => {
  for (const name of ['volumeName', 'volumeNamespace']) {
    const value = stringOf(source[name]);
    if (value !== '') checkSyntax(to, child(path, name), value, dnsLabel);
  }
});

const CHECKS = {
  gitRepo,
  gcePersistentDisk: all(required('pdName'), byteRange('partition')),
  awsElasticBlockStore: all(required('volumeID'), byteRange('partition')),
  nfs,
  iscsi,
  glusterfs: required('endpoints', 'path'),
  flocker,
  rbd: required('monitors', 'image'),
  cinder: all(required('volumeID'), secretRefName),
  cephfs: required('monitors'),
  quobyte,
  fc,
  flexVolume,
  azureFile: required('secretName', 'shareName'),
  vsphereVolume: required('volumePath'),
  photonPersistentDisk: required('pdID'),
  portworxVolume: required('volumeID'),
  azureDisk,
  storageos,
  scaleIO: required('gateway', 'system', 'volumeName'),
} as const satisfies Readonly<Record<string, Check>>;

type LegacySource = keyof typeof CHECKS;

export function isLegacySource(name: string): name is LegacySource {
  return Object.hasOwn(CHECKS, name);
}

/** @param path of the volume; the server calls `gcePersistentDisk` there `persistentDisk` */
export function checkLegacySource(to: Inspection, path: FieldPath, name: LegacySource, source: JsonObject): void {
  const text = name === 'gcePersistentDisk' ? 'persistentDisk' : name;
  CHECKS[name](to, { ...child(path, text), steps: [name] }, source);
}
