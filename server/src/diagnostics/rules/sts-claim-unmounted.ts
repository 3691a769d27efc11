import { fix, mend } from '../fixing';
import { dataPlaces } from '../knowledge/dataPlaces';
import { diesWithPod, type Mount, podStorage } from '../knowledge/storage';
import { inspectionRule } from '../rule';

/**
 * Every replica gets a claim for each claim template (`getPersistentVolumeClaims`), and the pod a volume of its name
 * (`updateStorage`); whether a container mounts it is nobody's check.
 */
export const stsClaimUnmounted = inspectionRule({
  id: 'sts-claim-unmounted',
  category: 'broken',
  kinds: ['StatefulSet'],
  messages: {
    default: {
      en: 'No container mounts the claim {claim}: every replica gets a disk to which nothing is ever written.',
      ja: 'claim {claim} をマウントするコンテナがありません。レプリカごとにディスクが作られても、何も書き込まれません。',
    },
    instead: {
      en: 'No container mounts the claim {claim}; {container} has {volume} at {mountPath} instead, a volume that goes with the pod. What is written there is lost with the next update, while the disk stays empty.',
      ja: 'claim {claim} をマウントするコンテナがありません。{container} の {mountPath} にあるのは Pod とともに消える {volume} で、そこに書いたものは次の更新で失われ、ディスクは空のままです。',
    },
    layer: {
      en: 'No container mounts the claim {claim}: {product} writes to the container’s own layer, which goes with the next restart, while the disk stays empty.',
      ja: 'claim {claim} をマウントするコンテナがありません。{product} は再起動で消えるコンテナ自身のレイヤーに書き込み、ディスクは空のままです。',
    },
  },
  *check(context) {
    const { effective } = context.judgement;
    const storage = podStorage(effective);
    if (storage.claimTemplates.length === 0) return;
    const used = new Set(
      storage.containers.flatMap((each) => [...each.mounts.map(({ name }) => name), ...each.devices]),
    );
    const unmounted = storage.claimTemplates.filter(({ name }) => !used.has(name));
    if (unmounted.length === 0) return;
    const temporary = storage.containers.flatMap((container) =>
      container.init ? [] : container.mounts.filter(isTemporary).map((mount) => ({ container, mount })),
    );
    const [data] = dataPlaces(effective);
    for (const claim of unmounted) {
      const own = data?.mount && temporary.find(({ mount }) => mount === data.mount);
      const instead =
        own ?? temporary.find(({ mount }) => claim.name.includes(mount.name) || mount.name.includes(claim.name));
      const path = [...claim.path, 'metadata', 'name'];
      yield {
        path,
        at: 'value',
        message: instead ? 'instead' : data && !data.mount ? 'layer' : 'default',
        params: {
          claim: claim.name,
          container: instead?.container.name ?? '',
          volume: instead?.mount.name ?? '',
          mountPath: instead?.mount.mountPath ?? '',
          product: data?.found.store.product ?? '',
        },
        fixes: () => {
          const mender = mend(context);
          if (instead)
            return fix(
              {
                en: `Mount the claim at ${instead.mount.mountPath}`,
                ja: `${instead.mount.mountPath} に claim をマウントする`,
              },
              'alternative',
              mender.put([...instead.mount.path, 'name'], claim.name),
            );
          if (!data || data.mount || unmounted.length > 1) return [];
          return fix(
            { en: `Mount it at ${data.directory}`, ja: `${data.directory} にマウントする` },
            'alternative',
            mender.add([...data.container.path, 'volumeMounts'], { name: claim.name, mountPath: data.directory }),
          );
        },
      };
    }
  },
});

function isTemporary({ volume, json }: Mount): boolean {
  return volume !== undefined && diesWithPod(volume) && json['readOnly'] !== true;
}
