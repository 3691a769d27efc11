import { fix, mend } from '../fixing';
import { imageOf } from '../knowledge/images';
import { directory, podStorage, within } from '../knowledge/storage';
import { text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

type Type = 'Socket' | 'CharDevice' | 'Directory' | 'File';

const FILES =
  /^\/(?:etc\/(?:machine-id|hostname|resolv\.conf|localtime|os-release|timezone|hosts|passwd|group|fstab)|var\/lib\/dbus\/machine-id|usr\/lib\/os-release|proc\/(?:cpuinfo|meminfo|mounts|config\.gz)|etc\/kubernetes\/[\w.-]+\.(?:conf|yaml))$|\.(?:ya?ml|json|toml|crt|pem|key|log)$/;
const DEVICES =
  /^\/dev\/(?:kvm|fuse|kmsg|null|zero|random|urandom|nvidia\d*|nvidiactl|nvidia-uvm|vfio\/vfio|net\/tun|infiniband\/\w+|mem|watchdog)$/;
const DIRECTORIES =
  /^\/(?:dev|proc|sys|run|var|var\/log|var\/run|var\/lib|etc|lib|lib\/modules|usr\/lib|opt|root|home|boot|tmp|var\/lib\/(?:kubelet|docker|containerd|etcd)|var\/log\/(?:pods|containers)|etc\/kubernetes|opt\/cni\/bin|etc\/cni\/net\.d|sys\/fs\/(?:cgroup|bpf)|run\/containerd|dev\/(?:shm|pts|disk|mapper|infiniband|dri|snd|bus))?\/?$/;

/**
 * A hostPath whose type is not what lies there keeps the pod in ContainerCreating; the types with OrCreate make what is
 * absent, and then of the wrong sort; FileOrCreate makes no directory above (`checkType`, `makeFile` in
 * pkg/volume/hostpath/host_path.go, all releases).
 */
export const hostPathTypeMismatch = inspectionRule({
  id: 'host-path-type-mismatch',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{path} is a {sort}, not what type {type} demands: the pod stays in ContainerCreating.',
      ja: '{path} は{sort}であり、type: {type} とは一致しません。Pod は ContainerCreating のままになります。',
    },
    creates: {
      en: '{path} is a {sort}. Where it is absent, type {type} makes something else in its place; where it exists, the pod stays in ContainerCreating.',
      ja: '{path} は{sort}です。type: {type} では、なければ別のものが作られ、あれば Pod は ContainerCreating のままになります。',
    },
    parent: {
      en: 'FileOrCreate makes the file, but not the directory above it, and nothing else makes {directory}: on a node that has never had it the pod stays in ContainerCreating. Mount the directory with DirectoryOrCreate.',
      ja: 'FileOrCreate はファイルを作りますが、その上のディレクトリは作りません。{directory} を作るものはほかになく、このディレクトリがないノードでは Pod が ContainerCreating のままになります。ディレクトリを DirectoryOrCreate でマウントします。',
    },
    absent: {
      en: '{path} is a directory of this program alone, and type {type} demands that it is there: on a node where it has never run the pod stays in ContainerCreating. Use {type}OrCreate.',
      ja: '{path} はこのプログラム専用のディレクトリですが、type: {type} では既に存在している必要があります。初めてのノードでは Pod が ContainerCreating のままになります。{type}OrCreate を使います。',
    },
  },
  *check(context) {
    for (const volume of podStorage(context.judgement.effective).written) {
      if (volume.source !== 'hostPath') continue;
      const path = text(volume.json['path']) ?? '';
      const type = text(volume.json['type']) ?? '';
      const real = sortOf(path);
      const place = [...volume.path, 'hostPath', 'type'];
      const home = type === 'FileOrCreate' ? path.slice(0, path.lastIndexOf('/')) : path;
      const isNew = (type === 'FileOrCreate' || type === 'Directory') && isOwn(home, context) && !isMade(home, context);
      if (isNew && (real === undefined || fits(type, real))) {
        const message = type === 'Directory' ? 'absent' : 'parent';
        yield {
          path: place,
          at: 'value',
          message,
          params: { path, type, directory: home },
          fixes: () =>
            fix(
              { en: 'Set type: DirectoryOrCreate', ja: 'type: DirectoryOrCreate にする' },
              'preferred',
              message === 'absent' ? mend(context).put(place, 'DirectoryOrCreate') : [],
            ),
        };
        continue;
      }
      if (type === '' || real === undefined || fits(type, real)) continue;
      yield {
        path: place,
        at: 'value',
        message: type.endsWith('OrCreate') ? 'creates' : 'default',
        params: { path, type, sort: SORTS[real] },
        fixes: () =>
          fix({ en: `Set type: ${real}`, ja: `type: ${real} にする` }, 'preferred', mend(context).put(place, real)),
      };
    }
  },
});

const SORTS = {
  Socket: { en: 'socket', ja: 'ソケット' },
  CharDevice: { en: 'device', ja: 'デバイス' },
  Directory: { en: 'directory', ja: 'ディレクトリ' },
  File: { en: 'file', ja: 'ファイル' },
} as const;

const STATE = /^\/(?:var\/(?:lib|cache|run|spool)|run|opt|srv|data|mnt)\/(?:[^/]+\/)*([^/]+)\/?$/;
/** What nodes have without us. */
const OF_NODES =
  /^(?:ceph|chrony|cloud|cni|containerd|containers|cri-?o|dbus|docker|etcd|flannel|haproxy|iptables|k0s|k3s|kube|libvirt|longhorn|lxc|node|nvidia|openvswitch|pods?|rancher|rook|syslog|systemd)|^(?:bin|data|disks?|log|logs|run|tmp)$/;

/** Is it a directory that is called after the program, below those where programs keep their state? */
function isOwn(path: string, { object: { name }, judgement }: RuleContext): boolean {
  const last = STATE.exec(path)?.[1]?.toLowerCase();
  if (last === undefined || last.length < 4 || OF_NODES.test(last) || DIRECTORIES.test(path)) return false;
  const { containers } = podStorage(judgement.effective);
  const names = [
    name,
    ...containers.map((each) => each.name),
    ...containers.map(({ json }) => imageOf(json)?.base ?? ''),
  ];
  return names.some((each) => each.length > 3 && (each === last || each.includes(last) || last.startsWith(`${each}-`)));
}

/** Does another volume of the pods make the directory, or one below it? */
function isMade(path: string, { judgement }: RuleContext): boolean {
  return podStorage(judgement.effective).written.some(
    ({ source, json }) =>
      source === 'hostPath' &&
      (json['type'] === 'DirectoryOrCreate' || (json['type'] ?? '') === '') &&
      within(directory(text(json['path']) ?? ''), directory(path)),
  );
}

function sortOf(path: string): Type | undefined {
  if (/\.sock$/.test(path)) return 'Socket';
  if (DEVICES.test(path)) return 'CharDevice';
  if (path !== '' && DIRECTORIES.test(path)) return 'Directory';
  return FILES.test(path) ? 'File' : undefined;
}

function fits(type: string, real: Type): boolean {
  return type === real || type === `${real}OrCreate`;
}
