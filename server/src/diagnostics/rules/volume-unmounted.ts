import { fix, mend } from '../fixing';
import { holdsComment } from '../knowledge/comments';
import { podStorage } from '../knowledge/storage';
import { inspectionRule } from '../rule';

/** A volume that no container mounts is set up all the same: a missing ConfigMap or claim of it keeps the pod from starting. */
export const volumeUnmounted = inspectionRule({
  id: 'volume-unmounted',
  category: 'style',
  kinds: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'No container mounts the volume {volume}; the kubelet still sets it up before the pod starts.',
      ja: 'ボリューム {volume} をマウントするコンテナがありません。それでも kubelet は Pod の起動前に用意します。',
    },
  },
  *check(context) {
    const { containers, written, volumes } = podStorage(context.judgement.effective);
    if (written.length === 0) return;
    const used = new Set(containers.flatMap(({ mounts, devices }) => [...mounts.map(({ name }) => name), ...devices]));
    for (const volume of written) {
      if (used.has(volume.name) || volumes.get(volume.name) !== volume) continue;
      yield {
        path: [...volume.path, 'name'],
        at: 'value',
        params: { volume: volume.name },
        fixes: () =>
          fix(
            { en: 'Remove the volume', ja: 'ボリュームを削除する' },
            'alternative',
            holdsComment(context, volume.path) ? [] : mend(context).remove(volume.path),
          ),
      };
    }
  },
});
