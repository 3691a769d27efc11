import { fix, mend } from '../fixing';
import { keysOf, linkedTo } from '../knowledge/references';
import { podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { inspectionRule } from '../rule';

/** What nobody calls a directory. */
const FILE =
  /^[\w.-]+\.(?:conf|cfg|cnf|ini|ya?ml|json|toml|xml|properties|sh|py|sql|env|pem|crt|key|cert|txt|html|rules|tpl|lua|cfg\.py)$/;

/**
 * Without subPath a mount is a directory, whatever its path is called: the runtime refuses to put it over a file of the
 * image ("not a directory"), or the program finds a directory where it wants to read a file (kubelet `makeMounts`).
 */
export const configMountNotAFile = inspectionRule({
  id: 'config-mount-not-a-file',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: '{mountPath} becomes a directory, since the mount has no subPath: the container does not start, or its program finds no file there.',
      ja: 'subPath がないため {mountPath} はディレクトリになります。コンテナが起動しないか、プログラムがそこにファイルを見つけられません。',
    },
  },
  *check(context) {
    for (const { mounts } of podStorage(context.judgement.effective).containers) {
      for (const { mountPath, json, path, volume } of mounts) {
        if (volume?.source !== 'configMap' && volume?.source !== 'secret') continue;
        if (json['subPath'] !== undefined || json['subPathExpr'] !== undefined) continue;
        const file = mountPath.slice(mountPath.lastIndexOf('/') + 1);
        if (!FILE.test(file)) continue;
        yield {
          path: [...path, 'mountPath'],
          at: 'value',
          params: { mountPath },
          fixes: () => {
            const isConfig = volume.source === 'configMap';
            const name = text(volume.json[isConfig ? 'name' : 'secretName']) ?? '';
            const [found] = linkedTo(
              context.neighbours.named(isConfig ? 'ConfigMap' : 'Secret', name, context.object),
              context.object,
            );
            const items = list(volume.json['items']).flatMap((item) => text(get(item, 'path')) ?? []);
            const files = items.length > 0 ? items : found ? keysOf(found.json) : [];
            const [only] = files;
            const subPath = files.includes(file) ? file : files.length === 1 && only !== undefined ? only : undefined;
            return fix(
              { en: `Mount the file ${subPath}`, ja: `ファイル ${subPath} をマウントする` },
              files.includes(file) ? 'preferred' : 'alternative',
              subPath === undefined ? [] : mend(context).put([...path, 'subPath'], subPath),
            );
          },
        };
      }
    }
  },
});
