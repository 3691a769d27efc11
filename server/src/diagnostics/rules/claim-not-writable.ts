import { imageOf } from '../knowledge/images';
import { podStorage } from '../knowledge/storage';
import { runAsOf } from '../knowledge/users';
import { containers, get } from '../read';
import { inspectionRule } from '../rule';

/**
 * A fresh filesystem belongs to root. fsGroup makes the kubelet hand a claim over to a group of the pod
 * (`SetVolumeOwnership` in pkg/volume, all releases); without it a program that is not root cannot write there.
 */
export const claimNotWritable = inspectionRule({
  id: 'claim-not-writable',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claim {claim} is a fresh filesystem that belongs to root, and the container runs as user {user}: without an fsGroup it cannot write there on most storage.',
      ja: 'PVC {claim} は root の所有する新しいファイルシステムで、コンテナはユーザー {user} で動きます。fsGroup がないと、多くのストレージで書き込めません。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const podSpec = get(effective, 'spec', 'template', 'spec');
    if (get(podSpec, 'securityContext', 'fsGroup') !== undefined) return;
    const storage = podStorage(effective);
    if (storage.claimTemplates.length === 0) return;
    // whoever runs as root first may hand the directory over
    const all = containers(effective);
    if (all.some(({ container, path, init }) => init && mayBeRoot(runAsOf(container, path, podSpec).user))) return;
    for (const { json, path, init, mounts } of storage.containers) {
      if (init) continue;
      const { user, userPath } = runAsOf(json, path, podSpec);
      if (user === undefined || user === 0 || !userPath) continue;
      const group = get(json, 'securityContext', 'runAsGroup') ?? get(podSpec, 'securityContext', 'runAsGroup');
      // group 0 can write where the filesystem lets it
      if (group === 0 || imageOf(json)?.registry === 'mcr.microsoft.com') continue;
      const mount = mounts.find(
        ({ volume, json: mounted }) => volume?.source === 'claimTemplate' && mounted['readOnly'] !== true,
      );
      if (!mount) continue;
      yield {
        path: userPath.slice(0, -1),
        at: 'key',
        params: { claim: mount.name, user },
      };
      return;
    }
  },
});

function mayBeRoot(user: number | undefined): boolean {
  return user === undefined || user === 0;
}
