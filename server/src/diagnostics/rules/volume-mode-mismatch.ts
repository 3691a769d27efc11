import { podStorage } from '../knowledge/storage';
import { inspectionRule } from '../rule';

/**
 * A claim with volumeMode Block is a raw device for volumeDevices, one with Filesystem a directory for volumeMounts. The
 * API server cannot see that of a claim, and the kubelet refuses the pod's volumes (`createVolumeSpec`: "has volumeMode
 * Block, but is specified in volumeMounts", since 1.13).
 */
export const volumeModeMismatch = inspectionRule({
  id: 'volume-mode-mismatch',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The claim {claim} is a raw device (volumeMode Block) and is mounted as a directory: the pods hang in ContainerCreating. Use volumeDevices, or volumeMode Filesystem.',
      ja: 'claim {claim} は生のデバイス（volumeMode Block）ですが、ディレクトリとしてマウントされています。Pod は ContainerCreating のまま進みません。volumeDevices か volumeMode Filesystem を使います。',
    },
    device: {
      en: 'The claim {claim} is a file system and is used as a raw device: the pods hang in ContainerCreating. Use volumeMounts, or volumeMode Block.',
      ja: 'claim {claim} はファイルシステムですが、生のデバイスとして使われています。Pod は ContainerCreating のまま進みません。volumeMounts か volumeMode Block を使います。',
    },
  },
  *check(context) {
    const { claimTemplates, containers, volumes } = podStorage(context.judgement.effective);
    for (const claim of claimTemplates) {
      if (volumes.get(claim.name) !== claim) continue;
      const isBlock = claim.json['volumeMode'] === 'Block';
      for (const { mounts, devices, path } of containers) {
        const mount = mounts.find(({ name }) => name === claim.name);
        const params = { claim: claim.name };
        if (isBlock && mount) yield { path: [...mount.path, 'name'], at: 'value', params };
        const device = devices.indexOf(claim.name);
        if (isBlock || device < 0) continue;
        yield { path: [...path, 'volumeDevices', device, 'name'], at: 'value', message: 'device', params };
      }
    }
  },
});
