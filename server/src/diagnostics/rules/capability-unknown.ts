import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { containers, get, list } from '../read';
import { inspectionRule } from '../rule';

/** capabilities(7), Linux 6.x. */
const KNOWN: ReadonlySet<string> = new Set(
  'ALL AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM'.split(
    ' ',
  ),
);

/** What containers have when nobody says otherwise (containerd, CRI-O). */
const DEFAULTS: ReadonlySet<string> = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

/**
 * Kubernetes writes capabilities without `CAP_`, and containerd puts it in front (`WithCapabilities` in containerd's CRI
 * plugin): a name with the prefix, or one that Linux does not have, gives and takes nothing.
 */
export const capabilityUnknown = inspectionRule({
  id: 'capability-unknown',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Kubernetes writes capabilities without CAP_: containerd looks for CAP_{name}, which does not exist, so the container has it only by luck of another runtime.',
      ja: 'Kubernetes ではケーパビリティを CAP_ なしで書きます。containerd は存在しない CAP_{name} を探すため、付与されるかどうかはランタイム次第になります。',
    },
    drop: {
      en: 'No runtime knows a capability {name}, so this drops nothing. ALL drops all of them.',
      ja: '{name} というケーパビリティはなく、何も削除されません。すべて削除するには ALL と書きます。',
    },
    unknown: {
      en: 'Linux has no capability {name}: the container gets none, or does not start.',
      ja: 'Linux に {name} というケーパビリティはありません。コンテナには付与されないか、起動しません。',
    },
  },
  *check(context) {
    for (const { container, path } of containers(context.judgement.effective)) {
      const capabilities = get(container, 'securityContext', 'capabilities');
      if (capabilities === undefined) continue;
      for (const field of ['add', 'drop'] as const) {
        for (const [index, name] of list(get(capabilities, field)).entries()) {
          if (typeof name !== 'string' || name === '' || KNOWN.has(name.toUpperCase()) || /[{}$]/.test(name)) continue;
          const bare = name.toUpperCase().replace(/^CAP_/, '');
          const meant = KNOWN.has(bare) ? bare : name === '*' ? 'ALL' : nearestName(bare, KNOWN);
          const prefix = KNOWN.has(bare);
          // the default set has it anyway
          if (field === 'add' && prefix && DEFAULTS.has(bare) && !list(get(capabilities, 'drop')).includes('ALL'))
            continue;
          const place = [...path, 'securityContext', 'capabilities', field, index];
          yield {
            path: place,
            at: 'value',
            message: prefix ? 'default' : field === 'drop' ? 'drop' : 'unknown',
            params: { name },
            fixes: () =>
              meant === null
                ? []
                : fix(
                    { en: `Write ${meant}`, ja: `${meant} と書く` },
                    prefix ? 'preferred' : 'alternative',
                    mend(context).put(place, meant),
                  ),
          };
        }
      }
    }
  },
});
