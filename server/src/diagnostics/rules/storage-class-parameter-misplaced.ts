import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { claimSpecsOf } from '../knowledge/claims';
import { object, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

const FIELDS = [
  'reclaimPolicy',
  'volumeBindingMode',
  'allowVolumeExpansion',
  'mountOptions',
  'allowedTopologies',
  'provisioner',
] as const;
/** Drivers that refuse parameters which they do not know (their `CreateVolume`, 2025). */
const STRICT: ReadonlySet<string> = new Set([
  'ebs.csi.aws.com',
  'ebs.csi.eks.amazonaws.com',
  'pd.csi.storage.gke.io',
  'disk.csi.azure.com',
  'file.csi.azure.com',
  'nfs.csi.k8s.io',
  'smb.csi.k8s.io',
]);

/**
 * `parameters` go to the driver as they are; the class's own fields stand beside them. Written among them they are not read
 * (the class keeps its defaults: Delete, Immediate, no expansion), and drivers that check refuse every claim.
 */
export const storageClassParameterMisplaced = inspectionRule({
  id: 'storage-class-parameter-misplaced',
  category: 'broken',
  kinds: ['StorageClass'],
  neighbours: ['StatefulSet', 'DaemonSet'],
  messages: {
    default: {
      en: '{field} is a field of the class, not a parameter of its driver: written here it has no effect on the claims of {set}. Move it out of parameters.',
      ja: '{field} はドライバーのパラメーターではなく、クラス自身のフィールドです。ここに書いても {set} の claim には効きません。parameters の外に移します。',
    },
    refused: {
      en: '{field} is a field of the class, not a parameter of its driver: {driver} refuses parameters that it does not know, and the claims of {set} stay Pending. Move it out of parameters.',
      ja: '{field} はドライバーのパラメーターではなく、クラス自身のフィールドです。{driver} は知らないパラメーターを拒否するため、{set} の claim は Pending のままです。parameters の外に移します。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const whole = object(effective);
    const parameters = object(whole?.['parameters']);
    const misplaced = FIELDS.filter((field) => parameters?.[field] !== undefined);
    if (misplaced.length === 0) return;
    const set = userOf(context);
    if (set === undefined) return;
    const driver = text(whole?.['provisioner']) ?? '';
    for (const field of misplaced) {
      const path: Path = ['parameters', field];
      const movable = (field === 'reclaimPolicy' || field === 'volumeBindingMode') && whole?.[field] === undefined;
      yield {
        path,
        at: 'key',
        message: STRICT.has(driver) ? 'refused' : 'default',
        params: { field, set, driver },
        fixes: () =>
          fix(
            { en: 'Make it a field of the class', ja: 'クラスのフィールドにする' },
            'alternative',
            movable ? mend(context).move(path, [field]) : null,
          ),
      };
    }
  },
});

/** A workload of the file or its folder whose claims ask for the class. */
function userOf({ neighbours, object: { name } }: RuleContext): string | undefined {
  const users = (['StatefulSet', 'DaemonSet'] as const).flatMap((kind) => neighbours.ofKind(kind));
  return users.find(
    ({ near, json }) =>
      near !== 'workspace' && claimSpecsOf(json).some(({ spec }) => text(spec['storageClassName']) === name),
  )?.object.name;
}
