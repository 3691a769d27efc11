import { podStorage } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

/** Devices and directories that every container may use, and what is no device. */
const OPEN =
  /^\/dev\/(?:null|zero|full|random|urandom|tty|ptmx|pts|shm|log|hugepages\S*|mqueue|console|net(?:\/tun)?)(?:\/|$)/;
const DEVICE = /^\/dev\/\S+/;

/**
 * The cgroup of a container that is not privileged lets it open a handful of devices only; a mount brings the file, not the
 * right to open it (default device rules of runc and crun; device plugins and DRA grant single devices).
 */
export const deviceWithoutPrivilege = inspectionRule({
  id: 'device-without-privilege',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'Mounting {path} does not let this container open it: unless it is privileged, its device cgroup answers “operation not permitted”.',
      ja: '{path} をマウントしても、このコンテナからは開けません。privileged でないと、デバイスの cgroup に “operation not permitted” で拒否されます。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (get(container.json, 'securityContext', 'privileged') === true) continue;
      // a device plugin may grant what is asked for
      if (Object.keys(Object(get(container.json, 'resources', 'limits') ?? {})).some((name) => name.includes('/')))
        continue;
      for (const mount of container.mounts) {
        const path = mount.volume?.source === 'hostPath' ? (text(mount.volume.json['path']) ?? '') : '';
        const type = mount.volume?.json['type'];
        if (!DEVICE.test(path) || OPEN.test(path) || type === 'Socket') continue;
        // directories are mostly mounted to look which devices there are
        if (
          type !== 'CharDevice' &&
          type !== 'BlockDevice' &&
          !/^\/dev\/(?:kvm|fuse|kmsg|mem|nvidia\S*|vfio\/\S+|sd[a-z]\d*|nvme\S+|tty\S+|i2c-\d+|dri\/\S+)$/.test(path)
        )
          continue;
        yield { path: mount.path, at: 'key', params: { path } };
      }
    }
  },
});
