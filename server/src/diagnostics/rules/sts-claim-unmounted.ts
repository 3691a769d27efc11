import { fix, mend } from '../fixing';
import { ordinalsOf } from '../knowledge/claims';
import { dataPlaces } from '../knowledge/dataPlaces';
import { diesWithPod, isClaimOf, type Mount, type PodVolume, podStorage } from '../knowledge/storage';
import { text } from '../read';
import { inspectionRule, type RuleContext } from '../rule';

/**
 * Every replica gets a claim for each claim template (`getPersistentVolumeClaims`), and the pod a volume of its name
 * (`updateStorage`); whether a container mounts it is nobody's check.
 */
export const stsClaimUnmounted = inspectionRule({
  id: 'sts-claim-unmounted',
  category: 'broken',
  kinds: ['StatefulSet'],
  neighbours: ['PersistentVolumeClaim'],
  messages: {
    default: {
      en: 'No container mounts the claim {claim}: every replica gets a disk to which nothing is ever written.',
      ja: 'claim {claim} をマウントするコンテナがありません。レプリカごとにディスクが作られても、何も書き込まれません。',
    },
    instead: {
      en: 'No container mounts the claim {claim}; {container} has {volume} at {mountPath} instead, a volume that goes with the pod. What is written there is lost with the next update, while the disk stays empty.',
      ja: 'claim {claim} をマウントするコンテナがありません。{container} の {mountPath} にあるのは Pod とともに消える {volume} で、そこに書いたものは次の更新で失われ、ディスクは空のままです。',
    },
    named: {
      en: 'The volume {volume} asks for a claim that is called {name}, and the claims of the template {claim} are called {claim}-{set}-0 and so on: the claim is not found and the pods stay Pending. Mount {claim} without a volume of its own.',
      ja: 'ボリューム {volume} は {name} という名前の claim を求めますが、テンプレート {claim} から作られる claim の名前は {claim}-{set}-0 などです。claim が見つからず、Pod は Pending のままです。volumes には書かず、{claim} を直接マウントします。',
    },
    first: {
      en: 'The volume {volume} is the claim {name} of one replica for every pod, while the claims of the other ones stay empty. Mount {claim} without a volume of its own.',
      ja: 'ボリューム {volume} は、どの Pod でも 1 つのレプリカの claim {name} になり、ほかのレプリカの claim は空のままです。volumes には書かず、{claim} を直接マウントします。',
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
      const wrong = storage.written.find((volume) => isMeant(context, volume, claim.name));
      if (wrong) {
        const name = text(wrong.json['claimName']) ?? '';
        // the one replica uses it after all
        if (name !== claim.name && ordinalsOf(effective).replicas < 2) continue;
        yield {
          path: [...wrong.path, 'persistentVolumeClaim', 'claimName'],
          at: 'value',
          message: name === claim.name ? 'named' : 'first',
          params: { volume: wrong.name, name, claim: claim.name, set: context.object.name },
        };
        continue;
      }
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

/** Does the volume name the template as if it were a claim, or the claim of one replica? */
function isMeant({ object: of, neighbours }: RuleContext, { source, json }: PodVolume, template: string): boolean {
  const claim = source === 'persistentVolumeClaim' ? text(json['claimName']) : undefined;
  if (claim === undefined) return false;
  return (
    isClaimOf(claim, template, of.name) ||
    (claim === template && neighbours.named('PersistentVolumeClaim', claim, of).length === 0)
  );
}

function isTemporary({ volume, json }: Mount): boolean {
  return volume !== undefined && diesWithPod(volume) && json['readOnly'] !== true;
}
