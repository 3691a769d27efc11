import { optionValues, wordsOf } from '../knowledge/commandLine';
import { imageOf } from '../knowledge/images';
import { filesOf, withoutComments } from '../knowledge/mountedFiles';
import { type Mount, mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { nodeOf } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** How programs are told where to write: by option, and in their configuration. By the last part of the image's name. */
const WRITES: readonly {
  readonly image: RegExp;
  readonly options?: readonly string[];
  readonly config: readonly RegExp[];
}[] = [
  { image: /^fluent-bit$/, config: [/^[ \t]*(?:DB|storage\.path)(?:\s*:\s*|\s+)["']?(\/[^\s"']+)/gim] },
  { image: /^fluentd/, config: [/^[ \t]*pos_file\s+["']?(\/[^\s"']+)/gm, /^[ \t]*@type file\s*\n\s*path\s+(\/\S+)/gm] },
  {
    image: /^promtail$/,
    options: ['-positions.file', '--positions.file'],
    config: [/^positions:\s*\n\s+filename:\s*["']?(\/[^\s"']+)/gm],
  },
  { image: /^vector$/, config: [/^data_dir\s*[:=]\s*["']?(\/[^\s"']+)/gm] },
  {
    image: /^(?:file|metric|audit|packet|heart)beat/,
    options: ['--path.data', '-path.data', '--path.home'],
    config: [/^path\.data:\s*["']?(\/[^\s"']+)/gm],
  },
  {
    image: /^(?:opentelemetry-collector|otelcol)/,
    config: [/^[ \t]*file_storage[^:\n]*:\s*\n\s+directory:\s*["']?(\/[^\s"']+)/gm],
  },
  { image: /^(?:alloy|grafana-agent)$/, options: ['--storage.path', '-storage.path'], config: [] },
  { image: /^prometheus$/, options: ['--storage.tsdb.path', '--storage.agent.path'], config: [] },
  { image: /^alertmanager$/, options: ['--storage.path'], config: [] },
  { image: /^loki$/, config: [/^[ \t]*(?:path_prefix|chunks_directory|compactor_working_dir):\s*["']?(\/[^\s"']+)/gm] },
  {
    image: /^(?:nats|nats-server)$/,
    options: ['-sd', '--store_dir'],
    config: [/^[ \t]*store_dir\s*[:=]\s*["']?(\/[^\s"']+)/gm],
  },
  { image: /^etcd$/, options: ['--data-dir', '--wal-dir'], config: [/^data-dir:\s*["']?(\/[^\s"']+)/gm] },
  { image: /^consul$/, options: ['-data-dir', '--data-dir'], config: [/["']?data_dir["']?\s*[:=]\s*["'](\/[^"']+)/g] },
  { image: /^(?:redis|valkey)$/, options: ['--dir'], config: [/^dir\s+["']?(\/[^\s"']+)/gm] },
  { image: /^mongo(?:db)?$/, options: ['--dbpath'], config: [/^[ \t]*dbPath:\s*["']?(\/[^\s"']+)/gm] },
];

/**
 * Where a program is told to keep what it writes, a mount must let it: `readOnly` mounts, and those of ConfigMaps and
 * Secrets, refuse every write (EROFS).
 */
export const stateFileReadOnly = inspectionRule({
  id: 'state-file-read-only',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['ConfigMap'],
  messages: {
    default: {
      en: '{name} is told to write to {place}, which is mounted read-only: it cannot keep its state there and fails.',
      ja: '{name} は {place} に書き込むよう設定されていますが、読み取り専用でマウントされています。状態を保存できず失敗します。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const base = container.init ? undefined : imageOf(container.json)?.base;
      const row = base === undefined ? undefined : WRITES.find(({ image }) => image.test(base));
      if (!row) continue;
      for (const place of placesOf(context, container, row)) {
        const mount = mountAt(container, place);
        if (!mount || !isReadOnly(mount)) continue;
        const flag = [...mount.path, 'readOnly'];
        const path = nodeOf(context.object.root, flag) ? flag : mount.path;
        yield { path, at: 'value', params: { name: container.name, place } };
        break;
      }
    }
  },
});

function placesOf(context: RuleContext, container: PodContainer, { options = [], config }: (typeof WRITES)[number]) {
  const told = optionValues(wordsOf(container.json), options);
  const content =
    config.length === 0
      ? ''
      : filesOf(context, container)
          .map((file) => withoutComments(file.content))
          .join('\n');
  const written = config.flatMap((pattern) => [...content.matchAll(pattern)].flatMap((match) => match[1] ?? []));
  return [...told, ...written].filter((place) => place.startsWith('/') && !/[${*]/.test(place));
}

function isReadOnly({ json, volume }: Mount): boolean {
  if (json['readOnly'] === true) return true;
  // what a file of a ConfigMap lies over is another matter
  return /^(?:configMap|secret|projected|downwardAPI)$/.test(volume?.source ?? '') && json['subPath'] === undefined;
}
