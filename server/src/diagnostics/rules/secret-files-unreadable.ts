import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { type PodContainer, type PodVolume, podStorage } from '../knowledge/storage';
import { runAsOf } from '../knowledge/users';
import { get, list, number } from '../read';
import { inspectionRule } from '../rule';

const OTHERS = 0o044;

/**
 * Files of Secrets and ConfigMaps belong to root (kubelet, `AtomicWriter`, all releases). Where their mode lets the owner
 * alone read them, a container of another user cannot, unless an fsGroup makes them the group's (`SetVolumeOwnership` adds
 * 0440).
 */
export const secretFilesUnreadable = inspectionRule({
  id: 'secret-files-unreadable',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'These files belong to root and have the mode 0{mode}: {container} runs as user {user} and cannot read them. Set fsGroup, which lets the group read, or a wider mode.',
      ja: 'これらのファイルは root の所有でモードは 0{mode} です。{container} はユーザー {user} で動くため読めません。グループに読み取りを許す fsGroup を設定するか、モードを広げます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const spec = get(effective, 'spec', 'template', 'spec');
    if (get(spec, 'securityContext', 'fsGroup') !== undefined || get(spec, 'os', 'name') === 'windows') return;
    const { written, containers } = podStorage(effective);
    for (const volume of written) {
      const closed = modesOf(volume).find(({ mode }) => (mode & OTHERS) === 0);
      if (!closed) continue;
      const using = containers.filter(({ mounts }) => mounts.some((mount) => mount.volume === volume));
      // an init container of root may copy them for the others
      if (using.length === 0 || using.some((each) => userOf(each, spec) === 0 || userOf(each, spec) === undefined))
        continue;
      const [first] = using;
      if (!first) continue;
      const group = userGroup(first, spec) ?? userOf(first, spec);
      yield {
        path: closed.path,
        at: 'value',
        params: { mode: closed.mode.toString(8), container: first.name, user: userOf(first, spec) ?? '' },
        fixes: () =>
          fix(
            { en: `Set fsGroup to ${group}`, ja: `fsGroup を ${group} にする` },
            'alternative',
            group === undefined
              ? null
              : mend(context).put(['spec', 'template', 'spec', 'securityContext', 'fsGroup'], group),
          ),
      };
    }
  },
});

function userOf({ json, path }: PodContainer, spec: Parameters<typeof get>[0]): number | undefined {
  return runAsOf(json, path, spec).user;
}

function userGroup({ json }: PodContainer, spec: Parameters<typeof get>[0]): number | undefined {
  return number(get(json, 'securityContext', 'runAsGroup')) ?? number(get(spec, 'securityContext', 'runAsGroup'));
}

/** The modes that are written for the files of a volume; tokens have an owner of their own. */
function modesOf({ source, json, path }: PodVolume): readonly { readonly mode: number; readonly path: Path }[] {
  const at: Path = [...path, source];
  const whole = number(json['defaultMode']);
  if (source === 'secret' || source === 'configMap') {
    const items = list(json['items']).map((item, index) => ({
      mode: number(get(item, 'mode')),
      path: [...at, 'items', index, 'mode'],
    }));
    const general = items.length > 0 && items.every(({ mode }) => mode !== undefined) ? undefined : whole;
    return [{ mode: general, path: [...at, 'defaultMode'] }, ...items].flatMap(({ mode, path: place }) =>
      mode === undefined ? [] : [{ mode, path: place }],
    );
  }
  if (source !== 'projected' || whole === undefined) return [];
  const plain = list(json['sources']).every(
    (each) => get(each, 'secret') !== undefined || get(each, 'configMap') !== undefined,
  );
  return plain ? [{ mode: whole, path: [...at, 'defaultMode'] }] : [];
}
