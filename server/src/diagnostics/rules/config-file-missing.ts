import type { Path } from '../../manifest/index';
import { isFilledElsewhere, keysOf, linkedTo } from '../knowledge/references';
import { mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { enumerate } from '../message';
import { get, list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/** An option or argument that names one file, and the file. */
const FILE =
  /^(?:--?[\w.-]+=)?(\/[\w./-]*\/[\w.-]+\.(?:conf|cfg|cnf|ini|ya?ml|json|toml|xml|properties|pem|crt|key|sql|rules|txt))$/;

/**
 * A ConfigMap or Secret volume holds a file for each key (or item) and nothing else, and cannot be written to (read-only
 * since 1.9.6): a file that is named in it and has no key does not exist.
 */
export const configFileMissing = inspectionRule({
  id: 'config-file-missing',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: 'There is no file {file}: {directory} is the {kind} {name}, which brings {known}.',
      ja: 'ファイル {file} はありません。{directory} は {kind} {name} で、そこにあるのは {known} です。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      for (const { path, file } of namedFiles(container)) {
        const mount = mountAt(container, file);
        const volume = mount?.volume;
        if (!mount || !volume || (volume.source !== 'configMap' && volume.source !== 'secret')) continue;
        if (mount.json['subPath'] !== undefined || mount.json['subPathExpr'] !== undefined || mount.mountPath === file)
          continue;
        const kind = volume.source === 'configMap' ? 'ConfigMap' : 'Secret';
        const name = text(volume.json[kind === 'ConfigMap' ? 'name' : 'secretName']) ?? '';
        const files = filesOf(context, kind, name, volume.json['items']);
        const inside = file.slice(mount.mountPath.length + 1);
        if (!files || files.includes(inside)) continue;
        const params = { file, directory: mount.mountPath, kind, name, known: enumerate(files) };
        yield { path, at: 'value', params };
      }
    }
  },
});

/** Files that stand in the words of the command line, shell scripts left out. */
function namedFiles({ json, path }: PodContainer): readonly { readonly path: Path; readonly file: string }[] {
  return ['command', 'args'].flatMap((field) =>
    list(json[field]).flatMap((word, index) => {
      const file = FILE.exec(text(word) ?? '')?.[1];
      return file === undefined || file.includes('..') ? [] : [{ path: [...path, field, index], file }];
    }),
  );
}

function filesOf(
  { neighbours, object }: RuleContext,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  items: Parameters<typeof list>[0],
): readonly string[] | undefined {
  if (list(items).length > 0) return list(items).flatMap((item) => text(get(item, 'path')) ?? []);
  const found = linkedTo(neighbours.named(kind, name, object), object);
  if (found.length === 0 || found.some(({ json }) => isFilledElsewhere(json))) return undefined;
  return [...new Set(found.flatMap(({ json }) => keysOf(json)))];
}
