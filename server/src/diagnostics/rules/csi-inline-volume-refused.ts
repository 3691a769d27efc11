import { podStorage } from '../knowledge/storage';
import { list, text } from '../read';
import { inspectionRule } from '../rule';

/**
 * A csi volume in the pod itself lives and dies with the pod; the kubelet mounts it only where the CSIDriver lists the
 * lifecycle mode Ephemeral (the default is Persistent alone). Upstream: `csiPlugin.NewMounter`, `getVolumeLifecycleMode`
 * and `supportsVolumeLifecycleMode`, 1.32 to 1.37.
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
  },
  *check(context) {
    for (const { source, json, path } of podStorage(context.judgement.effective).written) {
      const driver = source === 'csi' ? text(json['driver']) : undefined;
      if (driver === undefined) continue;
      const [found] = context.neighbours.namedAnywhere('CSIDriver', driver);
      const spec = found?.json['spec'];
      if (!found || spec === null || typeof spec !== 'object' || Array.isArray(spec)) continue;
      const modes = list((spec as typeof json)['volumeLifecycleModes']);
      if (modes.includes('Ephemeral')) continue;
      yield { path: [...path, 'csi', 'driver'], at: 'value', params: { driver } };
    }
  },
});
