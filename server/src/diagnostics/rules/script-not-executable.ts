import type { Path } from '../../manifest/index';
import { hooksOf, probesOf } from '../knowledge/probes';
import { words } from '../knowledge/shell';
import { mountAt, type PodContainer, podStorage } from '../knowledge/storage';
import { get, type JsonObject, list, number, text } from '../read';
import { inspectionRule } from '../rule';

const DEFAULT_MODE = 0o644;

/**
 * Files of ConfigMaps and Secrets get the mode of their item or the volume's defaultMode, 0644 where none is set: a command
 * that names such a file as its program is refused ("permission denied"; AtomicWriter in pkg/volume/util, all releases).
 */
export const scriptNotExecutable = inspectionRule({
  id: 'script-not-executable',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{file} is mounted with mode {mode}, which nobody may execute: it cannot be started (permission denied). Set defaultMode to 0755, or start it with sh {file}.',
      ja: '{file} はモード {mode} でマウントされ、実行できないため起動できません（permission denied）。defaultMode を 0755 にするか、sh {file} で起動してください。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const { json, path } = container;
      const calls: { readonly file: string | undefined; readonly path: Path }[] = [
        { file: words(json['command'])[0], path: [...path, 'command', 0] },
        ...[...probesOf(json, path), ...hooksOf(json, path)].flatMap((handler) =>
          handler.action === 'exec'
            ? [{ file: words(handler.target['command'])[0], path: [...handler.actionPath, 'command', 0] }]
            : [],
        ),
      ];
      for (const { file, path: place } of calls) {
        const mode = file?.startsWith('/') === true ? modeOf(container, file) : undefined;
        if (mode === undefined || (mode & 0o111) !== 0) continue;
        yield {
          path: place,
          at: 'value',
          params: { file: file ?? '', mode: `0${mode.toString(8)}` },
        };
      }
    }
  },
});

/** The mode of a file that a configuration volume brings; undefined for any other file. */
function modeOf(container: PodContainer, file: string): number | undefined {
  const mount = mountAt(container, file);
  const volume = mount?.volume;
  if (!mount || !volume) return undefined;
  const sub = text(mount.json['subPath']);
  const name = sub ?? file.slice(mount.mountPath.length + 1);
  const own = number(volume.json['defaultMode']) ?? DEFAULT_MODE;
  if (volume.source === 'configMap' || volume.source === 'secret') return itemMode(volume.json, name) ?? own;
  if (volume.source !== 'projected') return undefined;
  for (const source of list(volume.json['sources']))
    for (const field of ['configMap', 'secret'])
      if (get(source, field) !== undefined) {
        const mode = itemMode((get(source, field) ?? {}) as JsonObject, name);
        if (mode !== undefined) return mode;
      }
  return own;
}

function itemMode(source: JsonObject, name: string): number | undefined {
  const item = list(source['items']).find((each) => get(each, 'path') === name);
  return number(get(item, 'mode'));
}
