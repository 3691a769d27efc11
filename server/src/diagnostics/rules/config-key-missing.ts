import { nearestName } from '../../kubernetes/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { isFilledElsewhere, keysOf, linkedTo, podReferences } from '../knowledge/references';
import { podStorage } from '../knowledge/storage';
import { enumerate } from '../message';
import { get, list, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * A key that a variable, the items of a volume or a subPath names must be in the ConfigMap or Secret: a variable without
 * it keeps the container from starting (kubelet `makeEnvironmentVariables`), an item keeps the volume from being set up
 * (`MakePayload`: "references non-existent config key"), and for a subPath the kubelet makes an empty directory.
 */
export const configKeyMissing = inspectionRule({
  id: 'config-key-missing',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['ConfigMap', 'Secret'],
  messages: {
    default: {
      en: 'The {kind} {name} has no key {key} (it has {known}): the volume cannot be set up, and the pods hang in ContainerCreating.',
      ja: '{kind} {name} にキー {key} がありません（あるのは {known}）。ボリュームを用意できず、Pod は ContainerCreating のまま進みません。',
    },
    env: {
      en: 'The {kind} {name} has no key {key} (it has {known}): the container is never started (CreateContainerConfigError).',
      ja: '{kind} {name} にキー {key} がありません（あるのは {known}）。コンテナは起動しません（CreateContainerConfigError）。',
    },
    subPath: {
      en: 'The {kind} {name} brings no file {key} (it has {known}): the container finds an empty directory there instead of a file.',
      ja: '{kind} {name} にファイル {key} がありません（あるのは {known}）。コンテナからは、ファイルではなく空のディレクトリに見えます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    for (const { kind, name, use, keys, optional } of podReferences(effective, context.object.kind)) {
      if (optional || keys.length === 0 || (kind !== 'ConfigMap' && kind !== 'Secret')) continue;
      const known = knownKeys(context, kind, name);
      if (!known) continue;
      for (const { key, path } of keys) {
        if (known.includes(key)) continue;
        yield finding(context, path, use === 'env' ? 'env' : 'default', { kind, name, key, known });
      }
    }
    for (const { mounts } of podStorage(effective).containers) {
      for (const { json, path, volume } of mounts) {
        const subPath = text(json['subPath']);
        if (!volume || subPath === undefined || subPath === '' || subPath.includes('$')) continue;
        if (volume.source !== 'configMap' && volume.source !== 'secret') continue;
        const kind = volume.source === 'configMap' ? 'ConfigMap' : 'Secret';
        const name = text(volume.json[volume.source === 'configMap' ? 'name' : 'secretName']);
        if (name === undefined || volume.json['optional'] === true) continue;
        const items = list(volume.json['items']).map((item) => text(get(item, 'path')) ?? '');
        const known = items.length > 0 ? items : knownKeys(context, kind, name);
        const wanted = subPath.replace(/^\.\//, '');
        if (!known || known.some((each) => each === wanted || each.startsWith(`${wanted}/`))) continue;
        yield finding(context, [...path, 'subPath'], 'subPath', { kind, name, key: subPath, known });
      }
    }
  },
});

/** Keys that any of the nearest objects of the name has; undefined where none is at hand or something else fills it. */
function knownKeys({ neighbours, object }: RuleContext, kind: string, name: string): readonly string[] | undefined {
  const found = linkedTo(neighbours.named(kind, name, object), object);
  if (found.length === 0 || found.some(({ json }) => isFilledElsewhere(json))) return undefined;
  return [...new Set(found.flatMap(({ json }) => keysOf(json)))];
}

function finding(
  context: RuleContext,
  path: Path,
  message: string,
  { kind, name, key, known }: { kind: string; name: string; key: string; known: readonly string[] },
) {
  const meant = nearestName(key, known) ?? (known.length === 1 ? (known[0] ?? null) : null);
  return {
    path,
    at: 'value' as const,
    message,
    params: { kind, name, key, known: enumerate(known) },
    fixes: () =>
      meant === null
        ? []
        : fix(
            { en: `Use the key ${meant}`, ja: `キー ${meant} を使う` },
            nearestName(key, known) === null ? 'alternative' : 'preferred',
            mend(context).put(path, meant),
          ),
  };
}
