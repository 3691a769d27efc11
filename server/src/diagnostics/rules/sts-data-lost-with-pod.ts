import { all, fix, mend } from '../fixing';
import { envValue, optionValues, wordsOf } from '../knowledge/commandLine';
import { holdsComment } from '../knowledge/comments';
import { dataPlaces, isCache, runsItsServer, toldDataDirectories } from '../knowledge/dataPlaces';
import {
  diesWithPod,
  isConfiguration,
  type Mount,
  mountAt,
  type PodContainer,
  type PodStorage,
  podStorage,
} from '../knowledge/storage';
import { type FoundStore, storeOf } from '../knowledge/stores';
import { inspectionRule, type RuleContext } from '../rule';

/** Names that people give to the volume of a program's own data. */
const DATA_NAME = /^(?:.*-)?(?:data|datadir|db|database|storage|state|wal|journal|persistence)$/;
const DATA_PLACE = /^\/(?:data|db|database|storage)(?:\/|$)|^\/var\/lib\/[^/]+(?:\/data)?$|\/data$/;

/**
 * An emptyDir (and a generic ephemeral volume) is deleted with its pod (kubelet `cleanupOrphanedPodDirs`, all releases):
 * by every rollout, eviction and drain. A StatefulSet whose program keeps data there starts empty after each of them.
 */
export const stsDataLostWithPod = inspectionRule({
  id: 'sts-data-lost-with-pod',
  category: 'risk',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: '{product} keeps its data in {mountPath}, on an emptyDir: every rollout, eviction or drain deletes it. A claim template gives each replica a disk that stays.',
      ja: '{product} のデータは {mountPath} の emptyDir にあり、ロールアウト、退避、ドレインのたびに消えます。claim テンプレートなら、レプリカごとにディスクが残ります。',
    },
    ephemeral: {
      en: '{product} keeps its data in {mountPath}, on an ephemeral volume, whose claim is deleted with the pod: every rollout, eviction or drain starts it empty. A claim template gives each replica a disk that stays.',
      ja: '{product} のデータは {mountPath} の ephemeral ボリュームにあり、その claim は Pod とともに削除されます。ロールアウト、退避、ドレインのたびに空から始まります。claim テンプレートなら、レプリカごとにディスクが残ります。',
    },
    log: {
      en: '{product} keeps its data on a disk that stays, but its write-ahead log in {directory}, on a volume that goes with the pod: after an eviction it has data without their log and does not start.',
      ja: '{product} のデータは残るディスクにありますが、先行書き込みログの {directory} は Pod とともに消えるボリュームにあります。退避の後はログのないデータだけが残り、起動できません。',
    },
    layer: {
      en: '{product} keeps its data in {directory}, where no volume is mounted: it lies in the container’s own layer and is gone with the next restart.',
      ja: '{product} のデータは {directory} にありますが、そこにはボリュームがマウントされていません。コンテナ自身のレイヤーに置かれ、次の再起動で消えます。',
    },
    unknown: {
      en: 'The data of {container} ({mountPath}) is on a volume that is deleted with the pod, and the set has no claims: every rollout, eviction or drain loses it.',
      ja: '{container} のデータ（{mountPath}）は Pod とともに消えるボリュームにあり、このセットには claim がありません。ロールアウト、退避、ドレインのたびに失われます。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const storage = podStorage(effective);
    const used = new Set(
      storage.containers.flatMap((each) => [...each.mounts.map(({ name }) => name), ...each.devices]),
    );
    // a claim that nothing mounts is the mistake then
    if (storage.claimTemplates.some(({ name }) => !used.has(name))) return;
    const said = new Set<string>();
    for (const { container, mount, found } of dataPlaces(effective)) {
      const log = mount?.volume && !diesWithPod(mount.volume) ? logDirectory(container) : undefined;
      const own = log === undefined ? undefined : mountAt(container, log);
      if (log === undefined || !own?.volume || !diesWithPod(own.volume)) continue;
      said.add(own.name);
      yield {
        path: [...own.volume.path, own.volume.source],
        at: 'key',
        message: 'log',
        params: { product: found.store.product, directory: log },
      };
    }
    for (const { container, mount, found, directory } of dataPlaces(effective)) {
      const volume = mount?.volume;
      if (!mount && inLayer(container, found)) {
        yield {
          path: container.path,
          at: 'key',
          message: 'layer',
          params: { product: found.store.product, directory },
        };
        return;
      }
      if (!volume || !diesWithPod(volume) || said.has(volume.name)) continue;
      said.add(volume.name);
      yield {
        path: [...volume.path, volume.source],
        at: 'key',
        message: volume.source === 'ephemeral' ? 'ephemeral' : 'default',
        params: { product: found.store.product, mountPath: mount.mountPath },
        fixes: () => repairs(context, mount),
      };
    }
    if (said.size > 0 || lasts(storage)) return;
    const unknown = unknownData(storage);
    const volume = unknown?.mount.volume;
    if (!unknown || !volume) return;
    yield {
      path: [...volume.path, volume.source],
      at: 'key',
      message: 'unknown',
      params: { container: unknown.container, mountPath: unknown.mount.mountPath },
      fixes: () => repairs(context, unknown.mount),
    };
  },
});

/** Where a store is told to keep its log apart from its data. */
function logDirectory({ json }: PodContainer): string | undefined {
  const told = optionValues(wordsOf(json), [
    '--wal-dir',
    '--waldir',
    '--innodb-log-group-home-dir',
    '--innodb_log_group_home_dir',
  ]);
  const variables = ['ETCD_WAL_DIR', 'POSTGRES_INITDB_WALDIR'].flatMap((name) => envValue(json, name) ?? []);
  return [...told, ...variables].find((place) => place.startsWith('/') && !place.includes('$'));
}

/** A publisher's own image that runs its server and has no volume at all that it could write to. */
function inLayer(container: PodContainer, found: FoundStore): boolean {
  const writes = container.mounts.some(({ volume }) => volume && !isConfiguration(volume));
  const directories = found.told.length > 0 ? found.told : found.store.directories;
  const isSure = found.told.length > 0 || (found.official && runsItsServer(container));
  return isSure && !writes && container.devices.length === 0 && directories.length > 0;
}

/** Does any volume of the pods outlive them? */
function lasts(storage: PodStorage): boolean {
  return [...storage.volumes.values()].some((volume) => !diesWithPod(volume) && !isConfiguration(volume));
}

/** A program that we do not know, and a volume that is called or told to hold its data. */
function unknownData(storage: PodStorage): { readonly container: string; readonly mount: Mount } | undefined {
  for (const container of storage.containers) {
    if (container.init || isCache(container) || storeOf(container.json)) continue;
    const told = toldDataDirectories(container).flatMap((place) => mountAt(container, place) ?? []);
    const named = container.mounts.filter(({ name, mountPath }) => DATA_NAME.test(name) && DATA_PLACE.test(mountPath));
    const mount = [...told, ...named].find(
      ({ volume, json }) =>
        volume && diesWithPod(volume) && volume.json['medium'] !== 'Memory' && json['readOnly'] !== true,
    );
    if (mount) return { container: container.name, mount };
  }
  return undefined;
}

function repairs(context: RuleContext, { volume }: Mount) {
  if (volume?.source !== 'emptyDir') return [];
  if (holdsComment(context, volume.path)) return [];
  const mender = mend(context);
  const template = {
    metadata: { name: volume.name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  };
  return fix(
    { en: 'Make it a claim template of 10Gi', ja: '10Gi の claim テンプレートにする' },
    'alternative',
    all([mender.remove(volume.path), mender.add(['spec', 'volumeClaimTemplates'], template)]),
  );
}
