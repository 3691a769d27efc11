import { SYSTEM_DIRECTORIES } from '../knowledge/programDirectories';
import { keysOf, linkedTo } from '../knowledge/references';
import { isConfiguration, type PodVolume, podStorage } from '../knowledge/storage';
import { repositoryOf } from '../knowledge/stores';
import { enumerate } from '../message';
import { get, list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** Directories of well-known images, and files in them without which the program does not start. */
const OF_IMAGES: readonly { readonly image: RegExp; readonly directory: string; readonly files: readonly string[] }[] =
  [
    { image: /(?:^|\/)nginx(?:-unprivileged)?$/, directory: '/etc/nginx', files: ['nginx.conf'] },
    {
      image: /(?:^|\/)elasticsearch$/,
      directory: '/usr/share/elasticsearch/config',
      files: ['elasticsearch.yml', 'jvm.options', 'log4j2.properties'],
    },
    {
      image: /(?:^|\/)opensearch$/,
      directory: '/usr/share/opensearch/config',
      files: ['opensearch.yml', 'jvm.options', 'log4j2.properties'],
    },
    { image: /(?:^|\/)clickhouse-server$/, directory: '/etc/clickhouse-server', files: ['config.xml'] },
    { image: /(?:^|\/)cassandra$/, directory: '/etc/cassandra', files: ['cassandra.yaml', 'cassandra-env.sh'] },
    { image: /(?:^|\/)httpd$/, directory: '/usr/local/apache2/conf', files: ['httpd.conf', 'mime.types'] },
    { image: /(?:^|\/)logstash$/, directory: '/usr/share/logstash/config', files: ['logstash.yml', 'jvm.options'] },
    { image: /(?:^|\/)neo4j$/, directory: '/var/lib/neo4j/bin', files: ['neo4j'] },
  ];

/**
 * A volume that is mounted over a directory hides what the image has there (runtime bind mounts, all releases): a mount of
 * configuration over /etc or /usr/bin leaves the program without its libraries, users and certificates.
 */
export const configMountHidesDirectory = inspectionRule({
  id: 'config-mount-hides-directory',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: 'The volume {volume} hides all that the image has in {mountPath}, without which its program does not run. Mount single files with subPath, or another directory.',
      ja: 'ボリューム {volume} が、イメージの {mountPath} にあるものをすべて隠します。これがないとプログラムは動きません。subPath で個々のファイルをマウントするか、別のディレクトリを使います。',
    },
    files: {
      en: 'The volume {volume} hides all that the image has in {mountPath}, and does not bring {missing}: the program does not start. Mount single files with subPath.',
      ja: 'ボリューム {volume} が、イメージの {mountPath} にあるものをすべて隠しますが、{missing} がありません。プログラムは起動しません。subPath で個々のファイルをマウントします。',
    },
  },
  *check(context) {
    for (const { json, mounts, init } of podStorage(context.judgement.effective).containers) {
      const image = repositoryOf(text(json['image']) ?? '');
      for (const { mountPath, path, volume, name, json: mount } of mounts) {
        if (!volume || mount['subPath'] !== undefined || mount['subPathExpr'] !== undefined) continue;
        if (!isConfiguration(volume) || volume.source === 'image') continue;
        const params = { volume: name, mountPath };
        const place = [...path, 'mountPath'];
        if (SYSTEM_DIRECTORIES.has(mountPath)) {
          yield { path: place, at: 'value', params };
          continue;
        }
        if (init) continue;
        const known = OF_IMAGES.find((each) => each.directory === mountPath && each.image.test(image));
        const files = known && filesOf(context, volume);
        const others = mounts
          .filter((each) => each.mountPath.startsWith(`${mountPath}/`))
          .map((each) => each.mountPath);
        const missing =
          known?.files.filter((file) => !files?.includes(file) && !others.includes(`${mountPath}/${file}`)) ?? [];
        if (!files || missing.length === 0) continue;
        yield { path: place, at: 'value', message: 'files', params: { ...params, missing: enumerate(missing) } };
      }
    }
  },
});

/** Files of a ConfigMap or Secret volume; undefined where they are not known. */
function filesOf({ neighbours, object }: RuleContext, volume: PodVolume): readonly string[] | undefined {
  const isConfig = volume.source === 'configMap';
  if (!isConfig && volume.source !== 'secret') return undefined;
  const items = list(volume.json['items']);
  if (items.length > 0) return items.flatMap((item) => text(get(item, 'path')) ?? []);
  const name = text(volume.json[isConfig ? 'name' : 'secretName']) ?? '';
  const found = linkedTo(neighbours.named(isConfig ? 'ConfigMap' : 'Secret', name, object), object);
  return found.length === 0 ? undefined : found.flatMap(({ json }) => keysOf(json));
}
