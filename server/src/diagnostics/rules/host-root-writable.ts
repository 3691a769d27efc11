import { fix, mend } from '../fixing';
import { argvOf } from '../knowledge/shell';
import { directory, type Mount, type PodContainer, podStorage } from '../knowledge/storage';
import { get, text } from '../read';
import { inspectionRule } from '../rule';

const WHOLE = /^\/(?:etc|usr|boot|root)?$/;

/** A hostPath of the whole disk, writable, makes whoever breaks into the container master of the node (kubernetes.io, "Volumes": hostPath). */
export const hostRootWritable = inspectionRule({
  id: 'host-root-writable',
  category: 'risk',
  kinds: ['DaemonSet', 'StatefulSet'],
  messages: {
    default: {
      en: 'The container may write to {path} of the node: whoever breaks in there, or one bug, changes the node itself. When it only reads there, mount it readOnly.',
      ja: 'このコンテナはノードの {path} に書き込めます。侵入や不具合が 1 つあれば、ノード自体が書き換えられます。読むだけなら readOnly でマウントしてください。',
    },
  },
  *check(context) {
    for (const container of podStorage(context.judgement.effective).containers) {
      if (get(container.json, 'securityContext', 'privileged') === true) continue;
      for (const mount of container.mounts) {
        const path = mount.volume?.source === 'hostPath' ? directory(text(mount.volume.json['path']) ?? '') : '';
        if (path === '' || !WHOLE.test(path) || mount.json['readOnly'] === true) continue;
        if (mount.volume?.json['readOnly'] === true || mount.json['subPath'] !== undefined || writes(container, mount))
          continue;
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

const WRITES = /\b(?:chroot|cp|dd|echo|install|ln|mkdir|mv|nsenter|printf|rm|rsync|sed\s+-i|tee|touch)\b|>/;

/** Does its script work on the directory? Then it is there to write. */
function writes({ json }: PodContainer, { mountPath }: Mount): boolean {
  const said = argvOf(json).join(' ');
  return WRITES.test(said) && (mountPath === '/' || said.includes(mountPath));
}
