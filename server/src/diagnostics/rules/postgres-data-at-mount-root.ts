import { fix, mend } from '../fixing';
import { envValue } from '../knowledge/commandLine';
import { dataPlaces } from '../knowledge/dataPlaces';
import { isSharedDirectory } from '../knowledge/provisioners';
import { get, object, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * initdb refuses a directory that is not empty, and the root of a fresh ext4 disk holds lost+found (PostgreSQL, initdb.c
 * `warn_on_mount_point`; the note on PGDATA of the image). Shared directories and xfs have none.
 */
export const postgresDataAtMountRoot = inspectionRule({
  id: 'postgres-data-at-mount-root',
  category: 'risk',
  kinds: ['StatefulSet', 'DaemonSet'],
  neighbours: ['StorageClass'],
  messages: {
    default: {
      en: 'PGDATA is the root of the disk, {directory}: a fresh ext4 disk holds lost+found there, and initdb refuses a directory that is not empty. Let PGDATA be a directory below it.',
      ja: 'PGDATA がディスクのルート {directory} です。新しい ext4 のディスクにはそこに lost+found があり、initdb は空でないディレクトリを拒否します。PGDATA はその下のディレクトリにします。',
    },
  },
  *check(context) {
    for (const { container, mount, found, directory } of dataPlaces(context.judgement.effective)) {
      const volume = mount?.volume;
      if (found.store.product !== 'PostgreSQL' || !volume || mount.mountPath !== directory) continue;
      if (volume.source !== 'claimTemplate' && volume.source !== 'persistentVolumeClaim') continue;
      if (mount.json['subPath'] !== undefined || mount.json['subPathExpr'] !== undefined) continue;
      // other publishers' images make a directory of their own below the mount
      if (!found.official || (found.told.length === 0 && directory !== '/var/lib/postgresql/data')) continue;
      if (volume.source === 'claimTemplate' && hasNoLostFound(context, text(volume.json['storageClassName']))) continue;
      const written = envValue(container.json, 'PGDATA');
      yield {
        path: [...mount.path, 'mountPath'],
        at: 'value',
        params: { directory },
        fixes: () =>
          fix(
            { en: `Set PGDATA to ${directory}/pgdata`, ja: `PGDATA を ${directory}/pgdata にする` },
            'alternative',
            written === undefined
              ? mend(context).add([...container.path, 'env'], { name: 'PGDATA', value: `${directory}/pgdata` })
              : [],
          ),
      };
    }
  },
});

/** Is the class known to give directories, or disks of another file system? */
function hasNoLostFound(context: RuleContext, className: string | undefined): boolean {
  if (className === undefined) return false;
  return context.neighbours.namedAnywhere('StorageClass', className).some(({ json }) => {
    const parameters = object(json['parameters']);
    const fsType = text(parameters?.['csi.storage.k8s.io/fstype']) ?? text(get(parameters, 'fsType'));
    return isSharedDirectory(text(json['provisioner']) ?? '') || (fsType !== undefined && !fsType.startsWith('ext'));
  });
}
