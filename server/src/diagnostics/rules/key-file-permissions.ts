import { fix, mend } from '../fixing';
import { optionValues, wordsOf } from '../knowledge/commandLine';
import { mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { storeOf } from '../knowledge/stores';
import { get, list, number } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

interface KeyFile {
  readonly program: string;
  readonly file: string;
  /** modes of others that it bears */
  readonly bears: number;
}

/**
 * Some programs refuse a key that others may read: mongod its keyFile (group and others: none), PostgreSQL the key of its
 * certificate (root's own: 0640, else 0600), Erlang its cookie (none). Files of Secrets are 0644 by default
 * (`SecretVolumeSourceDefaultMode`, all releases).
 */
export const keyFilePermissions = inspectionRule({
  id: 'key-file-permissions',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{program} refuses a key that others may read, and {file} has mode 0{mode}: it does not start. Set defaultMode to 0{wanted}.',
      ja: '{program} は他者が読める鍵を拒否しますが、{file} のモードは 0{mode} です。起動しません。defaultMode を 0{wanted} にします。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (container.init) continue;
      for (const { program, file, bears } of keyFiles(container)) {
        const mount = mountAt(container, file);
        const volume = mount?.volume;
        if (!volume || (volume.source !== 'secret' && volume.source !== 'configMap')) continue;
        if (list(volume.json['items']).some((item) => get(item, 'mode') !== undefined)) continue;
        const mode = number(volume.json['defaultMode']) ?? 0o644;
        if ((mode & 0o077 & ~bears) === 0) continue;
        const wanted = bears === 0 ? 0o400 : 0o440;
        const path = [...volume.path, volume.source, 'defaultMode'];
        yield {
          path,
          at: 'value',
          params: { program, file, mode: mode.toString(8), wanted: wanted.toString(8) },
          fixes: () => repairs(context, path, wanted),
        };
      }
    }
  },
});

function repairs(context: RuleContext, path: readonly (string | number)[], wanted: number) {
  const octal = `0${wanted.toString(8)}`;
  return fix(
    { en: `Set it to ${wanted} (${octal})`, ja: `${wanted}（${octal}）にする` },
    'alternative',
    mend(context).put(path, wanted),
  );
}

function keyFiles(container: PodContainer): readonly KeyFile[] {
  const words = wordsOf(container.json);
  const product = storeOf(container.json)?.store.product;
  switch (product) {
    case 'MongoDB':
      return optionValues(words, ['--keyFile']).map((file) => ({ program: 'mongod', file, bears: 0 }));
    case 'PostgreSQL':
      return optionValues(words, ['ssl_key_file', '--ssl_key_file', '--ssl-key-file']).map((file) => ({
        program: 'PostgreSQL',
        file,
        bears: 0o040,
      }));
    case 'RabbitMQ':
      return container.mounts
        .filter(({ mountPath }) => mountPath.endsWith('/.erlang.cookie'))
        .map(({ mountPath }) => ({ program: 'Erlang', file: mountPath, bears: 0 }));
    default:
      return [];
  }
}
