import { imageOf } from '../knowledge/images';
import { programsOf, SYSTEM_DIRECTORIES } from '../knowledge/programDirectories';
import { argvOf, shellCallOf, words } from '../knowledge/shell';
import { type Mount, type PodContainer, type PodVolume, podStorage, within } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule, type Params } from '../rule';

/** Directories that images use otherwise too, or that many leave empty. */
const OFTEN_EMPTY: ReadonlySet<string> = new Set(['/sbin', '/lib64', '/usr/sbin', '/usr/lib64']);
const LOCAL = '/usr/local';
const SCRIPT = /^\/.+\.(?:jar|war|py|m?js|rb|php|dll|pl|sh)$/;
/** Where programs live rather than data, which people may copy to a claim by hand. */
const OF_PROGRAMS = /^\/(?:app|application|code|opt|src|srv|usr|workspace)(?:\/|$)/;

/**
 * A volume that starts empty and is mounted over a directory hides what the image has there (runtime bind mounts, all
 * releases), and unlike with Docker's volumes nothing is copied into it. Where the program itself lies there, there is
 * nothing to start, unless an init container fills the volume first.
 */
export const emptyVolumeHidesProgram = inspectionRule({
  id: 'empty-volume-hides-program',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'The empty volume {volume} hides {program}, which the container runs: the image’s content is not copied into it, and there is nothing to start. Mount it at the data directory alone.',
      ja: '空のボリューム {volume} が、コンテナの実行する {program} を隠します。イメージの内容はボリュームにコピーされず、起動するものがありません。データのディレクトリだけにマウントします。',
    },
    system: {
      en: 'The empty volume {volume} hides all that the image has in {mountPath}, without which its program does not run.',
      ja: '空のボリューム {volume} が、イメージの {mountPath} にあるものをすべて隠します。これがないとプログラムは動きません。',
    },
  },
  *check(context) {
    const { containers } = podStorage(context.judgement.effective);
    for (const container of containers) {
      for (const mount of container.mounts) {
        const { volume, mountPath, path, name } = mount;
        if (!volume || !startsEmpty(volume)) continue;
        if (containers.some((other) => fills(other, container, mount))) continue;
        const finding = hidden(container, mount, volume);
        if (!finding) continue;
        yield {
          path: [...path, 'mountPath'],
          at: 'value',
          ...finding,
          params: { ...finding.params, volume: name, mountPath },
        };
      }
    }
  },
});

/** What of its program the container no longer finds. */
function hidden(
  container: PodContainer,
  { mountPath }: Mount,
  volume: PodVolume,
): { readonly message?: string; readonly params: Params } | undefined {
  const isHostPath = volume.source === 'hostPath';
  const [first, ...rest] = words(container.json['command']);
  if (first === undefined && !container.init) {
    const image = imageOf(container.json);
    const program = image && programsOf(image).find((each) => within(each, mountPath));
    if (program) return { params: { program } };
  }
  if (isHostPath) return undefined;
  if (SYSTEM_DIRECTORIES.has(mountPath) && !OFTEN_EMPTY.has(mountPath) && !within(mountPath, LOCAL))
    return { message: 'system', params: {} };
  if (first === undefined) return undefined;
  const started = resolved(first, text(container.json['workingDir']));
  if (started !== undefined && within(started, mountPath) && started !== mountPath) {
    const byHand = volume.source === 'claimTemplate' && !OF_PROGRAMS.test(mountPath);
    if (!byHand) return { params: { program: started } };
  }
  if (shellCallOf(argvOf(container.json))) return undefined;
  const script = [...rest, ...words(container.json['args'])].find(
    (word) => SCRIPT.test(word) && within(word, mountPath),
  );
  if (script === undefined || (volume.source === 'claimTemplate' && !OF_PROGRAMS.test(mountPath))) return undefined;
  return { params: { program: script } };
}

/** A program's path where it is told as one. */
function resolved(command: string, workingDir: string | undefined): string | undefined {
  if (command.includes('$')) return undefined;
  if (command.startsWith('/')) return command;
  if (!command.startsWith('./') || workingDir === undefined) return undefined;
  return `${workingDir.replace(/\/$/, '')}/${command.slice(2)}`;
}

function startsEmpty({ source, json }: PodVolume): boolean {
  const from = ['dataSource', 'dataSourceRef', 'volumeName', 'selector'];
  if (source === 'claimTemplate') return from.every((field) => json[field] === undefined);
  if (source === 'ephemeral')
    return from.every((field) => get(json, 'volumeClaimTemplate', 'spec', field) === undefined);
  return source === 'emptyDir' || (source === 'hostPath' && json['type'] === 'DirectoryOrCreate');
}

/** Does another container have the volume that may put the program into it: an init container, or a helper of another image? */
function fills(other: PodContainer, container: PodContainer, { name }: Mount): boolean {
  if (other === container || !other.mounts.some((mount) => mount.name === name && mount.json['readOnly'] !== true))
    return false;
  return other.init || other.json['image'] !== container.json['image'];
}
