import { directory, podStorage, within } from '../knowledge/storage';
import { text } from '../read';
import { inspectionRule } from '../rule';

const LINKS = '/var/log/containers';
const TARGET = '/var/log/pods';

/**
 * The files in /var/log/containers are symbolic links to /var/log/pods (`legacyLogSymlink` in pkg/kubelet/kuberuntime); in
 * a container they lead where that directory is mounted too.
 */
export const logLinksWithoutTarget = inspectionRule({
  id: 'log-links-without-target',
  category: 'broken',
  kinds: ['DaemonSet'],
  messages: {
    default: {
      en: 'The files in /var/log/containers are links to /var/log/pods, which this container does not mount: it finds no log to read.',
      ja: '/var/log/containers のファイルは /var/log/pods へのリンクですが、このコンテナには /var/log/pods がマウントされていません。読めるログがありません。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      const host = (path: string) =>
        container.mounts.find(({ volume, mountPath }) => {
          const from = volume?.source === 'hostPath' ? directory(text(volume.json['path']) ?? '') : '';
          return from !== '' && within(path, from) && mountPath === from;
        });
      const links = container.mounts.find(
        ({ volume }) => volume?.source === 'hostPath' && directory(text(volume.json['path']) ?? '') === LINKS,
      );
      if (!links || links.json['subPath'] !== undefined || host(TARGET)) continue;
      yield { path: links.path, at: 'value' };
    }
  },
});
