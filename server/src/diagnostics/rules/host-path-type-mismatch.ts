import { fix, mend } from '../fixing';
import { podStorage } from '../knowledge/storage';
import { text } from '../read';
import { inspectionRule } from '../rule';

type Type = 'Socket' | 'CharDevice' | 'Directory' | 'File';

const FILES =
  /^\/(?:etc\/(?:machine-id|hostname|resolv\.conf|localtime|os-release|timezone|hosts|passwd|group|fstab)|var\/lib\/dbus\/machine-id|usr\/lib\/os-release|proc\/(?:cpuinfo|meminfo|mounts|config\.gz)|etc\/kubernetes\/[\w.-]+\.(?:conf|yaml))$|\.(?:ya?ml|json|toml|crt|pem|key|log)$/;
const DEVICES =
  /^\/dev\/(?:kvm|fuse|kmsg|null|zero|random|urandom|nvidia\d*|nvidiactl|nvidia-uvm|vfio\/vfio|net\/tun|infiniband\/\w+|mem|watchdog)$/;
const DIRECTORIES =
  /^\/(?:dev|proc|sys|run|var|var\/log|var\/run|var\/lib|etc|lib|lib\/modules|usr\/lib|opt|root|home|boot|tmp|var\/lib\/(?:kubelet|docker|containerd|etcd)|var\/log\/(?:pods|containers)|etc\/kubernetes|opt\/cni\/bin|etc\/cni\/net\.d|sys\/fs\/(?:cgroup|bpf)|run\/containerd|dev\/(?:shm|pts|disk|mapper|infiniband|dri|snd|bus))?\/?$/;

/**
 * A hostPath whose type is not what lies there keeps the pod in ContainerCreating; the types with OrCreate make what is
 * absent, and then of the wrong sort (`checkType` in pkg/volume/hostpath/host_path.go, all releases).
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
  },
  *check(context) {
    for (const volume of podStorage(context.judgement.effective).written) {
      if (volume.source !== 'hostPath') continue;
      const path = text(volume.json['path']) ?? '';
      const type = text(volume.json['type']) ?? '';
      const real = sortOf(path);
      if (type === '' || real === undefined || fits(type, real)) continue;
      const place = [...volume.path, 'hostPath', 'type'];
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

function sortOf(path: string): Type | undefined {
  if (/\.sock$/.test(path)) return 'Socket';
  if (DEVICES.test(path)) return 'CharDevice';
  if (path !== '' && DIRECTORIES.test(path)) return 'Directory';
  return FILES.test(path) ? 'File' : undefined;
}

function fits(type: string, real: Type): boolean {
  return type === real || type === `${real}OrCreate`;
}
