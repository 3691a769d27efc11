import type { Path } from '../../manifest/index';
import { fix, mend } from '../fixing';
import { podStorage } from '../knowledge/storage';
import { get, type JsonObject, list, nodeOf, text } from '../read';
import { type Finding, inspectionRule, type RuleContext } from '../rule';

const SECRETS_STORE = 'secrets-store.csi.k8s.io';

/**
 * A csi volume in the pod itself lives and dies with the pod; the kubelet mounts it only where the CSIDriver lists the
 * lifecycle mode Ephemeral (the default is Persistent alone). Upstream: `csiPlugin.NewMounter`, `getVolumeLifecycleMode`
 * and `supportsVolumeLifecycleMode`, 1.32 to 1.37. The Secrets Store driver also refuses volumes that are not
 * read-only, or that name no SecretProviderClass (its `NodePublishVolume`).
 */
export const csiInlineVolumeRefused = inspectionRule({
  id: 'csi-inline-volume-refused',
  category: 'broken',
  kinds: ['DaemonSet', 'StatefulSet'],
  neighbours: ['CSIDriver'],
  messages: {
    default: {
      en: 'The CSIDriver {driver} does not allow volumes of the mode Ephemeral, such as this one in the pod itself: the kubelet refuses it, and the pods stay in ContainerCreating.',
      ja: 'CSIDriver {driver} は、このような Pod 内のボリューム（Ephemeral モード）を許可していません。kubelet に拒否され、Pod は ContainerCreating のままです。',
    },
    writable: {
      en: 'The Secrets Store driver mounts volumes with readOnly: true alone: it refuses this one, and the pods stay in ContainerCreating.',
      ja: 'Secrets Store ドライバーは readOnly: true のボリュームだけをマウントします。このボリュームは拒否され、Pod は ContainerCreating のままです。',
    },
    class: {
      en: 'The Secrets Store driver needs the name of a SecretProviderClass in volumeAttributes.secretProviderClass: without it the mount fails, and the pods stay in ContainerCreating.',
      ja: 'Secrets Store ドライバーには、volumeAttributes.secretProviderClass に SecretProviderClass の名前が必要です。ないとマウントに失敗し、Pod は ContainerCreating のままです。',
    },
  },
  *check(context) {
    for (const { source, json, path } of podStorage(context.judgement.effective).written) {
      const driver = source === 'csi' ? text(json['driver']) : undefined;
      if (driver === undefined) continue;
      if (driver === SECRETS_STORE) yield* ofSecretsStore(context, json, [...path, 'csi']);
      const [found] = context.neighbours.namedAnywhere('CSIDriver', driver);
      const spec = found?.json['spec'];
      if (!found || spec === null || typeof spec !== 'object' || Array.isArray(spec)) continue;
      const modes = list((spec as typeof json)['volumeLifecycleModes']);
      if (modes.includes('Ephemeral')) continue;
      yield { path: [...path, 'csi', 'driver'], at: 'value', params: { driver } };
    }
  },
});

function* ofSecretsStore(context: RuleContext, json: JsonObject, path: Path): Iterable<Finding> {
  const readOnly = [...path, 'readOnly'];
  if (json['readOnly'] !== true)
    yield {
      path: nodeOf(context.object.root, readOnly) ? readOnly : path,
      at: 'value',
      message: 'writable',
      fixes: () =>
        fix({ en: 'Set readOnly: true', ja: 'readOnly: true にする' }, 'preferred', mend(context).put(readOnly, true)),
    };
  if (text(get(json, 'volumeAttributes', 'secretProviderClass')) === undefined)
    yield {
      path: nodeOf(context.object.root, [...path, 'volumeAttributes']) ? [...path, 'volumeAttributes'] : path,
      at: 'key',
      message: 'class',
    };
}
