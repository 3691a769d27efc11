import type { Path } from '../../manifest/index';
import { imageOf } from '../knowledge/images';
import { mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** Options of node exporter, the Beats and the like that say where the node's own files are mounted. */
const OPTION = /^--?(?:path\.(?:rootfs|procfs|sysfs|udev\.data)|system\.hostfs|host-root)(?:=(.*))?$/;
/** Variables of gopsutil (Telegraf, OpenTelemetry Collector), Netdata and Falco with that meaning. */
const VARIABLE = /^(?:HOST_(?:PROC|SYS|ETC|VAR|RUN|DEV|ROOT|MOUNT_PREFIX)|NETDATA_HOST_PREFIX)$/;
/** What every container has of its own. */
const OWN = /^\/(?:proc|sys|run\/udev\/data)?$/;

/**
 * What an agent shows as the node's files is what is mounted at the path it is told; elsewhere it finds nothing, or the
 * container's own files. node_exporter `--path.rootfs` since 0.17, gopsutil `HOST_*`.
 */
export const hostViewUnmounted = inspectionRule({
  id: 'host-view-unmounted',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: '{name} looks for the node under {place}, where nothing of the node is mounted: it finds no values.',
      ja: '{name} はノードの情報を {place} の下で探しますが、そこにはノードの何もマウントされていません。値は得られません。',
    },
    elsewhere: {
      en: '{name} looks for the node under {place}, and its files are mounted at {mounted}: it finds no values.',
      ja: '{name} はノードの情報を {place} の下で探しますが、マウントされているのは {mounted} です。値は得られません。',
    },
    unused: {
      en: 'The node’s files are mounted at {mounted}, and nothing tells node exporter so: it reports the file systems of its own container. Add --path.rootfs={mounted}.',
      ja: 'ノードのファイルは {mounted} にマウントされていますが、node exporter に伝わっていません。報告されるのはコンテナ自身のファイルシステムです。--path.rootfs={mounted} を加えてください。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (container.init) continue;
      const told = placesOf(container);
      const fromHost = container.mounts.filter(({ volume }) => volume?.source === 'hostPath');
      for (const { option, place, path } of told) {
        if (!place.startsWith('/') || OWN.test(place) || /\$/.test(place)) continue;
        if (!option && fromHost.length === 0) continue;
        const mount = mountAt(container, place);
        if (mount && mount.mountPath !== '/') continue;
        // the parts may be mounted below it, one by one
        if (container.mounts.some(({ mountPath }) => mountPath.startsWith(`${place.replace(/\/$/, '')}/`))) continue;
        const root = fromHost.find(({ volume }) => text(volume?.json['path']) === '/');
        const params = { name: container.name, place, mounted: root?.mountPath ?? '' };
        yield { path, at: 'value', message: root ? 'elsewhere' : 'default', params };
      }
      if (told.length > 0 || !isNodeExporter(container) || list(container.json['command']).length > 2) continue;
      const root = fromHost.find(({ volume }) => text(volume?.json['path']) === '/');
      if (root)
        yield {
          path: [...root.path, 'mountPath'],
          at: 'value',
          message: 'unused',
          params: { mounted: root.mountPath },
        };
    }
  },
});

interface Told {
  readonly place: string;
  readonly path: Path;
  readonly option: boolean;
}

function placesOf({ json, path }: PodContainer): readonly Told[] {
  const options = (['command', 'args'] as const).flatMap((field) => {
    const words = list(json[field]).map((word) => text(word) ?? '');
    return words.flatMap((word, index): Told[] => {
      const match = OPTION.exec(word.trim());
      if (!match) return [];
      const [, value] = match;
      const at = value === undefined ? index + 1 : index;
      return [{ place: value ?? words[at] ?? '', path: [...path, field, at], option: true }];
    });
  });
  const variables = list(json['env']).flatMap((item, index): Told[] => {
    const value = text(get(item, 'value'));
    if (value === undefined || !VARIABLE.test(text(get(item, 'name')) ?? '')) return [];
    return [{ place: value, path: [...path, 'env', index, 'value'], option: false }];
  });
  return [...options, ...variables];
}

/** A release that knows `--path.rootfs`. */
function isNodeExporter({ json }: PodContainer): boolean {
  const image = imageOf(json);
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(image?.tag ?? '') ?? [];
  return image?.base === 'node-exporter' && (Number(major) > 0 || Number(minor) >= 17);
}
