/**
 * The Pod Security Standards as the admission plugin checks them. Upstream: k8s.io/pod-security-admission/policy, one file
 * for each check, 1.25 to 1.37.
 */
import { atLeast, type Release } from '../../../../simulator/src/index';
import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { get, type JsonObject, list, number, object, text } from '../read';
import type { Localized } from '../rule';

export type SecurityLevel = 'privileged' | 'baseline' | 'restricted';

export interface Violation {
  readonly path: Path;
  readonly what: Localized;
}

interface Container {
  readonly json: JsonObject;
  readonly path: Path;
}

const BASELINE_CAPABILITIES: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);
const RESTRICTED_VOLUMES: ReadonlySet<string> = new Set(
  'name configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' '),
);
const SELINUX_TYPES: ReadonlySet<string> = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);
/** Since which minor a sysctl is one of the safe ones. */
const SAFE_SYSCTLS: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);

/** Does every kubelet allow the sysctl without being told to (`mustMatchPatterns`, `SafeSysctlAllowlist`)? */
export function isSafeSysctl(name: string, release: Release): boolean {
  const since = SAFE_SYSCTLS.get(name.replaceAll('/', '.'));
  return since !== undefined && atLeast(release, since);
}

/**
 * What a level forbids in a pod; the first place of each check.
 * @param spec the pod's spec with defaults filled in
 * @param at its path in the object
 */
export function violations(spec: JsonObject, at: Path, level: SecurityLevel, release: Release): readonly Violation[] {
  if (level === 'privileged') return [];
  const containers = (['initContainers', 'containers'] as const).flatMap((field) =>
    list(spec[field]).flatMap((item, index): Container[] => {
      const json = object(item);
      return json ? [{ json, path: [...at, field, index] }] : [];
    }),
  );
  const pod = object(spec['securityContext']) ?? {};
  const found = new Map<string, Violation>();
  const add = (path: Path, en: string, ja: string): void => {
    if (!found.has(en)) found.set(en, { path, what: { en, ja } });
  };
  baseline(spec, at, pod, containers, release, add);
  if (level === 'restricted') restricted(spec, at, pod, containers, add);
  return [...found.values()];
}

type Add = (path: Path, en: string, ja: string) => void;

function baseline(
  spec: JsonObject,
  at: Path,
  pod: JsonObject,
  containers: readonly Container[],
  release: Release,
  add: Add,
): void {
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    if (spec[field] === true) add([...at, field], field, field);
  for (const [index, volume] of list(spec['volumes']).entries())
    if (object(get(volume, 'hostPath')))
      add([...at, 'volumes', index, 'hostPath'], 'hostPath volumes', 'hostPath ボリューム');
  for (const [index, sysctl] of list(pod['sysctls']).entries()) {
    if (!isSafeSysctl(text(get(sysctl, 'name')) ?? '', release))
      add([...at, 'securityContext', 'sysctls', index, 'name'], 'unsafe sysctls', '安全でない sysctl');
  }
  const contexts = [
    { context: pod, path: [...at, 'securityContext'] },
    ...containers.map(({ json, path }) => ({
      context: object(json['securityContext']) ?? {},
      path: [...path, 'securityContext'],
    })),
  ];
  for (const { context, path } of contexts) checkContext(context, path, add);
  for (const { json, path } of containers) {
    for (const [index, port] of list(json['ports']).entries())
      if ((number(get(port, 'hostPort')) ?? 0) !== 0 && spec['hostNetwork'] !== true)
        add([...path, 'ports', index, 'hostPort'], 'host ports', 'hostPort');
    for (const [index, name] of list(get(json, 'securityContext', 'capabilities', 'add')).entries())
      if (typeof name === 'string' && !BASELINE_CAPABILITIES.has(name))
        add(
          [...path, 'securityContext', 'capabilities', 'add', index],
          `the capability ${name}`,
          `ケーパビリティ ${name}`,
        );
  }
}

/** What baseline forbids in a security context, the pod's or a container's. */
function checkContext(context: JsonObject, path: Path, add: Add): void {
  if (context['privileged'] === true) add([...path, 'privileged'], 'privileged containers', '特権コンテナ');
  if (get(context, 'seccompProfile', 'type') === 'Unconfined')
    add([...path, 'seccompProfile', 'type'], 'seccomp Unconfined', 'seccomp の Unconfined');
  if (get(context, 'appArmorProfile', 'type') === 'Unconfined')
    add([...path, 'appArmorProfile', 'type'], 'AppArmor Unconfined', 'AppArmor の Unconfined');
  if (context['procMount'] === 'Unmasked') add([...path, 'procMount'], 'procMount Unmasked', 'procMount の Unmasked');
  if (get(context, 'windowsOptions', 'hostProcess') === true)
    add([...path, 'windowsOptions', 'hostProcess'], 'host processes', 'ホストプロセス');
  const selinux = object(context['seLinuxOptions']) ?? {};
  if (!SELINUX_TYPES.has(text(selinux['type']) ?? '') || text(selinux['user']) || text(selinux['role']))
    add([...path, 'seLinuxOptions'], 'this SELinux label', 'この SELinux ラベル');
}

function restricted(spec: JsonObject, at: Path, pod: JsonObject, containers: readonly Container[], add: Add): void {
  for (const [index, volume] of list(spec['volumes']).entries()) {
    const source = Object.keys(object(volume) ?? {}).find((key) => !RESTRICTED_VOLUMES.has(key));
    if (source !== undefined && source !== 'hostPath')
      add([...at, 'volumes', index, source], `${source} volumes`, `${source} ボリューム`);
  }
  const windows = get(spec, 'os', 'name') === 'windows';
  const own = Object.keys(pod).length > 0 ? [...at, 'securityContext'] : at;
  for (const { json, path } of containers) {
    const context = object(json['securityContext']) ?? {};
    const place = Object.keys(context).length > 0 ? [...path, 'securityContext'] : path;
    const nonRoot = context['runAsNonRoot'] ?? pod['runAsNonRoot'];
    if (nonRoot !== true && spec['hostUsers'] !== false)
      add(
        context['runAsNonRoot'] === false ? [...place, 'runAsNonRoot'] : own,
        'containers without runAsNonRoot: true',
        'runAsNonRoot: true のないコンテナ',
      );
    if ((context['runAsUser'] ?? pod['runAsUser']) === 0 && spec['hostUsers'] !== false)
      add(
        context['runAsUser'] === 0 ? [...place, 'runAsUser'] : [...at, 'securityContext', 'runAsUser'],
        'user 0',
        'ユーザー 0',
      );
    if (windows) continue;
    if (context['allowPrivilegeEscalation'] !== false)
      add(
        context['allowPrivilegeEscalation'] === true ? [...place, 'allowPrivilegeEscalation'] : place,
        'containers without allowPrivilegeEscalation: false',
        'allowPrivilegeEscalation: false のないコンテナ',
      );
    const seccomp = get(context, 'seccompProfile', 'type') ?? get(pod, 'seccompProfile', 'type');
    if (seccomp !== 'RuntimeDefault' && seccomp !== 'Localhost')
      add(own, 'pods without a seccompProfile', 'seccompProfile のない Pod');
    checkCapabilities(context['capabilities'], place, add);
  }
}

function checkCapabilities(capabilities: Json | undefined, place: Path, add: Add): void {
  const dropped = list(get(capabilities, 'drop'));
  if (!dropped.includes('ALL'))
    add(
      capabilities === undefined ? place : [...place, 'capabilities'],
      'containers that do not drop the capabilities ALL',
      'ケーパビリティ ALL を落とさないコンテナ',
    );
  for (const [index, name] of list(get(capabilities, 'add')).entries())
    if (typeof name === 'string' && name !== 'NET_BIND_SERVICE')
      add([...place, 'capabilities', 'add', index], `the capability ${name}`, `ケーパビリティ ${name}`);
}
