import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** Sidecars of CSI drivers: clients of the driver's socket. */
const CLIENT =
  /^(?:livenessprobe|csi-node-driver-registrar|csi-(?:provisioner|attacher|resizer|snapshotter|external-health-monitor-controller))$/;
const ADDRESS = /^--csi-address=(?:unix:\/\/)?(\/.+)$/;
const ENDPOINT = /^(?:--?(?:endpoint|csi-endpoint|csi-address|v|nodeserver-endpoint))?=?(?:unix:\/\/)(\/.+\.sock)$/;

/**
 * Containers of a pod share files through volumes alone. A sidecar of a CSI driver finds the driver's socket where both
 * mount the same volume (`--csi-address`; kubernetes-csi sidecars, all releases).
 */
export const socketNotShared = inspectionRule({
  id: 'socket-not-shared',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{name} looks for the socket {socket}, which is on none of its mounts: it never reaches the driver.',
      ja: '{name} はソケット {socket} を探しますが、どのマウントの下にもありません。ドライバーに接続できません。',
    },
    other: {
      en: '{name} looks for the socket {socket} on the volume {volume}, and the driver puts it on {actual}: it never reaches the driver.',
      ja: '{name} はボリューム {volume} 上のソケット {socket} を探しますが、ドライバーは {actual} に作ります。ドライバーに接続できません。',
    },
  },
  *check(context) {
    const { containers } = podStorage(context.judgement.effective);
    const running = containers.filter(({ init, json }) => !init || json['restartPolicy'] === 'Always');
    const drivers = running.filter((each) => !CLIENT.test(imageOf(each.json)?.base ?? ''));
    const made = drivers.flatMap((each) => socketOf(each) ?? []);
    for (const container of running) {
      if (!CLIENT.test(imageOf(container.json)?.base ?? '')) continue;
      const told = addressOf(container);
      if (!told || /\$/.test(told.socket)) continue;
      const mount = mountAt(container, told.socket);
      const params = { name: container.name, socket: told.socket };
      if (!mount) yield { path: told.path, at: 'value', params };
      else if (
        made.length === 1 &&
        made[0] !== undefined &&
        made[0] !== mount.name &&
        !sameDirectory(context, made[0], mount.name)
      )
        yield {
          path: told.path,
          at: 'value',
          message: 'other',
          params: { ...params, volume: mount.name, actual: made[0] },
        };
    }
  },
});

function addressOf({ json, path }: PodContainer): { readonly socket: string; readonly path: Path } | undefined {
  const words = list(json['args']);
  for (const [index, word] of words.entries()) {
    const said = text(word) ?? '';
    const socket =
      ADDRESS.exec(said)?.[1] ??
      (said === '--csi-address' ? text(words[index + 1])?.replace(/^unix:\/\//, '') : undefined);
    if (socket?.startsWith('/')) return { socket, path: [...path, 'args', index] };
  }
  return undefined;
}

/** The volume on which the driver puts its socket. */
function socketOf(container: PodContainer): string | undefined {
  const words = [...list(container.json['command']), ...list(container.json['args'])].map((word) => text(word) ?? '');
  const values = [...words, ...list(container.json['env']).map((item) => text(get(item, 'value')) ?? '')];
  const socket = values.flatMap((value) => ENDPOINT.exec(value)?.[1] ?? [])[0];
  return socket === undefined || /\$/.test(socket) ? undefined : mountAt(container, socket)?.name;
}

/** Two volumes may be one directory of the node, or lie within each other. */
function sameDirectory(context: Parameters<typeof socketNotShared.check>[0], one: string, other: string): boolean {
  const { volumes } = podStorage(context.judgement.effective);
  const [first, second] = [one, other].map((name) => volumes.get(name));
  return first?.source === 'hostPath' && second?.source === 'hostPath';
}
