import { podStorage } from '../knowledge/storage';
import { runAsOf } from '../knowledge/users';
import { containers, get, text } from '../read';
import { inspectionRule } from '../rule';

/** Directories that belong to root and are only read by others. */
const SHARED = /^\/(?:proc|sys|dev|etc|run|var\/run|var\/log|tmp|usr|lib|boot)(?:\/|$)/;

/**
 * A hostPath that the kubelet makes belongs to root with mode 0755, and fsGroup does not change hostPath volumes
 * (`makeDir` and `GetAttributes` in pkg/volume/hostpath, all releases).
 */
export const hostPathNotWritable = inspectionRule({
  id: 'host-path-not-writable',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The kubelet makes {path} as a directory of root, and fsGroup does not count for hostPath: user {user} cannot write there.',
      ja: 'kubelet は {path} を root 所有のディレクトリとして作り、fsGroup は hostPath には効きません。ユーザー {user} は書き込めません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const podSpec = get(effective, 'spec', 'template', 'spec');
    const storage = podStorage(effective);
    if (!storage.written.some(({ source, json }) => source === 'hostPath' && json['type'] === 'DirectoryOrCreate'))
      return;
    // an init container of root may hand it over
    const all = containers(effective);
    if (all.some(({ container, path, init }) => init && (runAsOf(container, path, podSpec).user ?? 0) === 0)) return;
    for (const container of storage.containers) {
      const { user } = runAsOf(container.json, container.path, podSpec);
      if (container.init || user === undefined || user === 0) continue;
      if (get(container.json, 'securityContext', 'privileged') === true) continue;
      for (const mount of container.mounts) {
        const { volume } = mount;
        if (
          volume?.source !== 'hostPath' ||
          volume.json['type'] !== 'DirectoryOrCreate' ||
          mount.json['readOnly'] === true
        )
          continue;
        const path = text(volume.json['path']) ?? '';
        if (SHARED.test(path)) continue;
        yield { path: [...volume.path, 'hostPath'], at: 'key', params: { path, user } };
        return;
      }
    }
  },
});
