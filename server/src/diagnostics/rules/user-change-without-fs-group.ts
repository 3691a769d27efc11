import type { Json } from '../../apiServer/index';
import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { containerPairs, keepsClaims, TEMPLATE } from '../knowledge/templateChange';
import { get, nodeOf, number } from '../read';
import { inspectionRule } from '../rule';

const CONTEXT = [...TEMPLATE, 'spec', 'securityContext'] as const;

/**
 * Files on a disk keep the owner that wrote them. Only fsGroup makes the kubelet hand them over when it mounts the disk
 * (SetVolumeOwnership); without it another user may not write what the former one left.
 */
export const userChangeWithoutFsGroup = inspectionRule({
  id: 'user-change-without-fs-group',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The files on the existing disks belong to user {from}: a pod that runs as {to} without fsGroup cannot write them.',
      ja: '既存のディスクのファイルはユーザー {from} の所有です。fsGroup なしでユーザー {to} で動く Pod は書き込めません。',
    },
    newly: {
      en: 'The files on the existing disks belong to the user of the image so far, often root: a pod that runs as {to} without fsGroup may not write them.',
      ja: '既存のディスクのファイルは、これまでのイメージのユーザー（多くは root）の所有です。fsGroup なしでユーザー {to} で動く Pod は書き込めないことがあります。',
    },
    group: {
      en: 'fsGroup {group} is taken away: user {to} loses the access to files of the existing disks that it had through this group.',
      ja: 'fsGroup {group} がなくなり、ユーザー {to} は既存のディスクにこのグループで持っていた権限を失います。',
    },
  },
  *check(context) {
    const { old } = context;
    const { effective } = context.judgement;
    if (!old || !keepsClaims(context)) return;
    if (number(get(effective, ...CONTEXT, 'fsGroup')) !== undefined) return;
    const group = number(get(old.judgement.effective, ...CONTEXT, 'fsGroup'));
    for (const { before, after, path } of containerPairs(context)) {
      const mounts = get(after, 'volumeMounts');
      if (!Array.isArray(mounts) || mounts.length === 0) continue;
      const from = userOf(before, old.judgement.effective);
      const to = userOf(after, effective);
      if (to === undefined || to === 0 || (from === to && group === undefined)) continue;
      // root's files stay readable at best; the group that they had is gone
      if (group !== undefined && from === to && from !== undefined) {
        yield { path: groupPlace(context.object.root), at: 'key', message: 'group', params: { group, to } };
        return;
      }
      const own: Path = [...path, 'securityContext', 'runAsUser'];
      yield {
        path: nodeOf(context.object.root, own) ? own : [...CONTEXT, 'runAsUser'],
        at: 'value',
        message: from === undefined ? 'newly' : 'default',
        params: { from: from ?? '', to },
        fixes: () =>
          fix(
            { en: `Hand the files over: fsGroup ${to}`, ja: `ファイルを引き継ぐ（fsGroup: ${to}）` },
            'alternative',
            mend(context).put([...CONTEXT, 'fsGroup'], to),
          ),
      };
      return;
    }
  },
});

function userOf(container: Json, effective: Json): number | undefined {
  return number(get(container, 'securityContext', 'runAsUser')) ?? number(get(effective, ...CONTEXT, 'runAsUser'));
}

function groupPlace(root: Parameters<typeof nodeOf>[0]): Path {
  return nodeOf(root, CONTEXT) ? CONTEXT : [...TEMPLATE, 'spec'];
}
