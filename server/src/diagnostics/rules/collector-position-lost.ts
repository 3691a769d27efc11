import { envValue, optionValues, wordsOf } from '../knowledge/commandLine';
import { linkedTo } from '../knowledge/references';
import { diesWithPod, type Mount, mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { nodeOf, object, stringMap, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** Programs that read the logs of a node and remember how far they are. */
const COLLECTOR =
  /^(?:fluent-bit|fluentd|fluentd-kubernetes-daemonset|filebeat|filebeat-oss|promtail|vector|alloy|grafana-agent|agent|opentelemetry-collector|opentelemetry-collector-contrib|opentelemetry-collector-k8s|otelcol|logstash|journalbeat|auditbeat|loggie|ilogtail)(?:$|[:@])/;
const STATE_NAME =
  /(?:^|[-_])(?:state|position|positions|pos|registry|offset|offsets|checkpoint|checkpoints|cursor|tail-?db|tail|db)$/;
const OPTIONS = [
  'db',
  '--positions.file',
  '-positions.file',
  '--positions.filename',
  '-positions.filename',
  '--path.data',
  '-path.data',
  '--storage.path',
  '--data-dir',
  'storage.path',
];
const VARIABLES = ['VECTOR_DATA_DIR', 'FILEBEAT_DATA_PATH', 'POS_FILE', 'POSITIONS_FILE'];
/** How the configurations of these programs name the place. */
const IN_CONFIGURATION = [
  /^\s*(?:pos_file|DB|db|data_dir|path\.data|storage\.path|registry_file)(?:\s*[:=]\s*|\s+)["']?(\/[^\s"',]+)/gm,
  /^\s*positions:\s*\n\s+filename:\s*["']?(\/[^\s"']+)/gm,
  /^\s*file_storage[^:]*:\s*\n\s+directory:\s*["']?(\/[^\s"']+)/gm,
];

/**
 * A log collector writes down how far it has read. On an emptyDir, or in the container's layer, that note goes with the
 * pod (kubelet, all releases): after each rollout the daemon reads every file again, or skips what came meanwhile.
 */
export const collectorPositionLost = inspectionRule({
  id: 'collector-position-lost',
  category: 'risk',
  kinds: ['DaemonSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '{container} notes how far it has read in {place}, on a volume that goes with the pod: every rollout of the daemon sends log lines again or loses some. Keep it in a directory of the node (hostPath).',
      ja: '{container} は読み取り位置を {place} に記録しますが、そのボリュームは Pod とともに消えます。ロールアウトのたびにログ行が再送されるか失われます。ノードのディレクトリ（hostPath）に置きます。',
    },
    layer: {
      en: '{container} notes how far it has read in {place}, in the container’s own layer: every restart sends log lines again or loses some. Keep it in a directory of the node (hostPath).',
      ja: '{container} は読み取り位置を {place} に記録しますが、そこにボリュームがマウントされていません。再起動のたびにログ行が再送されるか失われます。ノードのディレクトリ（hostPath）に置きます。',
    },
  },
  *check(context) {
    const { containers } = podStorage(context.judgement.effective);
    const said = new Set<string>();
    for (const container of containers) {
      if (container.init || !readsLogs(container)) continue;
      const told = [...toldPlaces(container), ...configuredPlaces(context, container)];
      for (const place of told) {
        const mount = mountAt(container, place);
        const params = { container: container.name, place };
        if (mount?.volume && diesWithPod(mount.volume)) {
          if (!said.has(mount.name)) yield atVolume(context, mount, params);
          said.add(mount.name);
        } else if (!mount && said.size === 0 && place.startsWith('/tmp/')) {
          said.add('');
          yield { path: container.path, at: 'key', message: 'layer', params };
        }
      }
      if (said.size > 0 || told.length > 0 || !isCollector(container)) continue;
      const named = container.mounts.find(
        ({ volume, json, name }) => volume && diesWithPod(volume) && json['readOnly'] !== true && STATE_NAME.test(name),
      );
      if (named) yield atVolume(context, named, { container: container.name, place: named.mountPath });
    }
  },
});

function atVolume(context: RuleContext, mount: Mount, params: Readonly<Record<string, string>>) {
  const path = [...(mount.volume?.path ?? []), mount.volume?.source ?? ''];
  const written = nodeOf(context.object.root, path) !== undefined;
  return { path: written ? path : path.slice(0, -1), at: 'key' as const, params };
}

function isCollector({ json }: PodContainer): boolean {
  const image = text(json['image']) ?? '';
  return COLLECTOR.test(image.slice(image.lastIndexOf('/') + 1));
}

/** Does it see the log files of the node? */
function readsLogs({ mounts }: PodContainer): boolean {
  return mounts.some(({ volume }) => {
    const path = volume?.source === 'hostPath' ? text(volume.json['path']) : undefined;
    return path !== undefined && /^\/(?:$|var(?:\/log|\/lib\/docker|\/lib\/containers|$))/.test(path);
  });
}

function toldPlaces({ json }: PodContainer): readonly string[] {
  const words = wordsOf(json);
  const values = [...optionValues(words, OPTIONS), ...VARIABLES.flatMap((name) => envValue(json, name) ?? [])];
  return values.filter((value) => value.startsWith('/'));
}

/** Places that the mounted configuration at hand names. */
function configuredPlaces(context: RuleContext, { mounts }: PodContainer): readonly string[] {
  return mounts.flatMap(({ volume }) => {
    const name = volume?.source === 'configMap' ? text(volume.json['name']) : undefined;
    if (name === undefined) return [];
    const [found] = linkedTo(context.neighbours.named('ConfigMap', name, context.object), context.object);
    const data = stringMap(object(found?.json['data']));
    return Object.values(data).flatMap((content) =>
      IN_CONFIGURATION.flatMap((pattern) => [...content.matchAll(pattern)].flatMap((match) => match[1] ?? [])),
    );
  });
}
