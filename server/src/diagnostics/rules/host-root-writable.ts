import { fix, mend } from '../fixing';
import { directory, podStorage } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

const WHOLE = /^\/(?:etc|var|usr|boot|proc|sys|root|home|lib)?$/;

/** A hostPath of the whole disk, writable, makes whoever breaks into the container master of the node (kubernetes.io, "Volumes": hostPath). */
export const hostRootWritable = inspectionRule({
  id: 'host-root-writable',
  category: 'style',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The container may write to {path} of the node. When it only reads there, mount it readOnly.',
      ja: 'このコンテナはノードの {path} に書き込めます。読むだけなら readOnly でマウントしてください。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (get(container.json, 'securityContext', 'privileged') === true) continue;
      for (const mount of container.mounts) {
        const path = mount.volume?.source === 'hostPath' ? directory(text(mount.volume.json['path']) ?? '') : '';
        if (path === '' || !WHOLE.test(path) || mount.json['readOnly'] === true) continue;
        const place = [...mount.path, 'readOnly'];
        yield {
          path: mount.path,
          at: 'key',
          params: { path },
          fixes: () =>
            fix(
              { en: 'Mount it readOnly', ja: 'readOnly でマウントする' },
              'alternative',
              mend(context).put(place, true),
            ),
        };
      }
    }
  },
});
