import type { Path } from '../../manifest/index';
import { podReferences } from '../knowledge/references';
import { podStorage } from '../knowledge/storage';
import { get, list, text } from '../read';
import { type Finding, inspectionRule } from '../rule';

const VARIABLE = /\$[({]([A-Za-z_]\w*)[)}]/;
/** Names that people give to what tells pods and nodes apart. */
const OF_PODS = /^(?:MY_|K8S_|KUBE_)?(?:POD|NODE|HOST)_?(?:NAME|INDEX|ID|IP|UID|NAMESPACE)$|^(?:POD_)?ORDINAL$/i;
const WINDOWS = /^[A-Za-z]:|^\\/;

/**
 * Variables are expanded in commands, arguments, `env` and subPathExpr alone (kubelet, `ExpandContainerCommandAndArgs`,
 * `ExpandContainerVolumeMounts`, all releases); volumes belong to the pod, which has none. The path of a hostPath is taken as
 * it stands: no shell expands `~`, and a relative one has no directory to start from.
 */
export const volumeSourceNotExpanded = inspectionRule({
  id: 'volume-source-not-expanded',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'Nothing expands {variable} in a volume: all pods look for a {kind} that is called {value}, and stay in ContainerCreating or Pending.',
      ja: 'ボリュームの中の {variable} は展開されません。すべての Pod が {value} という名前の {kind} を探し、ContainerCreating か Pending のまま進みません。',
    },
    path: {
      en: 'Nothing expands {variable} in a volume: every pod gets the directory that is called {value} literally. Mount the directory above with subPathExpr.',
      ja: 'ボリュームの中の {variable} は展開されません。すべての Pod が文字どおり {value} という名前のディレクトリを使います。上のディレクトリを subPathExpr でマウントします。',
    },
    relative: {
      en: '{value} is no absolute path, and no shell reads it: the container cannot be made with such a mount. Write the path from / on.',
      ja: '{value} は絶対パスではなく、シェルも解釈しません。このマウントではコンテナを作成できません。/ から始まるパスを書きます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const storage = podStorage(effective);
    const known = (name: string) =>
      OF_PODS.test(name) ||
      storage.containers.some(({ json }) => list(json['env']).some((item) => get(item, 'name') === name));
    const expansion = (value: string): string | undefined => {
      const match = value.includes('$') ? VARIABLE.exec(value) : null;
      return match && known(match[1] ?? '') ? match[0] : undefined;
    };
    const finding = (message: string, path: Path, value: string, variable = '', kind = ''): Finding => ({
      path,
      at: 'value',
      message,
      params: { value, variable, kind },
    });
    for (const { kind, name, path, use } of podReferences(effective, context.object.kind)) {
      const variable = use === 'volume' ? expansion(name) : undefined;
      if (variable !== undefined) yield finding('default', path, name, variable, kind);
    }
    for (const { source, json, path } of storage.written) {
      if (source !== 'hostPath' && source !== 'nfs') continue;
      const value = text(json['path']);
      if (value === undefined || value === '') continue;
      const place = [...path, source, 'path'];
      const variable = expansion(value);
      if (variable !== undefined) yield finding('path', place, value, variable);
      else if (source === 'hostPath' && /^[~.\w]/.test(value) && !WINDOWS.test(value))
        yield finding('relative', place, value);
    }
  },
});
