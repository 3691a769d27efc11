import { dataPlaces } from '../knowledge/dataPlaces';
import { isNetworkFileSystem } from '../knowledge/provisioners';
import { text } from '../read';
import { inspectionRule } from '../rule';

/** Stores whose manuals rule out NFS and its like: memory-mapped blocks, and a log that must be on disk when it says so. */
const REFUSE: ReadonlySet<string> = new Set(['Prometheus', 'etcd']);

/**
 * Prometheus: "Non-POSIX compliant filesystems are not supported … NFS filesystems (including AWS's EFS) are not supported"
 * (documentation of its storage); etcd wants a local disk that writes fast (documentation of its hardware).
 */
export const storeOnNetworkFiles = inspectionRule({
  id: 'store-on-network-files',
  category: 'risk',
  kinds: ['StatefulSet'],
  neighbours: ['StorageClass'],
  messages: {
    default: {
      en: '{product} does not bear network file systems: its data on {source} gets corrupted or stalls sooner or later. Take a block device.',
      ja: '{product} はネットワークファイルシステムに対応していません。{source} 上のデータは、いずれ破損するか書き込みが滞ります。ブロックデバイスを使います。',
    },
  },
  *check(context) {
    for (const { mount, found } of dataPlaces(context.judgement.effective)) {
      const volume = mount?.volume;
      if (!volume || !REFUSE.has(found.store.product)) continue;
      const { product } = found.store;
      if (volume.source === 'nfs') {
        yield { path: [...volume.path, 'nfs'], at: 'key', params: { product, source: 'NFS' } };
        continue;
      }
      const className = volume.source === 'claimTemplate' ? text(volume.json['storageClassName']) : undefined;
      if (className === undefined) continue;
      const [storageClass] = context.neighbours.namedAnywhere('StorageClass', className);
      const provisioner = text(storageClass?.json['provisioner']);
      if (provisioner === undefined || !isNetworkFileSystem(provisioner)) continue;
      yield {
        path: [...volume.path, 'spec', 'storageClassName'],
        at: 'value',
        params: { product, source: `${className} (${provisioner})` },
      };
    }
  },
});
