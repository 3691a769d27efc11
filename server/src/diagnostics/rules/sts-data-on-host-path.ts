import { dataPlaces } from '../knowledge/dataPlaces';
import { mountAt, type PodStorage, podStorage } from '../knowledge/storage';
import { get, list, object } from '../read';
import { inspectionRule } from '../rule';

const DATA_NAME = /^(?:.*-)?(?:data|datadir|db|database|storage|state)$/;
/** Directories of the node that agents are there to use. */
const OF_THE_NODE =
  /^\/(?:$|dev|sys|proc|run|etc|usr|lib|boot|var\/run|var\/log|var\/lib\/(?:kubelet|docker|containerd|csi))/;

/**
 * A hostPath is a directory of whichever node the pod runs on; nothing brings a replica back to its node, and nothing
 * keeps two replicas of one node apart (kubelet, pkg/volume/hostpath, all releases).
 */
export const stsDataOnHostPath = inspectionRule({
  id: 'sts-data-on-host-path',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'The data of {what} is in {path} of whichever node the replica runs on: on another node it starts empty, or opens the files of another replica.',
      ja: '{what} のデータは、レプリカが動いているノードの {path} にあります。別のノードに移ると空から始まるか、ほかのレプリカのファイルを開きます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const storage = podStorage(effective);
    if (!storage.written.some(({ source }) => source === 'hostPath') || staysOnItsNode(effective)) return;
    const said = new Set<string>();
    const known = dataPlaces(effective).flatMap(({ mount, found }) =>
      mount?.volume?.source === 'hostPath' ? [{ volume: mount.volume, what: found.store.product }] : [],
    );
    for (const { volume, what } of [...known, ...unknownData(storage)]) {
      if (said.has(volume.name)) continue;
      said.add(volume.name);
      const path = volume.json['path'];
      yield {
        path: [...volume.path, 'hostPath', 'path'],
        at: 'value',
        params: { what, path: typeof path === 'string' ? path : '' },
      };
    }
  },
});

/** Volumes that hold the data of programs which we do not know: writable, by name, no directory of the node’s own. */
function unknownData(storage: PodStorage) {
  if (storage.claimTemplates.length > 0) return [];
  return storage.containers.flatMap((container) => {
    if (container.init || get(container.json, 'securityContext', 'privileged') === true) return [];
    return container.mounts.flatMap(({ name, json, volume, mountPath }) => {
      const path = volume?.json['path'];
      if (volume?.source !== 'hostPath' || json['readOnly'] === true || typeof path !== 'string') return [];
      if (!DATA_NAME.test(name) || OF_THE_NODE.test(path) || mountAt(container, mountPath)?.name !== name) return [];
      return [{ volume, what: container.name }];
    });
  });
}

/** Is the pod bound to one node, by name or by the label that holds it? */
function staysOnItsNode(effective: Parameters<typeof podStorage>[0]): boolean {
  const spec = object(get(effective, 'spec', 'template', 'spec'));
  const required = list(
    get(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'),
  );
  const replicas = get(effective, 'spec', 'replicas');
  const byAffinity = required.some((term) =>
    list(get(term, 'matchExpressions')).some(
      (each) => get(each, 'key') === 'kubernetes.io/hostname' && get(each, 'operator') === 'In',
    ),
  );
  const bound =
    spec?.['nodeName'] !== undefined || get(spec, 'nodeSelector', 'kubernetes.io/hostname') !== undefined || byAffinity;
  return bound && (replicas === 1 || replicas === 0 || byAffinity);
}
