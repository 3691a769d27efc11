import { atLeast } from '../../../../simulator/src/index';
import { nearestName } from '../../kubernetes/index';
import { fix, mend } from '../fixing';
import { claimSpecsOf } from '../knowledge/claims';
import { knownProvisioners, removedIn } from '../knowledge/provisioners';
import { get, text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * A class whose provisioner does not run provisions nothing, and its claims stay Pending (PersistentVolume controller,
 * `provisionClaim`). Said of in-tree plugins that are gone from the release, and of names that are nearly a known one.
 */
export const storageClassProvisionerUnknown = inspectionRule({
  id: 'storage-class-provisioner-unknown',
  category: 'broken',
  kinds: ['StorageClass'],
  neighbours: ['StatefulSet', 'DaemonSet', 'CSIDriver'],
  messages: {
    default: {
      en: 'No driver is called {provisioner} ({meant} is): the claims of {set} stay Pending.',
      ja: '{provisioner} というドライバーはありません（{meant} ならあります）。{set} の claim は Pending のままです。',
    },
    removed: {
      en: 'The plugin {provisioner} is gone since Kubernetes 1.{minor}: nothing provisions volumes of this class, and the claims of {set} stay Pending.',
      ja: 'プラグイン {provisioner} は Kubernetes 1.{minor} で削除されました。このクラスのボリュームは作られず、{set} の claim は Pending のままです。',
    },
  },
  *check(context) {
    const provisioner = text(get(context.judgement.effective, 'provisioner'));
    if (provisioner === undefined) return;
    const removed = removedIn(provisioner);
    const isGone = removed !== undefined && atLeast(context.release, removed);
    const meant = removed === undefined ? misspelt(context, provisioner) : null;
    if (!isGone && meant === null) return;
    const { name } = context.object;
    const user = (['StatefulSet', 'DaemonSet'] as const)
      .flatMap((kind) => context.neighbours.ofKind(kind))
      .find(({ json }) => claimSpecsOf(json).some(({ spec }) => spec['storageClassName'] === name));
    if (!user) return;
    const set = user.object.name;
    if (isGone) {
      yield { path: ['provisioner'], at: 'value', message: 'removed', params: { provisioner, minor: removed, set } };
    } else if (meant !== null) {
      yield {
        path: ['provisioner'],
        at: 'value',
        params: { provisioner, meant, set },
        fixes: () =>
          fix({ en: `Use ${meant}`, ja: `${meant} を使う` }, 'preferred', mend(context).put(['provisioner'], meant)),
      };
    }
  },
});

/** The known provisioner that a name nearly is; null where it is one, or a driver at hand, or nothing like one. */
function misspelt({ neighbours }: RuleContext, provisioner: string): string | null {
  const known = knownProvisioners();
  if (known.includes(provisioner) || provisioner.startsWith('kubernetes.io/')) return null;
  const meant = nearestName(provisioner, known);
  if (meant === null || Math.abs(meant.length - provisioner.length) > 2) return null;
  // another first label is another driver: nfs, zfs, smb
  const first = (name: string) => name.slice(0, name.search(/[./]/));
  if (first(meant).length < 4 && first(meant) !== first(provisioner)) return null;
  return neighbours.namedAnywhere('CSIDriver', provisioner).length > 0 ? null : meant;
}
