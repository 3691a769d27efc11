import { fix, mend } from '../fixing';
import { claimSpecsOf, givesOneNodeDisks, usersOfClaim } from '../knowledge/claims';
import { get, list, object, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * Disks of clouds and of nodes can be attached to one node at a time: their provisioners refuse ReadWriteMany with file
 * systems (documentation of the drivers, 2025), and the claim stays Pending. Raw block devices are another matter.
 */
export const claimAccessUnsupported = inspectionRule({
  id: 'claim-access-unsupported',
  category: 'broken',
  kinds: ['StatefulSet', 'DaemonSet', 'PersistentVolumeClaim'],
  neighbours: ['StorageClass', 'StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: 'Volumes of the class {name} ({provisioner}) can be mounted on one node at a time: a claim with ReadWriteMany is never provisioned, and the pods stay Pending.',
      ja: 'クラス {name}（{provisioner}）のボリュームは一度に 1 つのノードでしかマウントできません。ReadWriteMany の claim はプロビジョニングされず、Pod は Pending のままです。',
    },
  },
  *check(context) {
    const { kind, name } = context.object;
    const { effective } = context.judgement;
    const specs =
      kind === 'PersistentVolumeClaim'
        ? [{ path: ['spec'], spec: object(get(effective, 'spec')) ?? {} }]
        : claimSpecsOf(effective);
    for (const { path, spec } of specs) {
      const className = text(spec['storageClassName']);
      const modes = list(spec['accessModes']);
      if (className === undefined || !modes.includes('ReadWriteMany')) continue;
      if (spec['volumeMode'] === 'Block' || spec['volumeName'] !== undefined) continue;
      const provisioner = givesOneNodeDisks(context.neighbours, className);
      if (provisioner === undefined) continue;
      if (
        kind === 'PersistentVolumeClaim' &&
        usersOfClaim(context.neighbours, name, context.object, ['StatefulSet', 'DaemonSet']).length === 0
      )
        continue;
      const place = [...path, 'accessModes'];
      yield {
        path: place,
        at: 'value',
        params: { name: className, provisioner },
        fixes: () =>
          fix(
            { en: 'Use ReadWriteOnce', ja: 'ReadWriteOnce にする' },
            'alternative',
            kind === 'StatefulSet' && modes.length === 1 ? mend(context).put([...place, 0], 'ReadWriteOnce') : [],
          ),
      };
    }
  },
});
