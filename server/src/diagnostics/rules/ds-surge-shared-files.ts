import { MAX_SURGE, surgeOf } from '../knowledge/rollout';
import { containers, get, type JsonObject, list, object, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';
import { portTaken } from './ds-surge-port-taken';

/** Sockets that the node's own programs serve: the daemon only connects to them. */
const OF_THE_NODE =
  /(?:^|\/)(?:containerd|crio|cri-dockerd|docker|dockershim|kubelet|podman|system_bus_socket)\.sock$|dbus/;
/** Files that one process at a time may hold. */
const OWN_FILE = /\.(?:sock|socket|pid|lock|db|sqlite3?|ldb)$/;

/**
 * With maxSurge two pods of the daemon run on a node for a while. What they serve or lock below a directory of the host
 * is then there twice, or rather once: the old pod takes it away when it ends (manage and rollingUpdate in
 * pkg/controller/daemon, since 1.22).
 */
export const dsSurgeSharedFiles = inspectionRule({
  id: 'ds-surge-shared-files',
  category: 'risk',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'maxSurge runs the new pod beside the old one, and both use {file} in the host directory {directory}: when the old pod ends it takes the file away from the new one.',
      ja: 'maxSurge では新旧の Pod が並んで動き、どちらもホストのディレクトリ {directory} の {file} を使います。古い Pod が終了すると、新しい Pod が使うファイルまで失われます。',
    },
    lock: {
      en: 'maxSurge runs the new pod beside the old one, and both open {file} in the host directory {directory}: the new one fails on the lock, or both write to it.',
      ja: 'maxSurge では新旧の Pod が並んで動き、どちらもホストのディレクトリ {directory} の {file} を開きます。新しい Pod がロックで失敗するか、両方が書き込みます。',
    },
    volume: { en: 'The directory of the host', ja: 'ホストのディレクトリ' },
  },
  *check(context) {
    const { effective } = context.judgement;
    // two pods that ask for one port never run side by side, and that is said elsewhere
    if (!surgeOf(effective) || portTaken(context)) return;
    const shared = sharedFile(context);
    if (!shared) return;
    yield {
      path: MAX_SURGE,
      at: 'value',
      message: /sock/.test(shared.file) ? 'default' : 'lock',
      params: { file: shared.file, directory: shared.directory },
      related: [{ path: ['spec', 'template', 'spec', 'volumes', shared.volume, 'hostPath'], message: 'volume' }],
    };
  },
});

interface Shared {
  readonly file: string;
  readonly directory: string;
  readonly volume: number;
}

/** The first file of a container's command line or environment that lies on a directory of the host it may write to. */
function sharedFile(context: RuleContext): Shared | null {
  const { effective } = context.judgement;
  const volumes = list(get(effective, 'spec', 'template', 'spec', 'volumes'));
  const directories = volumes.flatMap((volume, index) => {
    const directory = text(get(volume, 'hostPath', 'path'));
    const name = text(object(volume)?.['name']);
    return directory === undefined || name === undefined || OWN_FILE.test(directory)
      ? []
      : [{ name, directory, index }];
  });
  if (directories.length === 0) return null;
  for (const { container } of containers(effective)) {
    const files = filesOf(container);
    for (const mount of files.length === 0 ? [] : list(container['volumeMounts'])) {
      const at = text(get(mount, 'mountPath'));
      const volume = directories.find((each) => each.name === get(mount, 'name'));
      if (!volume || at === undefined || get(mount, 'readOnly') === true) continue;
      const file = files.find((each) => each.startsWith(at.endsWith('/') ? at : `${at}/`));
      if (file) return { file, directory: volume.directory, volume: volume.index };
    }
  }
  return null;
}

function filesOf(container: JsonObject): readonly string[] {
  const said = [
    ...list(container['command']),
    ...list(container['args']),
    ...list(container['env']).map((item) => object(item)?.['value'] ?? null),
  ];
  return said.flatMap((word) =>
    typeof word === 'string'
      ? word
          .split(/[\s"'=,;]+/)
          .map((part) => part.replace(/^unix:(?:\/\/)?(?=\/)/, ''))
          .filter((part) => part.startsWith('/') && OWN_FILE.test(part) && !OF_THE_NODE.test(part))
      : [],
  );
}
